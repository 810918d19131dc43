"""Judge the promises of orders: what was made, where it stands, which failures are new.

Everything is derived from the events in the record, under the lock of the order, so that the
answer is the same however the events came in. docs/explanation/promises.md tells how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson

from amends.app.actions.ingest.sql import as_names, as_rows, new_ids, run
from amends.app.actions.responsibility import broken, note_responsibility
from amends.core.declarations import Declarations
from amends.core.judging import Order, Pledge, Told, pledges, stand, viewpoint
from amends.core.promises import Standing, State
from amends.core.promising import ORDER, RULES, Made


@dataclass(slots=True)
class Found:
    """What judging some orders found.

    ``new_failures`` are the numbers of failures written now; ``changed`` those of promises that
    were broken, and whose standing moved without a new failure (kept in time after all).
    """

    new_failures: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Judged:
    """What judging found: of ``live`` orders, and of ``past`` ones by the moment of the view.

    ``woken`` names the orders that were of a history until now, ``moved`` those whose case may have
    to be decided anew. Nobody is told of what was found
    ``silently``.
    """

    live: Found = field(default_factory=Found)
    past: dict[datetime, Found] = field(default_factory=dict)
    woken: list[str] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)
    silently: bool = False

    @property
    def new_failures(self) -> list[int]:
        return [id_ for found in (self.live, *self.past.values()) for id_ in found.new_failures]

    @property
    def changed(self) -> list[int]:
        return [id_ for found in (self.live, *self.past.values()) for id_ in found.changed]

    def seen_from(self, moment: datetime | None) -> Found:
        """What was found of the orders seen from that moment; of live ones where there is none."""
        return self.live if moment is None else self.past.setdefault(moment, Found())


class Moved(NamedTuple):
    """A known promise with its new standing, and whether it was broken before."""

    order: Order
    pledge: Pledge
    was_broken: bool


def judge(
    refs: Iterable[str],
    *,
    declarations: Declarations,
    now: datetime,
    as_of: date | None = None,
) -> Judged:
    """Lock and judge these orders; names that are no orders (yet) are passed over."""
    return judge_locked(lock_orders(refs), declarations=declarations, now=now, as_of=as_of)


def judge_locked(
    orders: Sequence[Order],
    *,
    declarations: Declarations,
    now: datetime,
    as_of: date | None,
) -> Judged:
    """Judge every promise of locked orders at ``now``, those of a history at ``as_of`` if given."""
    names = [order.ref for order in orders]
    if not names:
        return Judged()
    events, known = events_of(names), _known(names)
    new: list[tuple[Order, Pledge]] = []
    moved: list[Moved] = []
    still: list[tuple[Order, Pledge]] = []
    past: dict[str, datetime] = {}
    seen: dict[str, datetime] = {}
    for order in orders:
        told = events[order.ref]
        seen[order.ref] = at = viewpoint(order, told, now=now, as_of=as_of)
        if as_of is not None and order.history:
            past[order.ref] = at
        for pledge in pledges(order, told, known[order.ref], at=at, declarations=declarations):
            standing = stand(order, pledge, told, at=at, declarations=declarations)
            if pledge.id == 0:
                new.append((order, pledge._replace(standing=standing)))
            elif standing != pledge.standing:
                was_broken = bool(pledge.standing.failure)
                moved.append(Moved(order, pledge._replace(standing=standing), was_broken))
            elif standing.failure:
                still.append((order, pledge))
    judged, fallen = _save(new, moved, past, now)
    note_responsibility(
        [
            broken(order, pledge, events[order.ref], at=seen[order.ref])
            for order, pledge in (*fallen, *still)
        ],
        now=now,
    )
    return judged


def note_missing(promises: Collection[int], refs: Iterable[str], *, now: datetime) -> int:
    """Write down who broke these promises of these orders; return of how many.

    For what broke before that was written down: nothing else of the orders is judged anew.
    """
    orders = lock_orders(refs)
    names = [order.ref for order in orders]
    events, known = events_of(names), _known(names)
    found = [
        broken(order, pledge, told, at=_seen_then(order, pledge, told, now))
        for order in orders
        for told in (events[order.ref],)
        for pledge in known[order.ref]
        if pledge.id in promises and pledge.standing.failure
    ]
    note_responsibility(found, now=now)
    return len(found)


def _seen_then(order: Order, pledge: Pledge, told: Sequence[Told], now: datetime) -> datetime:
    """A live order is seen from now; one of a history from the last that is known of it."""
    if not order.history:
        return viewpoint(order, told, now=now, as_of=None)
    return max((each.time for each in told), default=pledge.standing.since or now)


def make_promises(order: Order, told: Told, *, now: datetime, declarations: Declarations) -> None:
    """Add what an event of our own promises; nothing else of the order is judged.

    Nobody who judges the order at the same moment is in the way: what they do not see yet they do
    not change.
    """
    made = pledges(order, [told], [], at=now, declarations=declarations)
    _add(
        [
            (
                order,
                each._replace(
                    standing=stand(order, each, [told], at=now, declarations=declarations)
                ),
            )
            for each in made
        ]
    )


def lock_orders(refs: Iterable[str]) -> list[Order]:
    """Lock all of these orders that exist, in the one order in which everybody does."""
    rows = run(
        """
        SELECT ref, placed_at, time_zone, history FROM ledger_order
        WHERE ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
        ORDER BY ref FOR NO KEY UPDATE
        """,
        as_names(sorted(set(refs))),
    )
    return [Order(*row) for row in rows.fetchall()]


def events_of(refs: Sequence[str]) -> Mapping[str, list[Told]]:
    """The events of these orders, with what they hold of promises."""
    rows = run(
        """
        SELECT subject, id, type, time, key,
               CASE WHEN data ?| ARRAY['promises', 'due', 'said', 'remedy']
                    THEN (data - ARRAY['customer', 'items'])::text END
        FROM ledger_event
        WHERE subject = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
        """,
        as_names(refs),
    )
    found: dict[str, list[Told]] = defaultdict(list)
    for subject, id_, type_, time, key, data in rows.fetchall():
        known = None if data is None else orjson.loads(data)
        found[subject].append(Told(id_, type_, time, key, known))
    return found


def _known(refs: Sequence[str]) -> Mapping[str, list[Pledge]]:
    rows = run(
        """
        SELECT order_id, id, kind, ref, due_at, kept_by, made_by, made_at, event_id,
               state, since, failure_kind, evidence, wasted_visits, check_at
        FROM ledger_promise
        WHERE order_id = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
        """,
        as_names(refs),
    )
    found: dict[str, list[Pledge]] = defaultdict(list)
    for order, *rest in rows.fetchall():
        found[order].append(_pledge(*rest))
    return found


def _pledge(
    id_: int,
    kind: str,
    ref: str,
    due_at: datetime | None,
    kept_by: str,
    made_by: str,
    made_at: datetime,
    event: int | None,
    *standing: Any,
) -> Pledge:
    given_at = None if made_by in (ORDER, RULES) else made_at
    made = Made(kind, ref, due_at, kept_by, made_by, given_at)
    state, since, failure, evidence, wasted_visits, check_at = standing
    stands = Standing(State(state), since, failure, tuple(evidence), wasted_visits, check_at)
    return Pledge(id_, made, due_at, made_at, event, stands)


def _save(
    new: Sequence[tuple[Order, Pledge]],
    moved: Sequence[Moved],
    past: Mapping[str, datetime],
    now: datetime,
) -> tuple[Judged, list[tuple[Order, Pledge]]]:
    """Write what is new; ``past`` says from which moment the orders of a history are seen.

    Return also what is broken of it, with its numbers.
    """
    standing = [*_add(new), *((each.order, each.pledge) for each in moved)]
    if moved:
        run(UPDATE, as_rows([_standing(each.pledge) for each in moved]))
    fallen = {pledge.id: (order, pledge) for order, pledge in standing if pledge.standing.failure}
    found = _fail([pledge for _, pledge in fallen.values()], now)
    failed = set(found.values())
    judged = Judged()
    for failure, promise in sorted(found.items()):
        judged.seen_from(past.get(fallen[promise][0].ref)).new_failures.append(failure)
    for order, pledge, was_broken in moved:
        if was_broken and pledge.id not in failed:
            judged.seen_from(past.get(order.ref)).changed.append(pledge.id)
    return judged, list(fallen.values())


def _add(new: Sequence[tuple[Order, Pledge]]) -> list[tuple[Order, Pledge]]:
    ids = new_ids("ledger_promise", len(new)) if new else []
    added = [
        (order, pledge._replace(id=id_)) for id_, (order, pledge) in zip(ids, new, strict=True)
    ]
    if added:
        run(INSERT, as_rows([_row(order, pledge) for order, pledge in added]))
    return added


def _fail(broken: Sequence[Pledge], now: datetime) -> dict[int, int]:
    """Write the failures that are new; their numbers, each with its promise's."""
    if not broken:
        return {}
    rows: list[tuple[int, int]] = run(FAIL, now, as_rows(list(map(_standing, broken)))).fetchall()
    return dict(rows)


def _row(order: Order, pledge: Pledge) -> dict[str, Any]:
    made = pledge.made
    return _standing(pledge) | {
        "order_id": order.ref,
        "kind": made.kind,
        "ref": made.ref,
        "due_at": pledge.due_at,
        "made_at": pledge.made_at,
        "made_by": made.made_by,
        "kept_by": made.kept_by,
        "event_id": pledge.event,
    }


def _standing(pledge: Pledge) -> dict[str, Any]:
    state, since, failure, evidence, wasted_visits, check_at = pledge.standing
    return {
        "id": pledge.id,
        "state": state,
        "failure_kind": failure,
        "since": since,
        "evidence": evidence,
        "wasted_visits": wasted_visits,
        "check_at": check_at,
    }


INSERT = """
    INSERT INTO ledger_promise (
        id, order_id, kind, ref, due_at, made_at, made_by, kept_by, event_id,
        state, failure_kind, since, evidence, wasted_visits, check_at)
    SELECT id, order_id, kind, ref, due_at, made_at, made_by, kept_by, event_id,
        state, failure_kind, since, evidence, wasted_visits, check_at
    FROM jsonb_to_recordset(%s) AS new(
        id bigint, order_id text, kind text, ref text, due_at timestamptz, made_at timestamptz,
        made_by text, kept_by text, event_id bigint, state text, failure_kind text,
        since timestamptz, evidence bigint[], wasted_visits int, check_at timestamptz)
"""
UPDATE = """
    UPDATE ledger_promise AS known SET (
        state, failure_kind, since, evidence, wasted_visits, check_at
    ) = (new.state, new.failure_kind, new.since, new.evidence, new.wasted_visits, new.check_at)
    FROM jsonb_to_recordset(%s) AS new(
        id bigint, state text, failure_kind text, since timestamptz, evidence bigint[],
        wasted_visits int, check_at timestamptz)
    WHERE known.id = new.id
"""
FAIL = """
    INSERT INTO ledger_failure (promise_id, kind, at, evidence, found_at)
    SELECT id, failure_kind, since, evidence, %s
    FROM jsonb_to_recordset(%s) AS new(
        id bigint, failure_kind text, since timestamptz, evidence bigint[])
    ON CONFLICT (promise_id, kind, at) DO NOTHING
    RETURNING id, promise_id
"""
