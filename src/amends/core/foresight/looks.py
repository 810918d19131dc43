"""What is seen of a promise on a day before it is due, coarse enough to be counted."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amends.core.foresight.learning import Look

WITH_SENDER, ON_THE_WAY = "with_sender", "on_the_way"
MOST_ROOM, MOST_BEHIND, MOST_SILENT, UNKNOWN = 4, 3, 4, 99


class Seen(NamedTuple):
    """An order on the local day ``today``.

    ``due`` is the promised day, ``ship_by`` the sender's own last day, ``handed_on`` when the
    carrier got it, ``carried_by`` the carrier's own last day; ``step`` the last thing that was
    recorded and ``step_on`` its day. ``way`` is the kind of order and fulfilment, ``lane`` where
    it goes to.
    """

    promise: str
    today: date
    due: date
    ship_by: date | None
    handed_on: date | None
    carried_by: date | None
    step: str
    step_on: date
    way: str
    sender: str
    carrier: str
    lane: str


def look_at(seen: Seen) -> Look:
    """The counted features: days left, how far the legs are against their own days, the silence.

    ``room`` is how many days lie between the last day of the leg under way and the promised one:
    below 0 even a leg that keeps its own day breaks the promise.
    """
    on_the_way = seen.handed_on is not None
    own_day = seen.carried_by if on_the_way else seen.ship_by
    sent = seen.handed_on or seen.today
    behind = 0 if seen.ship_by is None else (sent - seen.ship_by).days
    room = UNKNOWN if own_day is None else _within((seen.due - own_day).days, -3, MOST_ROOM)
    return Look(
        promise=seen.promise,
        stage=ON_THE_WAY if on_the_way else WITH_SENDER,
        days_left=(seen.due - seen.today).days,
        room=room,
        behind=_within(behind, 0, MOST_BEHIND),
        step=seen.step,
        silent=_within((seen.today - seen.step_on).days, 0, MOST_SILENT),
        way=seen.way,
        party=seen.carrier if on_the_way else seen.sender,
        lane=seen.lane,
    )


def signs_in(look: Look) -> list[str]:
    """What is out of the ordinary in it, for staff: an empty list leaves the record of the lane."""
    known = look.room != UNKNOWN
    overrun = known and look.days_left < look.room
    signs = {
        "late_hand_over": look.behind > 0,
        "leg_overrun": overrun and look.stage == ON_THE_WAY,
        "plan_after_due": known and look.room < 0,
        "late_scan": look.silent >= 2 and look.stage == ON_THE_WAY,
    }
    return [name for name, shown in signs.items() if shown]


def _within(value: int, low: int, high: int) -> int:
    return min(max(value, low), high)
