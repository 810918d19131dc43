"""What reviewers sent back to those who work at a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, F

from amends.app.ledger.models import Case, SentBack

MOST = 20


def sent_back(cases: Sequence[int]) -> Mapping[int, int]:
    """How many things to be mended wait in each of these cases."""
    waiting = SentBack.objects.filter(case__in=cases, seen_at=None)
    return dict(waiting.values("case").annotate(n=Count("id")).values_list("case", "n"))


def sent_back_of(case: Case) -> Sequence[SentBack]:
    """What reviewers sent back in one case, what waits first."""
    found = SentBack.objects.filter(case=case).select_related("seen_by")
    return list(found.order_by(F("seen_at").desc(nulls_first=True), "id")[:MOST])
