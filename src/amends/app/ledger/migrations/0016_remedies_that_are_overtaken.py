"""What made a remedy pointless, and which of those under way a person has to look at."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("ledger", "0015_as_it_was")]
    operations = [
        migrations.AddField(
            "remedy", "overtaken_by", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddIndex(
            "remedy",
            models.Index(
                fields=["id"],
                condition=Q(state__in=("claimed", "accepted", "in_doubt")) & ~Q(overtaken_by=""),
                name="remedy_overtaken",
            ),
        ),
    ]
