"""The database itself refuses to edit or remove what was recorded."""

from django.db import migrations

APPEND_ONLY = ("event", "failure", "decision", "offer", "choice", "outcome", "journal")

FUNCTION = """
CREATE FUNCTION amends_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: add a new row instead', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

PROMISE_FUNCTION = """
CREATE FUNCTION amends_promise_as_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.order_id, NEW.kind, NEW.ref, NEW.due_at, NEW.made_at, NEW.made_by, NEW.kept_by)
       IS DISTINCT FROM
       (OLD.order_id, OLD.kind, OLD.ref, OLD.due_at, OLD.made_at, OLD.made_by, OLD.kept_by) THEN
        RAISE EXCEPTION 'what was promised is never edited: make a new promise'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER promise_as_made BEFORE UPDATE ON ledger_promise
    FOR EACH ROW EXECUTE FUNCTION amends_promise_as_made();
"""


def trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON ledger_{table} "
        "FOR EACH ROW EXECUTE FUNCTION amends_append_only();",
        f"DROP TRIGGER {table}_append_only ON ledger_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_the_record")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION amends_append_only();"),
        *[trigger(table) for table in APPEND_ONLY],
        migrations.RunSQL(
            PROMISE_FUNCTION,
            "DROP TRIGGER promise_as_made ON ledger_promise;"
            "DROP FUNCTION amends_promise_as_made();",
        ),
    ]
