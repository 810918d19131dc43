"""A shop whose orders come late when they were handed over late, and else in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from amends.app.actions.foresight.knowing import learn_anew
from amends.app.actions.record import receive
from tests.support.line import ANNA, NOON, event, order

ORDERS = 480
LATE_EVERY = 4


def record_of_the_past(*, now: datetime = NOON) -> None:
    """Orders of the last weeks, every fourth handed over late, and late; learnt from."""
    events = [each for number in range(ORDERS) for each in _past(number, now)]
    receipt = receive(events, now=now, as_of=now.date())
    assert receipt.quarantined == 0, receipt.results
    learn_anew(now=now)


def _past(number: int, now: datetime) -> Iterator[dict[str, Any]]:
    late = number % LATE_EVERY == 0
    placed = now - timedelta(days=14 + number % 20)
    ref = f"PAST-{number}"
    yield on_its_way(ref, placed=placed)
    handed = placed + timedelta(days=5 if late else 1)
    yield handed_over(ref, at=handed)
    came = placed + timedelta(days=9 if late else 5)
    yield event("parcel.arrived_at_point", ref, at=came, point="P1")


def on_its_way(ref: str, *, placed: datetime, **more: Any) -> dict[str, Any]:
    """An order for the point P1 that leaves the next day and is there in six."""
    due = (placed + timedelta(days=6)).date().isoformat()
    made = order(
        ref,
        **{
            "customer": {**ANNA, "id": f"C-{ref}", "email": f"{ref.lower()}@example.test"},
            "ship_by": (placed + timedelta(days=1)).date().isoformat(),
            "promises": [{"kind": "ready_at_point_by", "due": due}],
            **more,
        },
    )
    return {**made, "time": placed.astimezone(UTC).isoformat()}


def handed_over(ref: str, *, at: datetime) -> dict[str, Any]:
    """The carrier has it, and four days for it."""
    due = (at + timedelta(days=4)).date().isoformat()
    return event("parcel.handed_to_carrier", ref, at=at, carrier="swift", due=due)
