"""Findings are never emptied as a whole either."""

from django.db import migrations

NEVER_EMPTIED = """
CREATE TRIGGER finding_never_emptied BEFORE TRUNCATE ON ledger_finding
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0030_why_incidents_are_over"),
    ]

    operations = [
        migrations.RunSQL(NEVER_EMPTIED, "DROP TRIGGER finding_never_emptied ON ledger_finding;"),
    ]
