"""Which remedies somebody should look at now."""

from __future__ import annotations

from datetime import datetime

from amends.app.ledger.models import Remedy

AT_MOST = 500


def due_remedies(*, now: datetime, at_most: int = AT_MOST) -> list[int]:
    """Remedies to act on, to ask about, or whose claim ran out; the longest waiting first.

    The cost grows with what is due: settled remedies are not in the index.
    """
    due = Remedy.objects.filter(next_attempt_at__lte=now).order_by("next_attempt_at")
    return list(due.values_list("pk", flat=True)[:at_most])
