"""Visits at a pickup point: the posted hours, the other visitors of that hour, and this visit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence, Side
from amends.core.findings.record import Happening, Posted, Record, Visit
from amends.core.findings.rules import Rules
from amends.core.findings.seen import CUSTOMER, minutes_between, own_word, seen, told

CLOSED = frozenset({"visit.point_closed"})
IN_VAIN = CLOSED | {"visit.parcel_not_found", "parcel.point_refused"}
MINUTE = timedelta(minutes=1)


def posted_hours(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """Against the claim only if no minute near the visit lies in the hours that were posted then.

    A day on which the point closed beside its ordinary week speaks neither for nor against.
    """
    came: datetime | None = claim.fields.get("came_at")
    hours = record.hours
    if came is None or hours is None or (hours.since and hours.since > came):
        return
    zone = ZoneInfo(hours.time_zone)
    if all(_is_shut(hours, minute.astimezone(zone)) for minute in _around(came, rules)):
        there = came.astimezone(zone)
        facts = {
            "how": _beside(hours, there),
            "came_at": told(came, record),
            "hours": _of_the_day(hours, there),
        }
        yield Evidence("posted_hours", "against", rules.weights.posted_hours, (), facts)


def _around(came: datetime, rules: Rules) -> list[datetime]:
    reach = int(rules.windows.posted)
    return [came + each * MINUTE for each in range(-reach, reach + 1)]


def _is_shut(hours: Posted, at: datetime) -> bool:
    """Shut by the ordinary week and on this very day; a day of which nothing is known is not."""
    day, minute = at.date(), at.hour * 60 + at.minute
    schedule = hours.schedule
    if (schedule.first and day < schedule.first) or (schedule.last and day > schedule.last):
        return False
    ordinary, own = schedule.week[day.weekday()], schedule.on(day)
    return not any(start <= minute < end for start, end in (*ordinary, *own))


def _of_the_day(hours: Posted, at: datetime) -> list[list[str]]:
    """The hours posted for that day: openings and closings, as clocks."""
    return [[_clock(start), _clock(end)] for start, end in hours.schedule.on(at.date())]


def _beside(hours: Posted, at: datetime) -> str:
    """How the moment lies to the hours of its day."""
    spans, minute = hours.schedule.on(at.date()), at.hour * 60 + at.minute
    if not spans:
        return "closed_day"
    if minute >= spans[-1][1]:
        return "after"
    return "before" if minute < spans[0][0] else "between"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def others(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """Who else was there within the window: served, or in vain."""
    came: datetime | None = claim.fields.get("came_at")
    if came is None:
        return
    near = [
        visit
        for visit in record.visits
        if minutes_between(visit.time, came) <= rules.windows.visits
        and visit.order != record.order.ref
    ]
    served = [visit for visit in near if visit.served]
    in_vain = [visit for visit in near if not visit.served]
    weights = rules.weights
    if served:
        sure = _was_open(came, served, rules)
        weight = weights.others_served if sure else weights.others_served_apart
        yield _visitors("others_served", "against", weight, served, came, record)
    if in_vain:
        weight = _word_of(in_vain, rules)
        yield _visitors("visits_in_vain", "for", weight, in_vain, came, record)


def _was_open(came: datetime, served: Collection[Visit], rules: Rules) -> bool:
    """Whether somebody was served shortly before and after, or in that very minute.

    A point that served somebody only before may have closed early, only after: opened late.
    """
    before = [visit.time for visit in served if visit.time < came + MINUTE]
    after = [visit.time for visit in served if visit.time > came - MINUTE]
    return bool(
        before and after and minutes_between(min(after), max(before)) <= rules.windows.served
    )


def _word_of(in_vain: Collection[Visit], rules: Rules) -> float:
    """The record's own word, or how much several customers are worth who say the same."""
    said = {visit.customer or visit.order for visit in in_vain if visit.reported_by == CUSTOMER}
    if any(visit.reported_by != CUSTOMER for visit in in_vain):
        return rules.weights.visits_in_vain
    together = 1 - (1 - rules.weights.visit_in_vain_said) ** len(said)
    return min(rules.weights.visits_in_vain, together)


def _visitors(
    kind: str,
    side: Side,
    weight: float,
    visits: Collection[Visit],
    came: datetime,
    record: Record,
) -> Evidence:
    nearest = min(visits, key=lambda visit: (minutes_between(visit.time, came), visit.id))
    facts = {
        "came_at": told(came, record),
        "at": told(nearest.time, record),
        "count": len({visit.order for visit in visits}),
    }
    return Evidence(kind, side, weight, tuple(sorted(visit.id for visit in visits)), facts)


def found_closed(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """This very visit, in the record by another word than the customer's."""
    yield from _own_visit(claim, record, rules, CLOSED)


def left_without(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """A visit of this order that ended in vain, in whatever way."""
    yield from _own_visit(claim, record, rules, IN_VAIN)


def _own_visit(
    claim: Claim, record: Record, rules: Rules, types: Collection[str]
) -> Iterator[Evidence]:
    came: datetime | None = claim.fields.get("came_at")
    visits = [visit for visit in seen(claim, record, types) if not own_word(visit)]
    if came is not None:
        visits = [v for v in visits if minutes_between(v.time, came) <= rules.windows.own_visit]
    if visits:
        ids = tuple(visit.id for visit in visits)
        facts = {"at": told(visits[-1].time, record)}
        yield Evidence("visit_recorded", "for", rules.weights.visit_recorded, ids, facts)


def collected_before(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The order had been handed over long before that visit, by the point's own word."""
    came: datetime | None = claim.fields.get("came_at")
    handed = seen(claim, record, {"order.handed_over"})
    if came is None or not handed:
        return
    at = handed[0].time
    if (came - at) / MINUTE >= rules.windows.collected:
        yield _of_order("handed_over_before", "against", rules.weights.collected_before, handed[0],
                        came, record)  # fmt: skip


def not_there_yet(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """The parcel came to the point only after that visit."""
    came: datetime | None = claim.fields.get("came_at")
    arrived = seen(claim, record, {"parcel.arrived_at_point"})
    if came is not None and arrived and arrived[0].time > came:
        yield _of_order("arrived_later", "for", rules.weights.not_there_yet, arrived[0], came,
                        record)  # fmt: skip


def _of_order(
    kind: str, side: Side, weight: float, what: Happening, came: datetime, record: Record
) -> Evidence:
    facts = {"came_at": told(came, record), "at": told(what.time, record)}
    return Evidence(kind, side, weight, (what.id,), facts)
