from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0017_staff_look_first")]

    operations = [
        migrations.AddField(
            model_name="remedy",
            name="approver",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
