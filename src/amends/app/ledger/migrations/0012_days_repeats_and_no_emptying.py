"""A history seen from a day, what is sent again waits once, and no table of the record is emptied.

``amends.may_empty`` is set by the tests alone, for their own databases.
"""

from django.db import migrations, models
from django.db.models import Q

APPEND_ONLY = ("event", "failure", "decision", "offer", "choice", "outcome", "journal")

FUNCTION = """
CREATE FUNCTION amends_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('amends.may_empty', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION '% is append-only: it is never emptied', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
"""


def trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON ledger_{table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();",
        f"DROP TRIGGER {table}_never_emptied ON ledger_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0011_what_stands_in_an_offer")]
    operations = [
        migrations.AddField("load", "as_of_day", models.DateField(null=True)),
        migrations.RemoveConstraint("load", "a_file_is_loaded_once_per_viewpoint"),
        migrations.AddConstraint(
            "load",
            models.UniqueConstraint(
                models.F("digest"),
                models.F("as_of"),
                models.F("as_of_day"),
                name="a_file_is_loaded_once_per_viewpoint",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            "quarantined", "digest", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.AddField("quarantined", "times", models.IntegerField(default=1)),
        migrations.AddConstraint(
            "quarantined",
            models.UniqueConstraint(
                condition=Q(("load", None), ("state", "waiting"), Q(("digest", ""), _negated=True)),
                fields=("digest",),
                name="what_is_sent_again_waits_once",
            ),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION amends_never_emptied();"),
        *[trigger(table) for table in APPEND_ONLY],
    ]
