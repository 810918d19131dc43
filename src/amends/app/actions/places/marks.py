"""Earlier states of a point's record: a sign that comes late is counted from the one before it.

Signs of several senders come a little out of order all the time. Without marks every one of them
would have all signs of its point counted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from amends.app.actions.places.states import as_body, as_state
from amends.core.places.reliability import NEW, State

APART = timedelta(days=3)
KEPT = 3


class Marks:
    """The last states, ``APART`` from one another; each has all signs up to its own moment."""

    def __init__(self, bodies: Sequence[dict[str, Any]]) -> None:
        self._states = [as_state(body) for body in bodies]

    def before(self, moment: datetime) -> State:
        """The last mark that is older than a moment; whatever is younger is forgotten."""
        self._states = [state for state in self._states if state.at and state.at < moment]
        return self._states[-1] if self._states else NEW

    def pass_by(self, state: State, following: datetime) -> None:
        """Keep the state that the record is in before a sign, if it is far from the last mark."""
        if state.at is None or following <= state.at:
            return
        last = self._states[-1].at if self._states else None
        if last is None or state.at - last >= APART:
            self._states = [*self._states, state][-KEPT:]

    def as_bodies(self) -> list[dict[str, Any]]:
        """Plain values, the oldest first."""
        return [as_body(state) for state in self._states]
