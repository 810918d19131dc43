"""Judge the promises of orders: what was made, where it stands, which failures are new.

Everything is derived from the events in the record, under the lock of the order, so that the
answer is the same however the events came in. docs/explanation/promises.md tells how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from amends.app.actions.ingest.sql import as_rows, new_ids, run
from amends.core.declarations import Declarations
from amends.core.promises import Happening, Promise, Standing, State, assess, due_moment
from amends.core.promising import ORDER, RULES, Made, promises_implied, promises_made


class Order(NamedTuple):
    """What judging needs to know of an order."""

    ref: str
    placed_at: datetime
    time_zone: str
    history: bool


class Told(NamedTuple):
    """An event, with its data where that may hold promises."""

    id: int
    type: str
    time: datetime
    key: str
    data: Mapping[str, Any] | None


class Known(NamedTuple):
    """A promise in the record (``id``), or one about to be written (``id`` 0), and its standing."""

    id: int
    made: Made
    due_at: datetime | None
    made_at: datetime
    event: int | None
    standing: Standing | None


@dataclass(slots=True)
class Judged:
    """What judging found.

    ``new_failures`` are the numbers of failures written now; ``changed`` those of promises that
    were broken already, and whose standing moved without a new failure (another wasted visit).
    """

    new_failures: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)

    def add(self, other: Judged) -> None:
        self.new_failures += other.new_failures
        self.changed += other.changed


def judge(
    refs: Iterable[str],
    *,
    declarations: Declarations,
    now: datetime,
    as_of: datetime | None = None,
) -> Judged:
    """Judge every promise of these orders at ``now``, those of a history at ``as_of`` if given.

    Names that are no orders (yet) are passed over: their events wait for the order.
    """
    orders = _lock(sorted(set(refs)))
    if not orders:
        return Judged()
    names = [order.ref for order in orders]
    events, known = _events(names), _promises(names)
    fresh: list[tuple[Order, Known]] = []
    moved: list[tuple[Order, Known]] = []
    for order in orders:
        told = events[order.ref]
        moment = _moment(order, told, now=now, as_of=as_of)
        promises = _with_new(order, told, known[order.ref], moment, declarations)
        happenings = [Happening(each.id, each.type, each.time) for each in told]
        for promise in promises:
            standing = _standing(promise, happenings, order, moment, declarations)
            if promise.id == 0:
                fresh.append((order, promise._replace(standing=standing)))
            elif standing != promise.standing:
                moved.append((order, promise._replace(standing=standing)))
    return _save(fresh, moved, now)


def _moment(
    order: Order, told: Sequence[Told], *, now: datetime, as_of: datetime | None
) -> datetime:
    """A history is judged at its date, a live order now (or later, by a sender's fast clock)."""
    if as_of is not None and order.history:
        return as_of
    return max((now, *(each.time for each in told)))


def _with_new(
    order: Order,
    told: Sequence[Told],
    known: Sequence[Known],
    moment: datetime,
    declarations: Declarations,
) -> list[Known]:
    """The known promises, and those that the events up to ``moment`` make besides.

    Two sources may use the same key: then the later promise is told apart by its event's number.
    """
    promises = {(each.made.kind, each.made.ref): each for each in known}
    for each in sorted(told, key=lambda each: (each.time, each.id)):
        if each.time > moment:
            break
        for made in _made_by(each, declarations):
            new = _new(made, each, order)
            same = promises.setdefault((made.kind, made.ref), new)
            if made.made_by != RULES and same.event != each.id:
                own = made._replace(ref=f"{made.ref}#{each.id}")
                promises.setdefault((own.kind, own.ref), new._replace(made=own))
    return list(promises.values())


def _made_by(told: Told, declarations: Declarations) -> Iterable[Made]:
    declared = declarations.events.get(told.type)
    if declared is not None and told.data is not None:
        yield from promises_made(declared, key=told.key, time=told.time, data=told.data)
    yield from promises_implied(declarations, told.type)


def _new(made: Made, told: Told, order: Order) -> Known:
    due_at = None if made.due is None else due_moment(made.due, ZoneInfo(order.time_zone))
    if made.made_by == RULES:
        return Known(0, made, due_at, order.placed_at, None, None)
    return Known(0, made, due_at, told.time, told.id, None)


def _standing(
    promise: Known,
    happenings: Sequence[Happening],
    order: Order,
    moment: datetime,
    declarations: Declarations,
) -> Standing:
    kind = declarations.promises.get(promise.made.kind)
    if kind is None or promise.made_at > moment:
        return Standing(State.OPEN)
    made = promise.made
    word = Promise(made.kind, promise.due_at, made.kept_by, made.given_at)
    standing = assess(kind, word, happenings, now=moment)
    return standing._replace(check_at=None) if order.history else standing


def _lock(refs: Sequence[str]) -> list[Order]:
    rows = run(
        """
        SELECT ref, placed_at, time_zone, history FROM ledger_order WHERE ref = ANY(%s)
        ORDER BY ref FOR NO KEY UPDATE
        """,
        refs,
    )
    return [Order(*row) for row in rows]


def _events(refs: Sequence[str]) -> Mapping[str, list[Told]]:
    rows = run(
        """
        SELECT subject, id, type, time, key,
               CASE WHEN data ?| ARRAY['promises', 'due', 'kept_by', 'said'] THEN data - 'items' END
        FROM ledger_event WHERE subject = ANY(%s)
        """,
        refs,
    )
    found: dict[str, list[Told]] = defaultdict(list)
    for subject, *rest in rows:
        found[subject].append(Told(*rest))
    return found


def _promises(refs: Sequence[str]) -> Mapping[str, list[Known]]:
    rows = run(
        """
        SELECT order_id, id, kind, ref, due_at, kept_by, made_by, made_at, event_id,
               state, since, failure_kind, evidence, wasted_visits, check_at
        FROM ledger_promise WHERE order_id = ANY(%s)
        """,
        refs,
    )
    found: dict[str, list[Known]] = defaultdict(list)
    for order, *rest in rows:
        found[order].append(_known(*rest))
    return found


def _known(
    id_: int,
    kind: str,
    ref: str,
    due_at: datetime | None,
    kept_by: str,
    made_by: str,
    made_at: datetime,
    event: int | None,
    *standing: Any,
) -> Known:
    given_at = None if made_by in (ORDER, RULES) else made_at
    made = Made(kind, ref, due_at, kept_by, made_by, given_at)
    state, since, failure, evidence, wasted_visits, check_at = standing
    stands = Standing(State(state), since, failure, tuple(evidence), wasted_visits, check_at)
    return Known(id_, made, due_at, made_at, event, stands)


def _save(
    fresh: Sequence[tuple[Order, Known]], moved: Sequence[tuple[Order, Known]], now: datetime
) -> Judged:
    ids = new_ids("ledger_promise", len(fresh)) if fresh else []
    new = [(order, each._replace(id=id_)) for id_, (order, each) in zip(ids, fresh, strict=True)]
    if new:
        run(INSERT, as_rows([_new_row(order, each) for order, each in new]))
    if moved:
        run(UPDATE, as_rows([_standing_row(each) for _, each in moved]))
    broken = [_standing_row(each) for _, each in (*new, *moved) if _failure(each)]
    found: dict[int, int] = {}
    if broken:
        found = dict(run(FAIL, now, as_rows(broken)).fetchall())
    failed = set(found.values())
    changed = [each.id for _, each in moved if _failure(each) and each.id not in failed]
    return Judged(sorted(found), changed)


def _failure(promise: Known) -> str:
    return promise.standing.failure if promise.standing else ""


def _new_row(order: Order, promise: Known) -> dict[str, Any]:
    made = promise.made
    return _standing_row(promise) | {
        "order_id": order.ref,
        "kind": made.kind,
        "ref": made.ref,
        "due_at": promise.due_at,
        "made_at": promise.made_at,
        "made_by": made.made_by,
        "kept_by": made.kept_by,
        "event_id": promise.event,
    }


def _standing_row(promise: Known) -> dict[str, Any]:
    standing = promise.standing
    assert standing is not None
    return {
        "id": promise.id,
        "state": standing.state,
        "failure_kind": standing.failure,
        "since": standing.since,
        "evidence": standing.evidence,
        "wasted_visits": standing.wasted_visits,
        "check_at": standing.check_at,
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
    ON CONFLICT (promise_id, kind) DO NOTHING
    RETURNING id, promise_id
"""
