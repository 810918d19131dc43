"""Kindnesses as the console shows them: one's own, and those that wait for a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.actions.freedom.answering import may_answer
from amends.app.actions.freedom.stated import month_of, stated_for
from amends.app.actions.policy import current_policy
from amends.app.actions.staff import RIGHTS, roles_of
from amends.app.ledger.models import Kindness
from amends.core.staff.freedom import Month

MOST_OWN = 30


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """What somebody asked for; ``why_not`` says why the reader may not answer, if so."""

    asked: Kindness
    why_not: str


@dataclass(frozen=True, slots=True)
class Mine:
    """What the reader gave and asked for, and what is left of their month."""

    month: Month
    role: str
    kindnesses: Sequence[Kindness]


def to_answer(user: Any, after: str, *, now: datetime) -> Page[ToAnswer]:
    """What waits for a yes, the longest waiting first."""
    place = read_mark(after, 1) or (0,)
    found = Kindness.objects.filter(state=Kindness.State.ASKED, pk__gt=place[0]).select_related(
        "by", "case__order", "case__customer"
    )
    rows, last = cut(found.order_by("pk")[: ROWS + 1], lambda each: mark(each.pk))
    shown = [
        ToAnswer(each, may_answer(each, stated_for(each.case, user, now=now), user))
        for each in rows
    ]
    return Page(shown, last)


def waiting_count() -> int:
    """How many wait for a yes, up to a limit."""
    return Kindness.objects.filter(state=Kindness.State.ASKED)[: ROWS * 2].count()


def mine(user: Any, *, now: datetime) -> Mine:
    """The reader's own."""
    role = _role(user)
    found = Kindness.objects.filter(by=user.pk).select_related("case__order", "answered_by")
    return Mine(
        month=month_of(user, role, now=now),
        role=role,
        kindnesses=list(found.order_by("-pk")[:MOST_OWN]),
    )


def _role(user: Any) -> str:
    """The role whose month counts: the one with the largest sum, or none at all."""
    sums = current_policy().freedom.month
    roles = sorted(RIGHTS["give"] & roles_of(user))
    return max(roles, key=lambda role: sums.get(role, float("inf")), default="")
