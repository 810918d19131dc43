"""A remedy may be stopped before it was begun."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0013_not_reached")]
    operations = [
        migrations.AlterField(
            "remedy",
            "state",
            models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("claimed", "Claimed"),
                    ("accepted", "Accepted"),
                    ("in_doubt", "In Doubt"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                    ("dead", "Dead"),
                    ("cancelled", "Cancelled"),
                ],
                default="planned",
                max_length=16,
            ),
        ),
    ]
