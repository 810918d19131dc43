"""Events come in: one action behind every door.

Read, lock, store, describe, judge; each step is a file in ``ingest`` or beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from amends.app.actions.cases import open_cases, reconsider, refresh_cases, wake_cases
from amends.app.actions.claims.noting import note_claims
from amends.app.actions.ingest.locks import lock_unplaced
from amends.app.actions.ingest.memory import Memory
from amends.app.actions.ingest.reading import NameRow, Reading, read_all
from amends.app.actions.ingest.settling import settle_mended
from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.ingest.storing import (
    Recorded,
    Stored,
    keep_refused,
    refuse_second_orders,
    store_events,
)
from amends.app.actions.ingest.whole import record_whole
from amends.app.actions.places.signs import note_signs
from amends.app.actions.policy import current_policy
from amends.app.actions.promises import Judged, judge_locked, lock_orders
from amends.app.actions.reactions import react
from amends.app.actions.retailer import asleep, describe, place_orders, wake_orders
from amends.app.ledger.models import Load
from amends.core.events import Event
from amends.core.promising import stirs

MOST_RESULTS = 1000


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


def receive(
    raw: Sequence[object],
    *,
    now: datetime,
    as_of: date | None = None,
    where: NameRow | None = None,
) -> Receipt:
    """Record events, open the cases of what they show, and pass on what they report."""

    def record(some: Reading) -> Receipt:
        receipt = record_reading(some, now=now, as_of=as_of, where=where)
        follow(receipt.judged, now=now)
        return receipt

    reading = read_all(raw, declarations=current_policy().declarations, now=now)
    return merged(record_whole(reading, record))


def follow(judged: Judged, *, now: datetime) -> None:
    """Open the cases of new failures, decide anew those whose promise moved, wake the others.

    What happens to an order of a history happens at the moment from which it is seen.
    """
    for moment, found in ((now, judged.live), *judged.past.items()):
        if found.new_failures:
            open_cases(found.new_failures, now=moment, silently=judged.silently)
        if found.changed:
            refresh_cases(found.changed, now=moment, silently=judged.silently)
    if judged.woken:
        wake_cases(judged.woken, now=now)
    if judged.moved:
        reconsider(judged.moved, now=now)


@transaction.atomic(savepoint=False)
def record_events(
    raw: Sequence[object],
    *,
    now: datetime,
    load: Load | None = None,
    as_of: date | None = None,
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
    as_of: date | None = None,
    where: NameRow | None = None,
    memory: Memory | None = None,
) -> Receipt:
    """Record what was read already.

    Events of a ``load`` are judged when the whole of it is read, since judging half a history
    would find failures that never were; until then their orders are named. An order of a history
    of which something new is heard is alive, if that can touch a promise: it is watched, and its
    customer is told, from now on. ``memory`` is what the same load learned from the portions
    before.
    """
    memory = memory or Memory()
    placing = {each.event.subject for each in reading.accepted if _places(each.event)}
    about = reading.orders(each.event for each in reading.accepted)
    placed = lock_unplaced(about, placing=placing, known=memory.placed)
    refuse_second_orders(reading, placed)
    stored = store_events(reading, now=now, load=load, memory=memory)
    settle_mended(((each.id, *each.event[:2]) for each in stored.new), now=now)
    _project(reading, stored, history=as_of is not None, now=now)
    note_signs(((each.id, each.event) for each in stored.new), placed=placing, load=load)
    note_claims(((each.id, each.event) for each in stored.new), placed=placing, load=load)
    keep_refused(reading.refused, name_row=where or _row_number, now=now, load=load)
    touched = _touched(reading, stored, again=as_of is not None)
    judged = Judged()
    if load is None:
        judged = judge_heard_of(touched, now=now, as_of=as_of)
    else:
        _name_orders(load, memory.name(touched))
        memory.place(placed | placing)
    if as_of is None:
        moved = react((each.event for each in stored.new), now=now)
        if load is None:
            judged.moved = moved
        else:
            reconsider(moved, now=now)
    return _receipt(reading, stored, judged)


def judge_heard_of(refs: set[str], *, now: datetime, as_of: date | None) -> Judged:
    """Judge orders that something was heard of.

    With ``as_of`` it was heard from a history load: its orders are judged as of that date, live
    ones now and silently. Without, whatever is of a history wakes.
    """
    orders = lock_orders(refs)
    woken = [order.ref for order in orders if order.history and as_of is None]
    if woken:
        wake_orders(woken)
        orders = [order._replace(history=False) for order in orders]
    declarations = current_policy().declarations
    judged = judge_locked(orders, declarations=declarations, now=now, as_of=as_of)
    judged.woken += woken
    judged.silently = as_of is not None
    return judged


def _places(event: Event) -> bool:
    return event.type == "order.placed"


def _row_number(number: int) -> str:
    return f"event {number + 1}"


def _project(reading: Reading, stored: Stored, *, history: bool, now: datetime) -> None:
    types = reading.declarations.events
    placed = [each for each in stored.new if _places(each.event)]
    described = [(types[each.event.type].describes, each.event) for each in stored.new]
    describe(
        [*((what, event) for what, event in described if what)]
        + [("customer", each.event) for each in placed],
        now=now,
    )
    place_orders([each.id for each in placed], history=history)


def _touched(reading: Reading, stored: Stored, *, again: bool) -> set[str]:
    """The orders to judge: as of a date also where every event was known, now all but asleep."""
    if again:
        return reading.orders(each.event for each in (*stored.new, *stored.repeated))
    new = [each.event for each in stored.new]
    stirred = reading.orders(event for event in new if stirs(event, reading.declarations))
    heard = reading.orders(new)
    still = heard - stirred
    return heard - asleep((each.subject, each.type) for each in new if each.subject in still)


def _name_orders(load: Load, refs: Set[str]) -> None:
    run(
        """
        INSERT INTO ledger_namedorder (load_id, "order") SELECT %s, jsonb_array_elements_text(%s)
        ON CONFLICT DO NOTHING
        """,
        load.pk,
        as_names(sorted(refs)),
    )


def merged(parts: Iterable[Receipt]) -> Receipt:
    """The receipts of what was recorded in parts, as one."""
    whole, *others = parts
    for part in others:
        whole.events_seen += part.events_seen
        whole.recorded += part.recorded
        whole.repeated += part.repeated
        whole.quarantined += part.quarantined
        whole.results += part.results
        whole.judged.live.new_failures += part.new_failures
    return whole


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
        named = {name: _name_of(refused.raw, name) for name in ("id", "source")}
        reason = refused.error.as_data()
        results[refused.number] = named | {"status": "quarantined", "reason": reason}
    return [results[number] for number in sorted(results)]


def _name_of(raw: object, attribute: str) -> str | None:
    """What a refused event calls itself, as far as it is text."""
    name = raw.get(attribute) if isinstance(raw, dict) else None
    return name if isinstance(name, str) else None


def _result(recorded: Recorded, status: str) -> dict[str, Any]:
    return {"id": recorded.event.key, "source": recorded.event.source, "status": status}
