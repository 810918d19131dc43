"""What was understood of a point's hours, as it is shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0023_what_was_proven")]
    operations = [
        migrations.AddField("point", "hours_read_as", models.TextField(blank=True, db_default=""))
    ]
