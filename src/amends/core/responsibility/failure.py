"""What has to be known of a broken promise to say who caused that."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Failure(NamedTuple):
    """A broken promise: ``due_at`` its own last moment, ``since`` when it was broken.

    ``seen_at`` is the moment up to which the legs are looked at: when it was kept after all, else
    when somebody looks. ``made_by_event`` is the number of the event in which somebody gave their
    word, with ``given_at``; both empty where the order itself promised it. ``kept_by`` is the event
    type that was to keep it, where a person promised something particular.
    """

    kind: str
    due_at: datetime | None
    since: datetime | None
    seen_at: datetime
    made_by_event: int | None = None
    given_at: datetime | None = None
    kept_by: str = ""
