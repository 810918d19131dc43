"""When offers run out, what was agreed, where customers came in vain, and points by their place."""

from django.db import migrations, models
from django.db.models import Q

LIVE = ("open", "offered", "mending", "mended")
OFFER_UNTIL = """
UPDATE ledger_case SET offer_until = (
    SELECT valid_until FROM ledger_offer
    WHERE case_id = ledger_case.id ORDER BY id DESC LIMIT 1
)
WHERE state = 'offered';
"""
FAILING_POINT = """
UPDATE ledger_case SET failing_point = ledger_order.point
FROM ledger_order, ledger_promise
WHERE ledger_order.ref = ledger_case.order_id
    AND ledger_promise.id = ledger_case.promise_id
    AND ledger_promise.wasted_visits > 0
    AND ledger_order.fulfilment = 'pickup_point'
    AND ledger_case.state IN ('open', 'offered', 'mending', 'mended');
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_a_promise_may_break_again")]
    operations = [
        migrations.AddField("case", "offer_until", models.DateTimeField(null=True)),
        migrations.AddField(
            "case", "failing_point", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddField("choice", "due_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["offer_until"],
                condition=Q(state="offered", history=False),
                name="case_offer_ends",
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["failing_point", "opened_at"],
                condition=Q(state__in=LIVE, history=False) & ~Q(failing_point=""),
                name="case_at_failing_point",
            ),
        ),
        migrations.AddIndex(
            "point",
            models.Index(
                fields=["latitude", "longitude"], condition=Q(open=True), name="point_by_place"
            ),
        ),
        migrations.RunSQL(OFFER_UNTIL, migrations.RunSQL.noop),
        migrations.RunSQL(FAILING_POINT, migrations.RunSQL.noop),
    ]
