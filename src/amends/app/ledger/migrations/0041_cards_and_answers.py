"""Scorecards are kept; partners answer claims themselves, with tokens of their own."""

import django.db.models.deletion
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER partneranswer_append_only BEFORE UPDATE OR DELETE ON ledger_partneranswer
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER partneranswer_never_emptied BEFORE TRUNCATE ON ledger_partneranswer
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER partneranswer_append_only ON ledger_partneranswer;
DROP TRIGGER partneranswer_never_emptied ON ledger_partneranswer;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0040_case_reviews"),
    ]

    operations = [
        migrations.AddField(
            model_name="apitoken",
            name="partner",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tokens",
                to="ledger.partner",
            ),
        ),
        migrations.CreateModel(
            name="Scorecard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("code", models.CharField(max_length=600)),
                ("total", models.BigIntegerField()),
                ("body", models.JSONField()),
                ("since", models.DateTimeField()),
                ("renewed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "-total", "id"], name="cards_by_size")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code"), name="a_card_is_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("answer", models.CharField(max_length=16)),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=16)),
                ("reason", models.TextField(blank=True)),
                ("late", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_answers",
                        to="ledger.case",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.entry",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="ledger.partner",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partner", "key"), name="a_partner_answers_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
    ]
