"""What the check proved of a rulebook is kept with it; versions of before have nothing to tell."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0022_holds_and_legs")]
    operations = [migrations.AddField("publishedrulebook", "report", models.JSONField(null=True))]
