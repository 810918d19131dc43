"""Where staff stand, as one reader may see it: names for managers, oneself for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User

from amends.app.actions.policy import current_policy
from amends.app.actions.staff import may
from amends.app.ledger.models import StaffLook, StaffStanding

MOST_DRAWN = 2_000
MOST_MARKS = 200
MOST_LOOKS = 20


@dataclass(frozen=True, slots=True)
class Dot:
    """One person in a picture; without a name where the reader may not know it."""

    number: int
    name: str
    expected: float
    ratio: float
    observed: int
    trials: int
    is_marked: bool
    is_reader: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """Everybody in one measure, by chance alone; ``limits`` are the shares of honest people within
    the inner and the outer curve."""

    measure: str
    group: str
    spread: float
    limits: tuple[float, float]
    dots: Sequence[Dot]


@dataclass(frozen=True, slots=True)
class Stands:
    """Where one person stands in one measure, with who looked into a mark of it."""

    row: StaffStanding
    looks: Sequence[StaffLook]

    @property
    def body(self) -> dict[str, Any]:
        """The numbers."""
        found: dict[str, Any] = self.row.body
        return found

    @property
    def is_looked_into(self) -> bool:
        """Whether somebody looked since the mark."""
        marked = self.row.marked_on
        return marked is not None and any(each.at.date() >= marked for each in self.looks)


def funnels(user: User) -> list[Funnel]:
    """Every measure and group as a picture."""
    is_named = may(user, "name_staff")
    rows = StaffStanding.objects.order_by("measure", "group", "id")
    limits = current_policy().staff_truth.rules.limits
    return [
        Funnel(
            measure=measure,
            group=group,
            spread=some[0].body.get("spread", 0.0),
            limits=limits,
            dots=[_dot(row, user, is_named) for row in some[:MOST_DRAWN]],
        )
        for (measure, group), each in groupby(rows, key=lambda row: (row.measure, row.group))
        for some in [list(each)]
    ]


def marks(user: User) -> list[Stands]:
    """Whoever is marked and has not been looked into first, by name, without rank."""
    found = StaffStanding.objects.filter(marked_on__isnull=False).exclude(
        person=user.get_username()
    )
    return sorted(
        _with_looks(list(found.order_by("person", "measure")[:MOST_MARKS])),
        key=lambda each: each.is_looked_into,
    )


def own(user: User) -> list[Stands]:
    """The reader's own record."""
    return of_person(user.get_username())


def of_person(person: str) -> list[Stands]:
    """All of one person's record."""
    return _with_looks(list(StaffStanding.objects.filter(person=person).order_by("measure", "id")))


def may_see(standing: StaffStanding, user: User) -> bool:
    """Whether this reader may know whose record it is: their own, or they may know names."""
    return standing.person == user.get_username() or may(user, "name_staff")


def _with_looks(rows: Sequence[StaffStanding]) -> list[Stands]:
    looks = StaffLook.objects.filter(person__in={row.person for row in rows})
    by_mark: dict[tuple[str, str, str], list[StaffLook]] = {}
    for each in looks.select_related("by").order_by("-at"):
        by_mark.setdefault((each.measure, each.group, each.person), []).append(each)
    return [
        Stands(row, by_mark.get((row.measure, row.group, row.person), [])[:MOST_LOOKS])
        for row in rows
    ]


def _dot(row: StaffStanding, user: User, is_named: bool) -> Dot:
    is_reader = row.person == user.get_username()
    return Dot(
        number=row.pk,
        name=row.person if is_named or is_reader else "",
        expected=row.body["expected"],
        ratio=row.body["ratio"],
        observed=row.body["observed"],
        trials=row.body["trials"],
        is_marked=row.marked_on is not None,
        is_reader=is_reader,
    )
