"""Who caused a failure, with shares; append-only."""

from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER responsibility_append_only BEFORE UPDATE OR DELETE ON ledger_responsibility
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER responsibility_never_emptied BEFORE TRUNCATE ON ledger_responsibility
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER responsibility_append_only ON ledger_responsibility;
DROP TRIGGER responsibility_never_emptied ON ledger_responsibility;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0026_signs_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.IntegerField()),
                ("position", models.IntegerField()),
                ("failure_kind", models.CharField(max_length=64)),
                ("party", models.CharField(max_length=64)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("share", models.DecimalField(decimal_places=4, max_digits=5)),
                ("because", models.JSONField(default=dict)),
                ("seen_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "promise",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="ledger.promise",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("promise", "number", "position"), name="a_share_is_told_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
    ]
