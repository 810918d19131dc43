"""The record of a point as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.places.reliability import NEW, State


def as_body(state: State) -> dict[str, Any]:
    """Plain values; the last visits as a hexadecimal number."""
    return {
        "at": state.at.isoformat() if state.at else None,
        "good": state.good,
        "bad": state.bad,
        "levels": list(state.levels),
        "out": state.out,
        "since": state.since.isoformat() if state.since else None,
        "progress": state.progress,
        "recent": f"{state.recent:x}",
        "known": state.known,
        "visits": state.visits,
        "vain": state.vain,
    }


def as_state(body: Mapping[str, Any]) -> State:
    """The record in a body; an empty one is that of a point of which nothing is known."""
    if not body:
        return NEW
    moments = {
        name: datetime.fromisoformat(body[name]) if body[name] else None for name in ("at", "since")
    }
    rest = {"levels": tuple(body["levels"]), "recent": int(body["recent"], 16)}
    return State(**{**body, **moments, **rest})
