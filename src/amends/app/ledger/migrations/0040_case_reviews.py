"""The controller's sample of cases, reviews of it, and who looked into a mark."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ("casesample", "sampledcase", "casereview", "stafflook")
APPEND_ONLY = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON ledger_{table}
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON ledger_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""
NO_MORE = """
DROP TRIGGER {table}_append_only ON ledger_{table};
DROP TRIGGER {table}_never_emptied ON ledger_{table};
"""
BY_ANOTHER = """
CREATE FUNCTION amends_review_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    name text := (SELECT username FROM auth_user WHERE id = NEW.by_id);
    of_case bigint;
    wants_second boolean;
BEGIN
    SELECT case_id, second INTO of_case, wants_second
    FROM ledger_sampledcase WHERE id = NEW.sampled_id;
    IF EXISTS (SELECT FROM ledger_case WHERE id = of_case AND handled_by_id = NEW.by_id)
       OR EXISTS (SELECT FROM ledger_journal WHERE case_id = of_case
                  AND actor IN (name, 'customer via ' || name)) THEN
        RAISE EXCEPTION 'who had a part in a case does not review it'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.number > 1 AND NOT wants_second THEN
        RAISE EXCEPTION 'one review was asked for'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casereview_by_another BEFORE INSERT ON ledger_casereview
    FOR EACH ROW EXECUTE FUNCTION amends_review_by_another();
CREATE FUNCTION amends_look_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM auth_user WHERE id = NEW.by_id AND username = NEW.person) THEN
        RAISE EXCEPTION 'nobody looks into a mark of their own'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stafflook_by_another BEFORE INSERT ON ledger_stafflook
    FOR EACH ROW EXECUTE FUNCTION amends_look_by_another();
"""
BY_ANYBODY = """
DROP TRIGGER casereview_by_another ON ledger_casereview;
DROP FUNCTION amends_review_by_another();
DROP TRIGGER stafflook_by_another ON ledger_stafflook;
DROP FUNCTION amends_look_by_another();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0039_claims_again"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("drawn_at", models.DateTimeField()),
                ("seed", models.CharField(max_length=64)),
                ("cases", models.IntegerField()),
                ("strata", models.JSONField(default=dict)),
                ("rules", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="SampledCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stratum", models.CharField(max_length=200)),
                ("drawn_by", models.CharField(max_length=16)),
                ("risks", models.JSONField(default=list)),
                ("probability", models.FloatField()),
                ("second", models.BooleanField(default=False)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampled",
                        to="ledger.case",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drawn",
                        to="ledger.casesample",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("answers", models.JSONField()),
                ("wrong", models.BooleanField()),
                ("comment", models.TextField(blank=True, default="")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sampled",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="ledger.sampledcase",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SentBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_back",
                        to="ledger.case",
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_back",
                        to="ledger.casereview",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=32)),
                ("group", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=200)),
                ("marked_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("found", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="sampledcase",
            constraint=models.CheckConstraint(
                condition=models.Q(("probability__gt", 0), ("probability__lte", 1)),
                name="an_inclusion_probability",
            ),
        ),
        migrations.AddIndex(
            model_name="casereview",
            index=models.Index(fields=["at"], name="reviews_by_time"),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.UniqueConstraint(
                fields=("sampled", "by"), name="one_review_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.UniqueConstraint(
                fields=("sampled", "number"), name="reviews_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="casereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__in", (1, 2))), name="at_most_two_reviews"
            ),
        ),
        migrations.AddIndex(
            model_name="sentback",
            index=models.Index(
                condition=models.Q(("seen_at", None)), fields=["case"], name="sent_back_open"
            ),
        ),
        migrations.AddIndex(
            model_name="stafflook",
            index=models.Index(fields=["person", "measure", "group"], name="looks_at_person"),
        ),
        *[
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_MORE.format(table=table))
            for table in TABLES
        ],
        migrations.RunSQL(BY_ANOTHER, BY_ANYBODY),
    ]
