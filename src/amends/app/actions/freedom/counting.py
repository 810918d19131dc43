"""What was given outside the rules, counted for the report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Sum

from amends.app.ledger.models import Kindness
from amends.core.money import minor_unit

State = Kindness.State


def kindness(until: datetime | None) -> dict[str, dict[str, Any]]:
    """By kind: how many were given, are asked for and were refused, and the sums by currency.

    ``until`` a moment, or now: what was answered later was still asked for then.
    """
    rows, answered = Kindness.objects.all(), Q(answered_at__isnull=False) | Q(above="")
    if until is not None:
        rows = rows.filter(at__lte=until)
        answered = Q(above="") | Q(answered_at__lte=until)
    sums: Any = rows.values("kind", unit=F("currency")).annotate(
        given=Count("pk", filter=answered & Q(state=State.GIVEN)),
        refused=Count("pk", filter=answered & Q(state=State.REFUSED)),
        asked=Count("pk", filter=~answered),
        amount=Sum("amount", filter=answered & Q(state=State.GIVEN)),
    )
    found: dict[str, dict[str, Any]] = {}
    for row in sums.order_by("kind", "unit"):
        into = found.setdefault(row["kind"], dict.fromkeys(State.values, 0))
        for state in State.values:
            into[state] += row[state]
        if row["amount"]:
            sum_ = row["amount"].quantize(minor_unit(row["unit"]))
            into.setdefault("amounts", {})[row["unit"]] = str(sum_)
    return found
