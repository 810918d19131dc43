"""Pickup points in full: lists, loads, hours as they were read, limits, and what changed.

The number of the points' version is counted by the database, under a lock on its one row: whoever
sees a number sees every change that it counts.
"""

from django.db import migrations, models
from django.db.models import Q, Value

PROTECT = models.deletion.PROTECT
NOTHING = Value([], models.JSONField())
HOURS = [
    ("", "Unread"),
    ("understood", "Understood"),
    ("refused", "Refused"),
    ("flagged", "Flagged"),
]
CHANGES = [
    ("new", "New"),
    ("moved", "Moved"),
    ("closed", "Closed"),
    ("reopened", "Reopened"),
    ("hours", "Hours"),
    ("limits", "Limits"),
    ("other", "Other"),
]
APPEND_ONLY = """
CREATE TRIGGER pointchange_append_only BEFORE UPDATE OR DELETE ON ledger_pointchange
    FOR EACH ROW EXECUTE FUNCTION amends_append_only();
CREATE TRIGGER pointchange_never_emptied BEFORE TRUNCATE ON ledger_pointchange
    FOR EACH STATEMENT EXECUTE FUNCTION amends_never_emptied();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER pointchange_append_only ON ledger_pointchange;
DROP TRIGGER pointchange_never_emptied ON ledger_pointchange;
"""
COUNTED = """
CREATE SEQUENCE amends_points_version;
CREATE FUNCTION amends_points_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_pointsversion (id, number) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
    PERFORM FROM ledger_pointsversion WHERE id = 1 FOR UPDATE;
    UPDATE ledger_pointsversion SET number = nextval('amends_points_version') WHERE id = 1;
    RETURN NULL;
END $$;
CREATE TRIGGER points_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ledger_point
    FOR EACH STATEMENT EXECUTE FUNCTION amends_points_changed();
"""
NOT_COUNTED = """
DROP TRIGGER points_changed ON ledger_point;
DROP FUNCTION amends_points_changed();
DROP SEQUENCE amends_points_version;
"""
POINT = {
    "source_code": models.CharField(blank=True, db_default="", max_length=200),
    "kind": models.CharField(db_default="counter", max_length=50),
    "way_there": models.TextField(blank=True, db_default=""),
    "country": models.CharField(blank=True, db_default="", max_length=2),
    "region": models.CharField(blank=True, db_default="", max_length=8),
    "hours_structure": models.JSONField(null=True),
    "exceptions": models.JSONField(default=list, db_default=NOTHING),
    "closures": models.JSONField(default=list, db_default=NOTHING),
    "hours_state": models.CharField(blank=True, choices=HOURS, db_default="", max_length=16),
    "hours_reason": models.TextField(blank=True, db_default=""),
    "hours_readings": models.JSONField(default=list, db_default=NOTHING),
    "sides": models.JSONField(null=True),
    "grams": models.IntegerField(null=True),
    "payment": models.BooleanField(null=True),
    "fitting": models.BooleanField(null=True),
    "storage_days": models.IntegerField(null=True),
    "capacity": models.IntegerField(null=True),
    "gives": models.BooleanField(db_default=True, default=True),
    "source": models.ForeignKey(
        null=True, on_delete=PROTECT, related_name="points", to="ledger.pointsource"
    ),
    "schedule": models.ForeignKey(null=True, on_delete=PROTECT, to="ledger.schedule"),
}


def number() -> tuple[str, models.Field]:
    return "id", models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0020_published_rulebooks")]
    operations = [
        migrations.CreateModel(
            "PointSource",
            [
                number(),
                ("name", models.CharField(max_length=200, unique=True)),
                ("format", models.CharField(max_length=16)),
                ("operator", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            "PointLoad",
            [
                number(),
                ("name", models.CharField(max_length=500)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("counts", models.JSONField(default=dict)),
                ("refused", models.JSONField(default=list)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="loads", to="ledger.pointsource"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "Schedule",
            [
                number(),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("body", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            "PointsVersion", [number(), ("number", models.BigIntegerField(default=0))]
        ),
        *[migrations.AddField("point", name, field) for name, field in POINT.items()],
        migrations.AlterField("point", "hours", models.CharField(blank=True, max_length=2000)),
        migrations.AlterField("point", "time_zone", models.CharField(blank=True, max_length=64)),
        migrations.AddIndex(
            "point",
            models.Index(
                fields=["hours_state"],
                condition=Q(hours_state__in=["refused", "flagged"]),
                name="point_hours_to_look_at",
            ),
        ),
        migrations.CreateModel(
            "PointChange",
            [
                number(),
                ("kind", models.CharField(choices=CHANGES, max_length=16)),
                ("at", models.DateTimeField()),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "point",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="changes",
                        to="ledger.point",
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=PROTECT,
                        related_name="changes",
                        to="ledger.pointload",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["point", "id"], name="point_changes")]},
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunSQL(COUNTED, NOT_COUNTED),
    ]
