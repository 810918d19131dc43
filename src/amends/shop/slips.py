"""What comes over the counter, and what goes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """One remedy that the shop was asked to carry out.

    ``agreed`` is when it will have been done: the end of the window in which the courier comes, or
    the time by which the parcel is at another point.
    """

    key: str
    kind: str
    order: str
    act_before: datetime
    agreed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back; status 0 hangs up without a word."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


HANG_UP = Reply(0)


def reply(status: int, key: str, word: str, **more: Any) -> Reply:
    return Reply(status, json.dumps({"key": key, "status": word, **more}).encode())
