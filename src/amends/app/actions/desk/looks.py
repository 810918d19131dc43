"""Somebody of ours stood at a pickup point: what they found is an event like any other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.app.actions.agreed import SOURCE
from amends.app.actions.journal import note
from amends.app.actions.record import receive
from amends.app.ledger.models import Point
from amends.core.errors import AmendsError

TYPES = {True: "point.found_working", False: "point.found_failing"}
LONGEST_REASON = 500


def looked(point: Point, *, works: bool, reason: str, key: str, by: Any, now: datetime) -> None:
    """Record that somebody was there; the same form sent again (``key``) is one look.

    It is counted a few seconds later. One that does not work is out of all offers then, and who
    waits for a parcel there is told.
    """
    data = {"staff": by.get_username()}
    if not works and reason.strip():
        data["reason"] = reason.strip()[:LONGEST_REASON]
    event = {
        "id": f"look/{key[:64]}",
        "source": SOURCE,
        "type": TYPES[works],
        "time": now.isoformat(),
        "subject": point.code,
        "data": data,
    }
    receipt = receive([event], now=now)
    if receipt.quarantined:
        raise AmendsError("this was not understood", where="reason", code="look_not_understood")
    if receipt.recorded:
        note(action=TYPES[works], now=now, case=None, actor=by.get_username(), point=point.code)
