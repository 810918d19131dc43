"""Who caused what is broken: found from the legs of the order, written down where it is new.

Everything comes from the events in the record, under the lock of the order, like the promises'
standing itself. A record is never changed: where later events say otherwise, a new one is added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from amends.app.actions.ingest.sql import as_names, as_rows, run
from amends.app.actions.policy import current_policy
from amends.core.judging import Order, Pledge, Told
from amends.core.responsibility import (
    Failure,
    Happened,
    Rules,
    Share,
    Timeline,
    Way,
    apportion,
    timeline,
)


class Broken(NamedTuple):
    """A broken promise, seen from the moment ``at``; ``seen_at`` is when it was kept after all.

    Where it is not kept, or an event broke it outright, that is the latest moment that counts.
    """

    order: Order
    pledge: Pledge
    at: datetime
    seen_at: datetime


class Found(NamedTuple):
    """The shares that were found at a moment; ``number`` counts how often that was done."""

    number: int
    shares: tuple[Share, ...]
    seen_at: datetime


def broken(order: Order, pledge: Pledge, told: Iterable[Told], *, at: datetime) -> Broken:
    """A promise that is broken as its standing says."""
    evidence = set(pledge.standing.evidence)
    shown = [each.time for each in told if each.id in evidence] if evidence else []
    return Broken(order, pledge, at, max(shown, default=at))


def note_responsibility(found: Sequence[Broken], *, now: datetime) -> None:
    """Write down who caused these, where that is not what the record says already."""
    if not found:
        return
    known = found_for([each.pledge.id for each in found])
    rows: list[dict[str, Any]] = []
    for each, shares in zip(found, shares_of(found), strict=True):
        before = known.get(each.pledge.id)
        if before is None or not _says_the_same(before.shares, shares):
            number = before.number + 1 if before else 1
            rows += _rows(each, shares, number)
    if rows:
        run(INSERT, now, as_rows(rows))


def shares_of(found: Sequence[Broken]) -> list[tuple[Share, ...]]:
    """The shares of each, from the events up to the moment from which it is seen."""
    rules = current_policy().responsibility
    way = ways([each.order for each in found])
    events = _events(way, rules)
    told: dict[tuple[str, datetime], Timeline] = {}
    shares = []
    for each in found:
        ref = each.order.ref
        key = ref, each.at
        if key not in told:
            happened = [e for e in events[ref] if e.time <= each.at]
            told[key] = timeline(way[ref], happened, rules=rules)
        shares.append(apportion(failure_of(each), told[key], rules=rules))
    return shares


def timelines(orders: Sequence[Order], *, at: datetime) -> dict[str, Timeline]:
    """The legs of these orders, as the record knew them at a moment."""
    rules = current_policy().responsibility
    way = ways(orders)
    events = _events(way, rules)
    return {
        ref: timeline(way[ref], [e for e in events[ref] if e.time <= at], rules=rules)
        for ref in way
    }


def found_for(promises: Sequence[int]) -> dict[int, Found]:
    """What the record says of these promises: the latest shares of each, largest first."""
    rows = run(KNOWN, list(promises)).fetchall()
    shares: dict[int, list[Share]] = defaultdict(list)
    last: dict[int, tuple[int, datetime]] = {}
    for promise, number, seen_at, party, who, share, because in rows:
        shares[promise].append(Share(party, who, Decimal(share), because))
        last[promise] = number, seen_at
    return {
        promise: Found(number, tuple(shares[promise]), seen_at)
        for promise, (number, seen_at) in last.items()
    }


def failure_of(each: Broken) -> Failure:
    """What has to be known of it to say who caused it."""
    standing, made = each.pledge.standing, each.pledge.made
    return Failure(
        kind=standing.failure,
        due_at=each.pledge.due_at,
        since=standing.since,
        seen_at=each.seen_at,
        made_by_event=each.pledge.event if made.given_at else None,
        given_at=made.given_at,
        kept_by=made.kept_by,
    )


def ways(orders: Iterable[Order]) -> dict[str, Way]:
    """The kind, the clocks and the pickup point's operator of each order."""
    rows = run(WAYS, as_names({order.ref for order in orders})).fetchall()
    return {ref: Way(kind, _zone(zone), operator or "") for ref, kind, zone, operator in rows}


_zone = lru_cache(maxsize=600)(ZoneInfo)


def _events(refs: Iterable[str], rules: Rules) -> Mapping[str, list[Happened]]:
    rows = run(EVENTS, as_names(refs), as_names(rules.types)).fetchall()
    found: dict[str, list[Happened]] = defaultdict(list)
    for subject, id_, source, type_, time, data in rows:
        found[subject].append(Happened(id_, source, type_, time, orjson.loads(data)))
    return found


def _says_the_same(before: Sequence[Share], shares: Sequence[Share]) -> bool:
    return [each[:3] for each in before] == [each[:3] for each in shares]


def _rows(each: Broken, shares: Sequence[Share], number: int) -> list[dict[str, Any]]:
    return [
        {
            "promise_id": each.pledge.id,
            "number": number,
            "position": position,
            "failure_kind": each.pledge.standing.failure,
            "party": share.party,
            "who": share.who[:200],
            "share": share.share,
            "because": share.because,
            "seen_at": each.seen_at,
        }
        for position, share in enumerate(shares, start=1)
    ]


WAYS = """
    SELECT known.ref, known.kind, known.time_zone, point.operator
    FROM ledger_order AS known LEFT JOIN ledger_point AS point ON point.code = known.point
    WHERE known.ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
"""
EVENTS = """
    SELECT subject, id, source, type, time, (data - ARRAY['customer', 'items'])::text
    FROM ledger_event
    WHERE subject = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
      AND type = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
"""
KNOWN = """
    SELECT promise_id, number, seen_at, party, who, share::text, because
    FROM ledger_responsibility AS row
    WHERE promise_id = ANY(%s) AND NOT EXISTS (
        SELECT 1 FROM ledger_responsibility AS later
        WHERE later.promise_id = row.promise_id AND later.number > row.number)
    ORDER BY promise_id, position
"""
INSERT = """
    INSERT INTO ledger_responsibility (
        promise_id, number, position, failure_kind, party, who, share, because, seen_at, made_at)
    SELECT promise_id, number, position, failure_kind, party, who, share, because, seen_at, %s
    FROM jsonb_to_recordset(%s) AS new(
        promise_id bigint, number int, position int, failure_kind text, party text, who text,
        share numeric, because jsonb, seen_at timestamptz)
"""
