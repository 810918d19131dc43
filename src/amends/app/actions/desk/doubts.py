"""Remedies that need a person: no known end, given up, overdue, refused, or to be given by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.ledger.models import Case, Remedy

State = Remedy.State
UNDER_WAY = (State.PLANNED, State.CLAIMED, State.ACCEPTED)
BEGUN = (State.CLAIMED, State.ACCEPTED, State.IN_DOUBT)
TO_BE_SETTLED = Q(case__state__in=Case.LIVE) | Q(is_gesture=True)
"""A remedy hangs while its case is open; a gesture was promised whatever became of the case."""

KINDS: dict[str, Callable[[datetime], Q]] = {
    "in_doubt": lambda now: Q(state=State.IN_DOUBT),
    "overtaken": lambda now: Q(state__in=BEGUN) & ~Q(overtaken_by=""),
    "dead": lambda now: Q(state=State.DEAD) & TO_BE_SETTLED,
    "overdue": lambda now: Q(state__in=UNDER_WAY, due_at__lt=now),
    "failed": lambda now: Q(state=State.FAILED) & TO_BE_SETTLED,
    "to_approve": lambda now: Q(state=State.PLANNED) & ~Q(approver=""),
    "by_hand": lambda now: (
        Q(state=State.PLANNED, next_attempt_at=None, is_gesture=True, approver="")
        & (Q(due_at=None) | Q(due_at__gte=now))
    ),
}
"""Every kind of doubt, the most pressing first."""


def list_doubts(kind: str, after: str = "", *, now: datetime) -> Page[Remedy]:
    """Remedies of one kind of doubt, the oldest first."""
    found = Remedy.objects.filter(KINDS[kind](now)).select_related("case__customer", "case__order")
    place = read_mark(after, 1)
    if place is not None:
        found = found.filter(id__gt=place[0])
    return Page(*cut(found.order_by("id")[: ROWS + 1], lambda remedy: mark(remedy.pk)))


def one_doubt(key: UUID) -> Remedy:
    """The remedy with this key, with its attempts; raise ``Remedy.DoesNotExist``."""
    found = Remedy.objects.select_related("case__customer", "case__order", "choice")
    return found.prefetch_related("attempts").get(key=key)


def doubt_of(remedy: Remedy, *, now: datetime) -> str:
    """Which kind of doubt this remedy is, or an empty text."""
    if remedy.state in (State.IN_DOUBT, State.DEAD, State.FAILED):
        return str(remedy.state)
    if remedy.state == State.PLANNED and remedy.approver:
        return "to_approve"
    if remedy.state in BEGUN and remedy.overtaken_by:
        return "overtaken"
    is_late = remedy.due_at is not None and remedy.due_at < now
    return "overdue" if remedy.state in UNDER_WAY and is_late else ""


def attempts_of(remedy: Remedy) -> Sequence[Any]:
    """Every attempt, the first one first."""
    return sorted(remedy.attempts.all(), key=lambda each: each.number)
