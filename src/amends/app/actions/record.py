"""Events come in: one action behind every door.

Read, lock, store, describe, judge; each step is a file in ``ingest`` or beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.app.actions.cases import open_cases, refresh_cases, wake_cases
from amends.app.actions.ingest.locks import lock_unplaced
from amends.app.actions.ingest.reading import NameRow, Reading, read_all
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.ingest.storing import (
    Recorded,
    Stored,
    keep_refused,
    refuse_second_orders,
    store_events,
)
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import Judged, judge
from amends.app.actions.reactions import react
from amends.app.actions.retailer import describe, place_orders, wake_orders
from amends.app.ledger.models import Load
from amends.core.events import Event

MOST_RESULTS = 1000
MOST_NAMES = 500_000


@dataclass(slots=True)
class Receipt:
    """What became of the events that came in together.

    ``results`` says it for each event, in the order they came, where they are at most a thousand.
    ``judged`` is what judging them found.
    """

    events_seen: int = 0
    recorded: int = 0
    repeated: int = 0
    quarantined: int = 0
    results: list[dict[str, Any]] = field(default_factory=list)
    judged: Judged = field(default_factory=Judged)

    @property
    def new_failures(self) -> list[int]:
        return self.judged.new_failures


@transaction.atomic
def receive(
    raw: Sequence[object],
    *,
    now: datetime,
    as_of: datetime | None = None,
    where: NameRow | None = None,
) -> Receipt:
    """Record events, open the cases of what they show, and pass on what they report."""
    receipt = record_events(raw, now=now, as_of=as_of, where=where)
    follow(receipt.judged, now=as_of or now)
    return receipt


def follow(judged: Judged, *, now: datetime) -> None:
    """Open the cases of new failures, decide anew those whose promise moved, wake the others."""
    if judged.new_failures:
        open_cases(judged.new_failures, now=now)
    if judged.changed:
        refresh_cases(judged.changed, now=now)
    if judged.woken:
        wake_cases(judged.woken, now=now)


@transaction.atomic(savepoint=False)
def record_events(
    raw: Sequence[object],
    *,
    now: datetime,
    load: Load | None = None,
    as_of: datetime | None = None,
    where: NameRow | None = None,
) -> Receipt:
    """Record events and judge the promises they touch; keep what is not understood in quarantine.

    ``where`` names the row with a given number for whoever has to mend it. See `record_reading`.
    """
    reading = read_all(raw, declarations=current_policy().declarations, now=now)
    return record_reading(reading, now=now, load=load, as_of=as_of, where=where)


@transaction.atomic(savepoint=False)
def record_reading(
    reading: Reading,
    *,
    now: datetime,
    load: Load | None = None,
    as_of: datetime | None = None,
    where: NameRow | None = None,
    named: set[str] | None = None,
) -> Receipt:
    """Record what was read already.

    Events of a ``load`` are judged when the whole of it is read, since judging half a history
    would find failures that never were; until then their orders are named. An order of a history
    that something new is heard of is alive: it is watched, and its customer is told, from now on.
    ``named`` holds the orders that this load has named already, and grows.
    """
    placing = {each.event.subject for each in reading.accepted if _places(each.event)}
    placed = lock_unplaced(reading.orders(each.event for each in reading.accepted), placing=placing)
    refuse_second_orders(reading, placed)
    stored = store_events(reading, now=now, load=load)
    _project(reading, stored, history=as_of is not None)
    keep_refused(reading.refused, name_row=where or _row_number, now=now, load=load)
    touched = _touched(reading, stored, again=as_of is not None)
    judged = Judged()
    if load is None:
        judged = judge_heard_of(touched, now=now, as_of=as_of)
    else:
        _name_orders(load, touched, set() if named is None else named)
    if as_of is None:
        react((each.event for each in stored.new), now=now)
    return _receipt(reading, stored, judged)


def judge_heard_of(refs: set[str], *, now: datetime, as_of: datetime | None) -> Judged:
    """Judge orders that something was heard of: as of a date, or now, which wakes a history."""
    woken = wake_orders(refs) if as_of is None else []
    judged = judge(refs, declarations=current_policy().declarations, now=now, as_of=as_of)
    judged.woken += woken
    return judged


def _places(event: Event) -> bool:
    return event.type == "order.placed"


def _row_number(number: int) -> str:
    return f"event {number + 1}"


def _project(reading: Reading, stored: Stored, *, history: bool) -> None:
    types = reading.declarations.events
    placed = [each for each in stored.new if _places(each.event)]
    described = [(types[each.event.type].describes, each.event) for each in stored.new]
    describe(
        [*((what, event) for what, event in described if what)]
        + [("customer", each.event) for each in placed]
    )
    place_orders([each.id for each in placed], history=history)


def _touched(reading: Reading, stored: Stored, *, again: bool) -> set[str]:
    """The orders to judge; those of a history also where every event was known."""
    events = [*stored.new, *(stored.repeated if again else ())]
    return reading.orders(each.event for each in events)


def _name_orders(load: Load, refs: set[str], named: set[str]) -> None:
    new = refs - named
    if len(named) > MOST_NAMES:
        named.clear()
    named |= new
    run(
        """
        INSERT INTO ledger_namedorder (load_id, "order") SELECT %s, jsonb_array_elements_text(%s)
        ON CONFLICT DO NOTHING
        """,
        load.pk,
        as_names(sorted(new)),
    )


def _receipt(reading: Reading, stored: Stored, judged: Judged) -> Receipt:
    receipt = Receipt(
        events_seen=reading.seen,
        recorded=len(stored.new),
        repeated=len(stored.repeated),
        quarantined=len(reading.refused),
        judged=judged,
    )
    if reading.seen <= MOST_RESULTS:
        receipt.results = _results(reading, stored)
    return receipt


def _results(reading: Reading, stored: Stored) -> list[dict[str, Any]]:
    results = {each.number: _result(each, "recorded") for each in stored.new}
    results |= {each.number: _result(each, "repeated") for each in stored.repeated}
    for refused in reading.refused:
        raw = refused.raw if isinstance(refused.raw, dict) else {}
        named = {"id": raw.get("id"), "source": raw.get("source"), "status": "quarantined"}
        results[refused.number] = named | {"reason": refused.error.as_data()}
    return [results[number] for number in sorted(results)]


def _result(recorded: Recorded, status: str) -> dict[str, Any]:
    return {"id": recorded.event.key, "source": recorded.event.source, "status": status}
