"""Versions of the rulebook, published and tried; a decision names one that was published.

Decisions made before are left as they are: of their rulebooks nothing but the checksum is known.
The database looks once for each statement, and takes no lock on the version: it never goes.
"""

from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON ledger_{table}
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON ledger_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""
NAMED = """
CREATE FUNCTION amends_decided_by_a_published_rulebook() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT rulebook, version, checksum FROM made) AS named
        WHERE NOT EXISTS (
            SELECT FROM ledger_publishedrulebook AS known
            WHERE (known.checksum, known.name, known.version)
                = (named.checksum, named.rulebook, named.version)
        )
    ) THEN
        RAISE EXCEPTION 'a decision names a rulebook that was never published'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER decided_by_a_published_rulebook AFTER INSERT ON ledger_decision
    REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION amends_decided_by_a_published_rulebook();
"""
NOT_NAMED = """
DROP TRIGGER decided_by_a_published_rulebook ON ledger_decision;
DROP FUNCTION amends_decided_by_a_published_rulebook();
"""


def number() -> tuple[str, models.Field]:
    return "id", models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0019_quarantined_that_comes_again")]
    operations = [
        migrations.CreateModel(
            "PublishedRulebook",
            [
                number(),
                ("name", models.CharField(max_length=100)),
                ("version", models.CharField(max_length=50)),
                ("checksum", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("folder", models.CharField(max_length=200)),
                ("files", models.JSONField()),
                ("valid_from", models.DateTimeField()),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "version"), name="a_version_is_published_once"
                    )
                ],
                "indexes": [models.Index(fields=["-valid_from", "-id"], name="rulebook_in_force")],
            },
        ),
        migrations.CreateModel(
            "RulebookTrial",
            [
                number(),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("name", models.CharField(max_length=100)),
                ("version", models.CharField(max_length=50)),
                ("tried_at", models.DateTimeField()),
                ("tried_by", models.CharField(max_length=200)),
                ("days", models.IntegerField()),
                ("cases", models.BigIntegerField()),
                ("changed", models.BigIntegerField()),
                ("outside", models.BigIntegerField()),
            ],
        ),
        *[
            migrations.RunSQL(
                APPEND_ONLY.format(table=table),
                f"DROP TRIGGER {table}_append_only ON ledger_{table};"
                f"DROP TRIGGER {table}_never_emptied ON ledger_{table};",
            )
            for table in ("publishedrulebook", "rulebooktrial")
        ],
        migrations.RunSQL(NAMED, NOT_NAMED),
    ]
