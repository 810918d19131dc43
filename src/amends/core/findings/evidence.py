"""What speaks for a claim and against it, and the verdict that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Side = Literal["for", "against"]
Verdict = Literal["confirmed", "unconfirmed", "contradicted"]


class Evidence(NamedTuple):
    """One thing that the record shows.

    ``kind`` also names the sentences told of it. ``weight`` is how sure it is by itself, from 0 to
    1. ``events`` are the ids of what happened that it rests on. ``told`` holds the small facts
    that are quoted to people, as JSON knows them: texts, numbers, moments in ISO 8601 with the
    offset of the order's zone; ``told["how"]`` names the sentence where a kind has several.
    """

    kind: str
    side: Side
    weight: float
    events: tuple[int, ...]
    told: Mapping[str, Any]


class Finding(NamedTuple):
    """A claim held against the record.

    ``conflicting``: what the record shows disagrees with itself, so nothing was decided by it.
    """

    verdict: Verdict
    evidence: tuple[Evidence, ...]
    conflicting: bool
