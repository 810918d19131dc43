"""What cases and remedies were, and until when; when a follow-up was planned."""

from django.db import migrations, models
from django.db.models import F

FORMER_STATES = """
CREATE FUNCTION amends_former_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_formerstate (what, number, state, until)
    VALUES (TG_ARGV[0], OLD.id, OLD.state, NEW.state_at);
    RETURN NULL;
END $$;
"""
OF_TABLE = """
CREATE TRIGGER {table}_former_state AFTER UPDATE OF state ON ledger_{table}
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION amends_former_state('{table}');
"""
APPEND_ONLY = """
CREATE TRIGGER formerstate_append_only BEFORE UPDATE OR DELETE ON ledger_formerstate
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER formerstate_never_emptied BEFORE TRUNCATE ON ledger_formerstate
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""
OFF = "DROP TRIGGER {table}_former_state ON ledger_{table};"


def plan_as_due(apps, schema_editor):
    """Of older follow-ups nobody wrote down when they were planned: no later than they were due."""
    apps.get_model("ledger", "FollowUp").objects.update(planned_at=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0014_remedies_that_are_stopped")]
    operations = [
        migrations.CreateModel(
            "FormerState",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=16)),
                ("number", models.BigIntegerField()),
                ("state", models.CharField(max_length=16)),
                ("until", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["what", "number", "until"], name="former_states")],
            },
        ),
        migrations.RunSQL(
            FORMER_STATES
            + OF_TABLE.format(table="case")
            + OF_TABLE.format(table="remedy")
            + APPEND_ONLY,
            OFF.format(table="case")
            + OFF.format(table="remedy")
            + "DROP FUNCTION amends_former_state();",
        ),
        migrations.AddField("followup", "planned_at", models.DateTimeField(null=True)),
        migrations.RunPython(plan_as_due, migrations.RunPython.noop),
        migrations.AlterField("followup", "planned_at", models.DateTimeField()),
    ]
