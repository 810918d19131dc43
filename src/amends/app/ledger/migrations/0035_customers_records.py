"""Where customers stand, what people decided of them, and what waits for a person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER standing_append_only BEFORE UPDATE OR DELETE ON ledger_standing
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER standing_never_emptied BEFORE TRUNCATE ON ledger_standing
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
CREATE TRIGGER ruling_append_only BEFORE UPDATE OR DELETE ON ledger_ruling
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER ruling_never_emptied BEFORE TRUNCATE ON ledger_ruling
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""
NO_MORE = """
DROP TRIGGER standing_append_only ON ledger_standing;
DROP TRIGGER standing_never_emptied ON ledger_standing;
DROP TRIGGER ruling_append_only ON ledger_ruling;
DROP TRIGGER ruling_never_emptied ON ledger_ruling;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0034_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Peers",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("share", models.FloatField()),
                ("worth", models.FloatField()),
                ("customers", models.IntegerField()),
                ("learned_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("record", "Record"), ("conduct", "Conduct")], max_length=16
                    ),
                ),
                ("value", models.CharField(max_length=32)),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="ledger.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("step", models.CharField(max_length=32)),
                ("rule", models.CharField(max_length=200)),
                ("facts", models.JSONField()),
                ("claims", models.JSONField()),
                ("rules", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="ledger.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "number"), name="standings_are_numbered"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("conduct", "Conduct"),
                            ("link", "Link"),
                            ("objection", "Objection"),
                        ],
                        max_length=16,
                    ),
                ),
                ("detail", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=32)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="ledger.customer",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.event",
                    ),
                ),
                (
                    "not_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.customer",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["made_at"],
                        name="suggestions_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("about", "conduct")),
                        fields=("event",),
                        name="a_message_is_suggested_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("about", "link")),
                        fields=("customer", "other"),
                        name="a_link_is_suggested_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("about", "objection"), ("settled_at__isnull", True)),
                        fields=("customer",),
                        name="one_open_objection_to_a_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__isnull", True),
                            ("not_by__isnull", True),
                            models.Q(("settled_by", models.F("not_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="another_person_answers",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, NO_MORE),
    ]
