"""Carry a chosen remedy out exactly once: claim, then act; in doubt, ask.

Read docs/explanation/exactly-once.md first.
"""

from amends.app.actions.remedies.attempts import attempt, put_off
from amends.app.actions.remedies.due import due_remedies
from amends.app.actions.remedies.reports import shop_reported
from amends.app.actions.remedies.staff import (
    approve,
    give_up,
    requeue,
    settle_by_hand,
    settle_gesture,
)

__all__ = [
    "approve",
    "attempt",
    "due_remedies",
    "give_up",
    "put_off",
    "requeue",
    "settle_by_hand",
    "settle_gesture",
    "shop_reported",
]
