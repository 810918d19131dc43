"""How often somebody tried something: one count for all processes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_events_know_their_load")]
    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("ends_at", models.DateTimeField(db_index=True)),
                ("count", models.IntegerField()),
            ],
        ),
    ]
