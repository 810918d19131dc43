"""Who waits, by urgency, and whose name begins so, however many cases a history load left."""

from django.db import migrations, models
from django.db.models import Q

LIVE = ("open", "offered", "mending", "mended")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_messages_to_send")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=Q(("history", False), ("state__in", LIVE)),
                fields=["-urgency", "opened_at", "id"],
                name="case_waiting",
            ),
        ),
        migrations.RunSQL(
            "CREATE INDEX customer_by_name ON ledger_customer (UPPER(name) text_pattern_ops);",
            "DROP INDEX customer_by_name;",
        ),
    ]
