"""The legs of one order, each with the time that was its own, from nothing but its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from amends.core.forms import read_due
from amends.core.promises import due_moment
from amends.core.responsibility.rules import LegRule, Rules

DAY_SECONDS = 86_400
WAITING = "waiting"


class Way(NamedTuple):
    """What is known of an order besides its events; ``operator`` runs its pickup point."""

    kind: str
    zone: tzinfo
    operator: str = ""


class Happened(NamedTuple):
    """An event of the order."""

    id: int
    source: str
    type: str
    time: datetime
    data: Mapping[str, Any]


class Leg(NamedTuple):
    """One leg: who had it in hand from ``began`` to ``ended``, and its own last day or moment.

    ``ended`` is empty while it is under way, and where nobody recorded its end: then ``passed`` is
    true, and nothing is said against it. ``status`` is that of the scan which began it.
    """

    name: str
    party: str
    began: datetime
    due: date | datetime | None
    ended: datetime | None = None
    passed: bool = False
    status: str = ""
    events: tuple[int, ...] = ()

    def overrun(self, seen_at: datetime, zone: tzinfo) -> float:
        """Days beyond its own due time: whole local days where that is a day.

        A leg that is still under way is looked at up to ``seen_at``.
        """
        if self.due is None or self.passed:
            return 0.0
        end = seen_at if self.ended is None else self.ended
        if isinstance(self.due, datetime):
            return max((end - self.due).total_seconds() / DAY_SECONDS, 0.0)
        return float(max((end.astimezone(zone).date() - self.due).days, 0))


class Timeline(NamedTuple):
    """The legs in their order, the events by time, and what they say by "event type:field".

    ``due_at`` is the last moment that the order itself promised, if it promised one.
    """

    way: Way
    legs: tuple[Leg, ...]
    happened: tuple[Happened, ...]
    due_at: datetime | None

    def said(self, place: str) -> str:
        """What the first event says that says it; "event type:field", or no text."""
        type_, _, field = place.partition(":")
        for each in self.happened:
            if each.type == type_ and each.data.get(field):
                return str(each.data[field])
        return ""

    def all_said(self, place: str) -> list[tuple[str, Happened]]:
        """Everything that is said there, in the order of time."""
        type_, _, field = place.partition(":")
        return [
            (str(each.data[field]), each)
            for each in self.happened
            if each.type == type_ and each.data.get(field)
        ]

    def at(self, moment: datetime) -> Leg | None:
        """The leg in whose hands it was at that moment: the last that had begun, no waiting."""
        begun = [leg for leg in self.legs if leg.began <= moment and not leg.status]
        return begun[-1] if begun else None


def timeline(way: Way, happened: Iterable[Happened], *, rules: Rules) -> Timeline:
    """The legs of an order; the same whatever the order in which its events came in."""
    in_order = tuple(sorted(happened, key=lambda each: (each.time, each.type, each.id)))
    due = _promised(in_order)
    teller = _Teller(way, rules, by_day=not isinstance(due, datetime))
    for each in in_order:
        teller.hear(each)
    due_at = None if due is None else due_moment(due, way.zone)
    return Timeline(way, tuple(teller.legs), in_order, due_at)


def _promised(in_order: Iterable[Happened]) -> date | datetime | None:
    """What the first event that promises a time promises: the order's own word."""
    for each in in_order:
        dues = [entry["due"] for entry in each.data.get("promises") or () if entry.get("due")]
        if dues:
            return _due(dues[0])
    return None


def _due(text: Any) -> date | datetime | None:
    return read_due(text, where="due") if text else None


class _Teller:
    """Hears the events in the order of time and tells the legs.

    ``reached`` is the number of the furthest declared leg, ``left`` what was left of its time when
    the parcel began to wait for somebody else.
    """

    def __init__(self, way: Way, rules: Rules, *, by_day: bool) -> None:
        self.way = way
        self.rules = rules
        self.by_day = by_day
        self.legs: list[Leg] = []
        self.reached = -1
        self.left: timedelta | None = None
        self.scan, _, self.status = rules.status.partition(":")

    def hear(self, each: Happened) -> None:
        self._recall(each)
        number = self._begun_by(each.type)
        if number is not None:
            self._close(each, upto=number)
            self._begin(number, each)
        elif self.legs and any(each.type in rule.ends for rule in self.rules.legs):
            self._close(each, upto=len(self.rules.legs))
        meaning = each.type if each.type != self.scan else str(each.data.get(self.status) or "")
        if meaning in self.rules.waits_for:
            self._wait(self.rules.waits_for[meaning], meaning, each)
        elif meaning in self.rules.goes_on:
            self._go_on(each)

    def _recall(self, each: Happened) -> None:
        """Its end was recorded after all, if later than what came after it."""
        for at, leg in enumerate(self.legs):
            if leg.passed and any(
                rule.name == leg.name and each.type in rule.ends for rule in self.rules.legs
            ):
                events = (*leg.events, each.id)
                self.legs[at] = leg._replace(ended=each.time, passed=False, events=events)

    def _begun_by(self, type_: str) -> int | None:
        ahead = [*enumerate(self.rules.legs)][self.reached + 1 :]
        return next((n for n, rule in ahead if type_ in rule.begins | rule.shown_by), None)

    def _begin(self, number: int, each: Happened) -> None:
        rule = self.rules.legs[number]
        due = _due(each.data.get(rule.due)) if rule.due and each.type in rule.begins else None
        self.reached = number
        self._add(rule, each.time, due, each)

    def _close(self, each: Happened, *, upto: int) -> None:
        """End the leg under way; one whose end nobody recorded is passed, and the next one ends."""
        leg = self._under_way()
        if leg is None:
            return
        if each.type in self.rules.legs[self.reached].ends:
            self._replace(leg._replace(ended=each.time, events=(*leg.events, each.id)))
            return
        self._replace(leg._replace(passed=True))
        for number in range(self.reached + 1, upto):
            rule = self.rules.legs[number]
            if each.type in rule.ends:
                self.reached = number
                self._add(rule, leg.began, None, each)
                self._replace(self.legs[-1]._replace(ended=each.time))
                return

    def _wait(self, party: str, status: str, each: Happened) -> None:
        leg = self._under_way()
        if leg is None or leg.party == party:
            return
        if not leg.status:
            self.left = self._left(leg, each.time)
        self._replace(leg._replace(ended=each.time, events=(*leg.events, each.id)))
        due = self._day_or_moment(each.time, leg.due)
        self.legs.append(Leg(WAITING, party, each.time, due, None, False, status, (each.id,)))

    def _go_on(self, each: Happened) -> None:
        """Whoever had it goes on, with what was left of their time."""
        leg = self._under_way()
        if leg is None or not leg.status:
            return
        self._replace(leg._replace(ended=each.time, events=(*leg.events, each.id)))
        again = self._day_or_moment(each.time, leg.due)
        due = None if self.left is None else again + self.left
        self._add(self.rules.legs[self.reached], each.time, due, each)

    def _left(self, leg: Leg, at: datetime) -> timedelta | None:
        if leg.due is None:
            return None
        if isinstance(leg.due, datetime):
            return max(leg.due - at, timedelta(0))
        return max(leg.due - at.astimezone(self.way.zone).date(), timedelta(0))

    def _day_or_moment(self, at: datetime, like: date | datetime | None) -> date | datetime:
        """That moment, or its local day where the time before was counted in days."""
        by_day = self.by_day if like is None else not isinstance(like, datetime)
        return at.astimezone(self.way.zone).date() if by_day else at

    def _add(
        self, rule: LegRule, began: datetime, due: date | datetime | None, each: Happened
    ) -> None:
        party = self.rules.party(rule.party, self.way.kind)
        self.legs.append(Leg(rule.name, party, began, due, events=(each.id,)))

    def _under_way(self) -> Leg | None:
        last = self.legs[-1] if self.legs else None
        return last if last and last.ended is None and not last.passed else None

    def _replace(self, leg: Leg) -> None:
        self.legs[-1] = leg
