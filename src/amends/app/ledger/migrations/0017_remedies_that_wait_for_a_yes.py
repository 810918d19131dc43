from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0016_remedies_that_are_overtaken")]

    operations = [
        migrations.AddField(
            model_name="remedy",
            name="approver",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
