"""What one beat of a page that is looked at adds to the time spent."""

from __future__ import annotations

from datetime import datetime


def seconds_of(last: datetime | None, now: datetime, *, beat: int) -> int:
    """The seconds since the last beat, at most one beat; a whole one after a break or at first.

    A page beats when it was looked at for a beat already. A clock that runs backwards adds nothing.
    """
    if last is None:
        return beat
    return max(0, min(beat, int((now - last).total_seconds())))
