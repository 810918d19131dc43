"""Moments as whole UTC minutes since 1970, and the clock's offset in each zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Minutes = npt.NDArray[np.int64]

NEVER = int(np.iinfo(np.int64).max)
"""The minute that does not come: no next opening inside the timetable's days."""

EPOCH = date(1970, 1, 1)


def as_minutes(moment: datetime) -> int:
    """The UTC minute of an aware moment; begun seconds are dropped."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return int(moment.timestamp() // 60)


def as_moment(minutes: int) -> datetime | None:
    """The aware UTC moment of a minute; None for ``NEVER``."""
    if minutes == NEVER:
        return None
    return datetime.fromtimestamp(int(minutes) * 60, tz=UTC)


def day_number(day: date) -> int:
    """Days since 1970-01-01, a Thursday."""
    return (day - EPOCH).days


@lru_cache(maxsize=1024)
def offsets(zone: str, first: date, last: date) -> tuple[tuple[int, int], ...]:
    """(UTC minute from which, minutes to add to UTC) of a zone, around the days given.

    Found by asking the zone once a day and halving the day where it changed: two changes of the
    clock within one day are not told apart (the zone database has none since 1970).
    """
    clock = ZoneInfo(zone)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=3)
    low = as_minutes(start)
    found = [(low, _offset(clock, low))]
    for high in range(low + 1440, as_minutes(end) + 1, 1440):
        if _offset(clock, high) != found[-1][1]:
            found.append(_change(clock, high - 1440, high))
    return tuple(found)


def _change(clock: ZoneInfo, low: int, high: int) -> tuple[int, int]:
    before = _offset(clock, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(clock, middle) == before:
            low = middle
        else:
            high = middle
    return high, _offset(clock, high)


def _offset(clock: ZoneInfo, minute: int) -> int:
    shift = datetime.fromtimestamp(minute * 60, tz=clock).utcoffset()
    assert shift is not None
    return int(shift.total_seconds() // 60)


class Clocks:
    """The clocks of several zones as one sorted array, for look-ups by (zone number, minute)."""

    _ROOM = 1 << 40

    def __init__(self, zones: Sequence[str], *, first: date, last: date) -> None:
        rows = [
            (number * self._ROOM + minute, shift)
            for number, zone in enumerate(zones)
            for minute, shift in offsets(zone, first, last)
        ]
        self._keys = np.array([key for key, _ in rows], dtype=np.int64)
        self._shifts = np.array([shift for _, shift in rows], dtype=np.int64)
        self._ends = np.append(self._keys[1:], NEVER)

    def at(self, zones: npt.NDArray[np.integer], minutes: Minutes) -> tuple[Minutes, Minutes]:
        """The offset in minutes at each UTC minute, and the UTC minute when it changes next."""
        base = zones.astype(np.int64) * self._ROOM
        place = np.searchsorted(self._keys, base + minutes, side="right") - 1
        place = np.maximum(place, np.searchsorted(self._keys, base))
        ends = self._ends[place]
        same = ends // self._ROOM == zones
        return self._shifts[place], np.where(same, ends - base, NEVER)
