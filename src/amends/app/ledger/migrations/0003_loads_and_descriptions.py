"""Loads name the orders to be judged at their end; descriptions know their time."""

import django.db.models.deletion
from django.db import migrations, models

TRIGGER = """
DROP TRIGGER promise_as_made ON ledger_promise;
CREATE TRIGGER promise_as_made BEFORE UPDATE ON ledger_promise FOR EACH ROW
    WHEN ((NEW.order_id, NEW.kind, NEW.ref, NEW.due_at, NEW.made_at, NEW.made_by, NEW.kept_by)
       IS DISTINCT FROM
       (OLD.order_id, OLD.kind, OLD.ref, OLD.due_at, OLD.made_at, OLD.made_by, OLD.kept_by))
    EXECUTE FUNCTION amends_promise_as_made();
"""
TRIGGER_BEFORE = """
DROP TRIGGER promise_as_made ON ledger_promise;
CREATE TRIGGER promise_as_made BEFORE UPDATE ON ledger_promise
    FOR EACH ROW EXECUTE FUNCTION amends_promise_as_made();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="brand",
            name="described_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="customer",
            name="described_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="location",
            name="described_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="point",
            name="described_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="promise",
            name="ref",
            field=models.CharField(blank=True, max_length=420),
        ),
        migrations.CreateModel(
            name="NamedOrder",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "load_id",
                        "order",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("order", models.CharField(max_length=200)),
                (
                    "load",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named",
                        to="ledger.load",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(TRIGGER, TRIGGER_BEFORE),
    ]
