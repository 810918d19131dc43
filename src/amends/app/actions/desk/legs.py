"""Who caused the failure of a case: the legs of its order, each with its own due time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from amends.app.actions.responsibility import found_for, timelines
from amends.app.ledger.models import Case
from amends.core.judging import Order
from amends.core.promises import due_moment
from amends.core.responsibility import Leg, Share, Timeline

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A party's share in per cent, and what it was found by."""

    party: str
    who: str
    percent: Decimal
    said: str


@dataclass(frozen=True, slots=True)
class DrawnLeg:
    """One leg, drawn on a line of 100 from the order to the moment from which it was seen.

    ``over`` is where it overran its own due time; ``days`` by how much. A ``due_on`` is a whole
    local day, a ``due_at`` a moment; a leg has one of them, or none of its own.
    """

    name: str
    party: str
    status: str
    began: datetime
    ended: datetime | None
    due_on: date | None
    due_at: datetime | None
    days: Decimal
    left: int
    right: int
    over: int | None


@dataclass(frozen=True, slots=True)
class Fault:
    """All that is shown of who caused it."""

    parts: Sequence[Part]
    legs: Sequence[DrawnLeg]


def fault_of(case: Case) -> Fault | None:
    """What the record says of the case's broken promise; None where nothing was found yet."""
    found = found_for([case.promise_id]).get(case.promise_id)
    if found is None:
        return None
    order = case.order
    known = Order(order.ref, order.placed_at, order.time_zone, order.history)
    told = timelines([known], at=found.seen_at)[order.ref]
    return Fault([_part(share) for share in found.shares], _drawn(told, found.seen_at))


def _part(share: Share) -> Part:
    percent = (share.share * HUNDRED).normalize()
    return Part(share.party, share.who, percent, str(share.because.get("said", "")))


def _drawn(told: Timeline, seen_at: datetime) -> list[DrawnLeg]:
    if not told.legs:
        return []
    first = told.legs[0].began
    line = _Line(first, max(seen_at, *(leg.ended or leg.began for leg in told.legs)))
    return [_leg(leg, told.way.zone, seen_at, line) for leg in told.legs]


@dataclass(frozen=True, slots=True)
class _Line:
    """From the first moment to the last, as 0 to 100."""

    first: datetime
    last: datetime

    def place(self, moment: datetime) -> int:
        whole = max((self.last - self.first).total_seconds(), 1.0)
        within = min(max(moment, self.first), self.last)
        return round(HUNDRED * (within - self.first).total_seconds() / whole)


def _leg(leg: Leg, zone: tzinfo, seen_at: datetime, line: _Line) -> DrawnLeg:
    by_moment = isinstance(leg.due, datetime)
    days = leg.overrun(seen_at, zone)
    over = None
    if days > 0 and leg.due is not None:
        over = line.place(max(due_moment(leg.due, zone), leg.began))
    return DrawnLeg(
        name=leg.name,
        party=leg.party,
        status=leg.status,
        began=leg.began,
        ended=leg.ended,
        due_on=None if by_moment else leg.due,
        due_at=leg.due if isinstance(leg.due, datetime) else None,
        days=Decimal(days).quantize(Decimal("0.1")),
        left=line.place(leg.began),
        right=line.place(leg.ended or seen_at),
        over=over,
    )
