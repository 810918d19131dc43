"""How to reach a customer by telephone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_who_waits")]
    operations = [
        migrations.AddField(
            model_name="customer",
            name="phone",
            preserve_default=False,
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
