"""Photos and documents belong to an order: a customer may add them before there is a case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0036_foresight")]

    operations = [
        migrations.RemoveConstraint(model_name="attachment", name="a_file_is_added_once"),
        migrations.RemoveField(model_name="attachment", name="case"),
        migrations.AddField(
            model_name="attachment",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="ledger.order",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("order", "digest"),
                name="a_file_is_added_once",
            ),
        ),
    ]
