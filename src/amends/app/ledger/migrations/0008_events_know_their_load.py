"""The load of an event is not checked by the database, which made each event dearer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0007_customer_phone"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="load",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="ledger.load",
            ),
        ),
    ]
