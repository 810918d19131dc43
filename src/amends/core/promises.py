"""What was promised, and whether it is kept, broken or still open at a given moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import NamedTuple, Protocol

LAST_MOMENT = time.max.replace(fold=1)  # the later one, on a day whose last hour comes twice


class State(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PromiseKind:
    """A declared kind of promise: which events keep it, break it or end it.

    ``broken_by`` maps an event type to the kind of failure it shows. ``overdue`` is the failure
    shown by the mere passing of the due time, ``late`` the one shown when it is kept after it;
    both are empty for a kind that has no due time. ``implied`` kinds are made by every order and
    written down when something touches them. ``unclear_by`` lists reports that say it was
    kept but not when. ``about`` names the field of an event's data that has to be the same as in
    the event that made the promise, or is empty. What is promised ``within_case`` mends a case,
    and opens none of its own.
    """

    name: str
    meaning: str
    kept_by: frozenset[str] = frozenset()
    broken_by: Mapping[str, str] = field(default_factory=dict)
    called_off_by: frozenset[str] = frozenset()
    withdrawn_by: frozenset[str] = frozenset()
    unclear_by: frozenset[str] = frozenset()
    wasted_visit_by: frozenset[str] = frozenset()
    overdue: str = ""
    late: str = ""
    implied: bool = False
    about: str = ""
    within_case: bool = False

    @property
    def touched_by(self) -> frozenset[str]:
        """Every event type that can change where a promise of this kind stands."""
        return (
            self.kept_by
            | self.broken_by.keys()
            | self.called_off_by
            | self.withdrawn_by
            | self.unclear_by
            | self.wasted_visit_by
        )


class Promise(NamedTuple):
    """One promise: ``due_at`` is an aware moment, inclusive, or None where no time was named.

    ``kept_by`` names the one event type that keeps this very promise, where a person promised
    something particular; empty leaves it to the kind. ``given_at`` is the moment when a promise was
    given that the order itself did not make: what happened before it was given cannot keep it.
    """

    kind: str
    due_at: datetime | None
    kept_by: str = ""
    given_at: datetime | None = None


class Happened(Protocol):
    """The part of an event that a promise looks at: its record number, type and moment."""

    @property
    def id(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def time(self) -> datetime: ...


class Happening(NamedTuple):
    """The smallest value that a promise can look at."""

    id: int
    type: str
    time: datetime


class Standing(NamedTuple):
    """Where a promise stands at a moment.

    ``failure`` is the kind of failure when broken; ``since`` the moment the state began, or the
    latest of the events that broke the promise outright (it may be broken again and again);
    ``evidence`` the record numbers of the events that show it; ``check_at`` the moment at which
    the mere passing of time changes the answer, if any.
    """

    state: State
    since: datetime | None = None
    failure: str = ""
    evidence: tuple[int, ...] = ()
    wasted_visits: int = 0
    check_at: datetime | None = None


def due_moment(due: date | datetime, zone: tzinfo) -> datetime:
    """The last moment at which a promise is kept; a day ends in the customer's ``zone``."""
    if isinstance(due, datetime):
        return due
    return datetime.combine(due, LAST_MOMENT, tzinfo=zone)


def assess(
    kind: PromiseKind, promise: Promise, happenings: Iterable[Happened], *, now: datetime
) -> Standing:
    """Say where ``promise`` stands at ``now``, from whatever happened up to then.

    The answer depends on the set of happenings only, not on the order in which they were
    received: calling off outweighs everything, then what breaks it outright, then when it was
    first kept, then a report without a time, then the passing of the due time.
    """
    kept_by = (promise.kept_by,) if promise.kept_by else kind.kept_by
    called_off = withdrawn = kept = unclear = None
    broken: list[Happened] = []
    wasted: list[int] = []
    for happening in happenings:
        if happening.time > now:
            continue
        type_ = happening.type
        if type_ in kind.wasted_visit_by:
            wasted.append(happening.id)
        if type_ in kept_by:
            if promise.given_at is None or happening.time >= promise.given_at:
                kept = _first(kept, happening)
        elif type_ in kind.called_off_by:
            called_off = _first(called_off, happening)
        elif type_ in kind.broken_by:
            broken.append(happening)
        elif type_ in kind.withdrawn_by:
            withdrawn = _first(withdrawn, happening)
        elif type_ in kind.unclear_by:
            unclear = _first(unclear, happening)
    if called_off:
        return Standing(State.BROKEN, called_off.time, "called_off", (called_off.id,), len(wasted))
    if broken:
        return _outright(kind, broken, wasted)
    return _by_time(kind, promise.due_at, kept, withdrawn, unclear, now)


def _outright(kind: PromiseKind, broken: Sequence[Happened], wasted: Sequence[int]) -> Standing:
    """Broken by events: the latest says how and since when, all of them are the evidence."""
    in_order = sorted(broken, key=lambda each: (each.time, each.type, each.id))
    last = in_order[-1]
    evidence = tuple(dict.fromkeys((*(each.id for each in in_order), *sorted(wasted))))
    return Standing(State.BROKEN, last.time, kind.broken_by[last.type], evidence, len(wasted))


def _by_time(
    kind: PromiseKind,
    due_at: datetime | None,
    kept: Happened | None,
    withdrawn: Happened | None,
    unclear: Happened | None,
    now: datetime,
) -> Standing:
    if kept:
        if due_at is not None and kept.time > due_at and kind.late:
            return Standing(State.BROKEN, due_at, kind.late, (kept.id,))
        return Standing(State.KEPT, kept.time, "", (kept.id,))
    if withdrawn and not (kind.overdue and due_at is not None and withdrawn.time > due_at):
        return Standing(State.WITHDRAWN, withdrawn.time, "", (withdrawn.id,))
    if unclear:
        return Standing(State.UNKNOWN, unclear.time, "", (unclear.id,))
    if due_at is None or not kind.overdue:
        return Standing(State.OPEN)
    if now > due_at:
        return Standing(State.BROKEN, due_at, kind.overdue)
    return Standing(State.OPEN, check_at=due_at)


def _first(known: Happened | None, new: Happened) -> Happened:
    """The earlier one; at the same moment the type decides, never the order of receipt."""
    if known is None or (new.time, new.type, new.id) < (known.time, known.type, known.id):
        return new
    return known
