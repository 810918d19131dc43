"""Why something was refused is kept with its values, to be told in the reader's language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0044_customers_have_public_ids")]
    operations = [
        migrations.AddField(
            model_name="quarantined",
            name="values",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
