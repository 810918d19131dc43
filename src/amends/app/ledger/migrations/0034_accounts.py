"""What a case cost and who bears it: double entry that the database itself keeps balanced."""

import django.db.models.deletion
from django.db import migrations, models

APPEND_ONLY = ("entry", "posting", "contract")

BALANCED = """
CREATE FUNCTION amends_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found record;
    entry_number bigint;
BEGIN
    IF TG_TABLE_NAME = 'ledger_entry' THEN
        entry_number := NEW.id;
    ELSE
        entry_number := NEW.entry_id;
    END IF;
    SELECT entry.lines, count(posting.id) AS posted INTO found
        FROM ledger_entry AS entry
        LEFT JOIN ledger_posting AS posting ON posting.entry_id = entry.id
        WHERE entry.id = entry_number GROUP BY entry.lines;
    IF found.posted < 2 OR found.posted <> found.lines THEN
        RAISE EXCEPTION 'entry % says it has % postings and has %',
            entry_number, found.lines, found.posted
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM ledger_posting WHERE entry_id = entry_number
               GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'the postings of entry % do not sum to zero', entry_number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION amends_entry_balances();
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION amends_entry_balances();
"""
NOT_BALANCED = """
DROP TRIGGER entry_balances ON ledger_entry;
DROP TRIGGER posting_balances ON ledger_posting;
DROP FUNCTION amends_entry_balances();
"""
STALE = """
CREATE FUNCTION amends_account_stale() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    promise_number bigint;
BEGIN
    IF TG_TABLE_NAME = 'ledger_promise' THEN
        promise_number := NEW.id;
    ELSE
        promise_number := NEW.promise_id;
    END IF;
    UPDATE ledger_caseaccount SET stale = true WHERE promise_id = promise_number AND NOT stale;
    RETURN NULL;
END $$;
CREATE TRIGGER account_of_promise AFTER UPDATE OF state, failure_kind ON ledger_promise
    FOR EACH ROW WHEN (OLD.failure_kind <> '' AND OLD.failure_kind <> NEW.failure_kind)
    EXECUTE FUNCTION amends_account_stale();
CREATE TRIGGER account_of_responsibility AFTER INSERT ON ledger_responsibility
    FOR EACH ROW EXECUTE FUNCTION amends_account_stale();
"""
NOT_STALE = """
DROP TRIGGER account_of_promise ON ledger_promise;
DROP TRIGGER account_of_responsibility ON ledger_responsibility;
DROP FUNCTION amends_account_stale();
"""


def kept(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON ledger_{table} "
        "FOR EACH ROW EXECUTE FUNCTION amends_append_only();"
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON ledger_{table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();",
        f"DROP TRIGGER {table}_append_only ON ledger_{table};"
        f"DROP TRIGGER {table}_never_emptied ON ledger_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0033_legs_by_origin"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=32)),
                ("by", models.CharField(max_length=200)),
                ("because", models.JSONField(default=dict)),
                ("lines", models.IntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="ledger.case",
                    ),
                ),
                (
                    "remedy",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="ledger.remedy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=64)),
                ("who", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=8)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                ("address", models.TextField(blank=True)),
                ("email", models.CharField(blank=True, max_length=200)),
                ("described_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "who"), name="a_partner_is_described_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=200)),
                ("version", models.IntegerField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("days_to_answer", models.IntegerField()),
                ("terms", models.JSONField()),
                ("loaded_at", models.DateTimeField()),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="ledger.partner",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=16)),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=16)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="ledger.entry",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="ledger.partner",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stale", models.BooleanField(default=False)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="ledger.case",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="ledger.promise",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("stale", True)),
                        fields=["id"],
                        name="accounts_to_look_at",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("remedy__isnull", False)),
                fields=("remedy",),
                name="a_remedy_costs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.UniqueConstraint(
                fields=("partner", "number", "version"), name="a_contract_is_loaded_once"
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(
                condition=models.Q(("partner__isnull", False)),
                fields=["partner", "entry"],
                name="postings_of_partner",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="a_posting_is_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account__in", ("customer", "shop")), ("partner__isnull", True)),
                    models.Q(
                        (
                            "account__in",
                            ("prepared", "charged", "disputed", "written_off", "recovered"),
                        ),
                        ("partner__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="an_account_is_somebodys",
            ),
        ),
        *[kept(table) for table in APPEND_ONLY],
        migrations.RunSQL(BALANCED, NOT_BALANCED),
        migrations.RunSQL(STALE, NOT_STALE),
    ]
