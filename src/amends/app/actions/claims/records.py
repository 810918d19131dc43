"""The record around claims, gathered in a few queries however many claims there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import orjson

from amends.app.actions.ingest.sql import as_names, as_rows, run
from amends.app.actions.places.asking import own_schedule, row_of_model
from amends.app.actions.places.reading import Period
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Attachment, Customer, Order, Point, PointChange
from amends.core.claims import Claim
from amends.core.findings import (
    CALLS,
    Elsewhere,
    Happening,
    OrderRecord,
    Photo,
    Posted,
    Record,
    Visit,
)
from amends.core.places.hours import Schedule

BESIDE = timedelta(days=8)
MOST_VISITS = 200
MOST_CALLS = 20
"""Of one other order, about one moment."""
SERVED = "handed_over"
MOMENTS = ("came_at",)
EVENTS = """
    SELECT subject, id, source, key, type, time, (data - 'customer')::text
    FROM ledger_event
    WHERE subject = ANY(ARRAY(SELECT jsonb_array_elements_text(%s))) AND time <= %s
    ORDER BY subject, time, id
"""
VISITS = """
    SELECT asked.number, sign.event_id, sign.at, sign.sign, sign."order",
        COALESCE(event.data->>'reported_by', ''), COALESCE(other.customer_id, '')
    FROM jsonb_to_recordset(%s) AS asked(
        number bigint, point text, "order" text, customer text, first timestamptz,
        last timestamptz)
    CROSS JOIN LATERAL (
        SELECT event_id, at, sign, "order" FROM ledger_pointsign
        WHERE point = asked.point AND at BETWEEN asked.first AND asked.last
          AND "order" NOT IN ('', asked."order") AND sign IN ('handed_over', 'closed')
        ORDER BY at LIMIT %s) AS sign
    JOIN ledger_event AS event ON event.id = sign.event_id
    LEFT JOIN ledger_order AS other ON other.ref = sign."order"
    WHERE sign.sign = 'handed_over' OR other.customer_id IS DISTINCT FROM asked.customer
        OR event.data->>'reported_by' IS DISTINCT FROM 'customer'
"""
"""Nobody is their own proof: what the same customer says of another order is left out."""


ELSEWHERE = """
    SELECT asked.number, call.subject, call.id, call.source, call.key, call.type, call.time,
        call.data::text
    FROM jsonb_to_recordset(%s) AS asked(
        number bigint, "order" text, customer text, first timestamptz, last timestamptz)
    JOIN ledger_order AS other
        ON other.customer_id = asked.customer AND other.ref <> asked."order"
    CROSS JOIN LATERAL (
        SELECT subject, id, source, key, type, time, data FROM ledger_event
        WHERE subject = other.ref AND time BETWEEN asked.first AND asked.last
          AND type = ANY(%s)
        ORDER BY time LIMIT %s) AS call
    ORDER BY asked.number, call.time, call.id
"""


class Said(NamedTuple):
    """A claim as it was read: the number of its row, and its order."""

    number: int
    order: Order
    claim: Claim


class _Known(NamedTuple):
    events: Mapping[str, tuple[Happening, ...]]
    visits: Mapping[int, tuple[Visit, ...]]
    hours: Mapping[str, Posted]
    photos: Mapping[int, tuple[Photo, ...]]
    customers: Mapping[str, str]
    elsewhere: Mapping[int, tuple[Elsewhere, ...]]


def records_around(said: Sequence[Said], *, now: datetime) -> dict[int, Record]:
    """What each claim is held against, by its number; nothing later than ``now``."""
    points = {point for each in said if (point := point_of(each))}
    known = _Known(
        events=happened({each.order.ref for each in said}, now=now),
        visits=_visits(said, now),
        hours=_hours(points),
        photos=_photos([each.number for each in said]),
        customers=_names({each.order.customer_id for each in said}),
        elsewhere=_calls_elsewhere(said),
    )
    return {each.number: _record(each, known, now) for each in said}


def point_of(said: Said) -> str:
    """The pickup point that a claim speaks of: the one it names, else the order's."""
    named = said.claim.fields.get("point")
    return str(named) if named else said.order.point


def happened(orders: Collection[str], *, now: datetime) -> dict[str, tuple[Happening, ...]]:
    """What happened to these orders until now, in the order in which it did."""
    found: dict[str, list[Happening]] = defaultdict(list)
    for subject, id_, source, key, type_, time, data in run(EVENTS, as_names(orders), now):
        found[subject].append(Happening(id_, source, key, type_, time, orjson.loads(data)))
    return {order: tuple(happenings) for order, happenings in found.items()}


def _record(said: Said, known: _Known, now: datetime) -> Record:
    order, events = said.order, known.events.get(said.order.ref, ())
    placed = next((each.id for each in events if each.type == "order.placed"), 0)
    return Record(
        order=OrderRecord(
            ref=order.ref,
            kind=order.kind,
            fulfilment=order.fulfilment,
            placed_at=order.placed_at,
            placed_id=placed,
            point=order.point,
            time_zone=order.time_zone,
            items=tuple(order.items),
            prepaid=order.prepaid,
            customer=known.customers.get(order.customer_id, ""),
        ),
        happened=events,
        hours=known.hours.get(point_of(said)),
        visits=known.visits.get(said.number, ()),
        now=now,
        photos=known.photos.get(said.number, ()),
        elsewhere=known.elsewhere.get(said.number, ()),
    )


def _visits(said: Sequence[Said], now: datetime) -> Mapping[int, tuple[Visit, ...]]:
    """Who else came to the same point about then, and was served or found it closed."""
    near = timedelta(minutes=current_policy().findings.windows.visits)
    rows = [
        {
            "number": each.number,
            "point": point_of(each),
            "order": each.order.ref,
            "customer": each.order.customer_id,
            "first": came_at - near,
            "last": min(came_at + near, now),
        }
        for each in said
        if (came_at := _came_at(each.claim)) is not None and point_of(each)
    ]
    found: dict[int, list[Visit]] = defaultdict(list)
    if rows:
        for number, event, at, sign, *of in run(VISITS, as_rows(rows), MOST_VISITS):
            found[number].append(Visit(event, at, sign == SERVED, *of))
    return {number: tuple(visits) for number, visits in found.items()}


def _calls_elsewhere(said: Sequence[Said]) -> Mapping[int, tuple[Elsewhere, ...]]:
    """Calls with the same customers about then, kept under their other orders."""
    near = timedelta(minutes=current_policy().findings.windows.call)
    rows = [
        {
            "number": each.number,
            "order": each.order.ref,
            "customer": each.order.customer_id,
            "first": told_at - near,
            "last": min(told_at + near, each.claim.said_at),
        }
        for each in said
        if isinstance(told_at := each.claim.fields.get("told_at"), datetime)
    ]
    found: dict[int, list[Elsewhere]] = defaultdict(list)
    if rows:
        for number, order, *row in run(ELSEWHERE, as_rows(rows), list(CALLS), MOST_CALLS):
            id_, source, key, type_, time, data = row
            call = Happening(id_, source, key, type_, time, orjson.loads(data))
            found[number].append(Elsewhere(order, call))
    return {number: tuple(calls) for number, calls in found.items()}


def _came_at(claim: Claim) -> datetime | None:
    moments = (claim.fields.get(name) for name in MOMENTS)
    return next((each for each in moments if isinstance(each, datetime)), None)


def _hours(codes: Collection[str]) -> Mapping[str, Posted]:
    """The posted hours of these points, as far as they were understood beyond doubt."""
    points = Point.objects.filter(code__in=codes, hours_state=Point.Hours.UNDERSTOOD)
    known = [p for p in points.select_related("schedule") if p.schedule and p.time_zone]
    since = _changed_at([point.code for point in known])
    return {
        point.code: Posted(_schedule(point), point.time_zone, since.get(point.code))
        for point in known
    }


def _schedule(point: Point) -> Schedule:
    assert point.schedule is not None
    schedule = Schedule.from_data(point.schedule.body)
    if not (point.exceptions or point.closures) or not (schedule.first and schedule.last):
        return schedule
    return own_schedule(row_of_model(point), schedule, Period(schedule.first, schedule.last))


def _changed_at(codes: Collection[str]) -> Mapping[str, datetime]:
    """Since when the points have the hours that they have, where they changed at all."""
    changes = PointChange.objects.filter(point__in=codes, kind=PointChange.Kind.HOURS)
    return dict(changes.order_by("id").values_list("point_id", "at"))


def _photos(numbers: Iterable[int]) -> Mapping[int, tuple[Photo, ...]]:
    found: dict[int, list[Photo]] = defaultdict(list)
    added = Attachment.objects.filter(
        claim__in=numbers, removed_at=None, content_type__startswith="image/"
    )
    for number, claim in added.values_list("pk", "claim_id"):
        assert claim is not None
        found[claim].append(Photo(number))
    return {claim: tuple(photos) for claim, photos in found.items()}


def _names(refs: Collection[str]) -> Mapping[str, str]:
    return dict(Customer.objects.filter(ref__in=refs).values_list("ref", "name"))


def as_json_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a claim as JSON keeps them."""
    found: dict[str, Any] = orjson.loads(orjson.dumps(dict(fields), default=str))
    return found
