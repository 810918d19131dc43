"""What the outside can answer, in the six words that matter to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a call ended.

    ``done``: it is carried out. ``accepted``: it is in their hands, they will report back.
    ``refused``: it will never be carried out. ``busy``: nothing was done now, trying again is safe.
    ``unknown``: it may or may not have been carried out, only asking helps. ``never_heard``: they
    were asked and do not know it, so nothing was done.
    """

    DONE = "done"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    BUSY = "busy"
    UNKNOWN = "unknown"
    NEVER_HEARD = "never_heard"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: ``detail`` in words for staff, ``result`` as the other side gave it."""

    kind: Kind
    detail: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)
    retry_after: timedelta | None = None
