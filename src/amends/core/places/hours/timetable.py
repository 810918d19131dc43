"""Many schedules as a few arrays, and look-ups over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from amends.core.places.hours.moments import NEVER, Clocks, Minutes
from amends.core.places.hours.packing import Packed, packed
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import DAY

Rows = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


def pack(
    entries: Iterable[tuple[Schedule, str]], *, first: date, last: date
) -> tuple[Timetable, Rows]:
    """One timetable of many (schedule, IANA zone name), and each entry's row in it, in order.

    Equal schedules in one zone share a row. The table knows the days from ``first`` to ``last``
    (local, both included); a schedule that knows less counts as closed on the other days.
    Errors: ``ValueError`` if ``last`` lies before ``first`` or before 1970;
    ``zoneinfo.ZoneInfoNotFoundError`` for an unknown zone.
    """
    if not date(1970, 1, 3) <= first <= last:
        raise ValueError(f"a timetable needs days since 1970, first before last: {first} to {last}")
    table, rows = packed(entries, first=first, last=last)
    return Timetable(table, Clocks(table.zones, first=first, last=last)), rows


@dataclass(frozen=True)
class Timetable:
    """Look-ups by row number. Moments are UTC minutes (``as_minutes``): an array, or one for all.

    ``rows`` is an int array of any length; ``at``, ``start`` and ``end`` are one int or an array of
    the same length. Outside the table's days every place is closed.
    """

    packed: Packed
    clocks: Clocks

    def __len__(self) -> int:
        return len(self.packed.row_zone)

    @property
    def nbytes(self) -> int:
        """The memory of all arrays in bytes."""
        return self.packed.nbytes

    def open_at(self, rows: Rows, at: Minutes | int) -> Flags:
        """Whether each place is open during the minute that begins then."""
        if _one_for_many(rows, at, len(self)):
            return self.open_at(self._all(), at)[rows]
        when = _moments(rows, at)
        shift, _ = self.clocks.at(self.packed.row_zone[rows], when)
        day, minute = np.divmod(when + shift, DAY)
        bits = self.packed.bits[self.packed.pattern(rows, day), minute >> 3]
        return np.asarray((bits >> (minute & 7)) & 1, dtype=np.bool_)

    def open_until(self, rows: Rows, at: Minutes | int) -> Minutes:
        """The first minute from ``at`` on when it is not open; ``at`` itself if it is closed then.

        The end of the table's days at the latest.
        """
        return self._first(rows, at, wanted=False)

    def next_opening(self, rows: Rows, at: Minutes | int) -> Minutes:
        """The first minute from ``at`` on when it is open; ``NEVER`` if there is none."""
        return self._first(rows, at, wanted=True)

    def open_throughout(self, rows: Rows, start: Minutes | int, end: Minutes | int) -> Flags:
        """Whether it is open from ``start`` without a break until ``end`` (not included)."""
        return np.asarray(self.open_until(rows, start) >= end)

    def opens_within(
        self, rows: Rows, start: Minutes | int, end: Minutes | int, *, least: int = 1
    ) -> Minutes:
        """The first minute from which it stays open ``least`` minutes, all between start and end.

        ``NEVER`` where the window has no such stretch.
        """
        found = np.full(len(rows), NEVER, dtype=np.int64)
        latest = _moments(rows, end) - least
        begin = self.next_opening(rows, start)
        left = np.flatnonzero(begin <= latest)
        begin = begin[left]
        while left.size:
            until = self.open_until(rows[left], begin)
            enough = until - begin >= least
            found[left[enough]] = begin[enough]
            left, until = left[~enough], until[~enough]
            begin = self.next_opening(rows[left], until)
            soon = begin <= latest[left]
            left, begin = left[soon], begin[soon]
        return found

    def _all(self) -> Rows:
        return np.arange(len(self), dtype=np.int32)

    def _first(self, rows: Rows, at: Minutes | int, *, wanted: bool) -> Minutes:
        """The first minute from each moment on in the wanted state, else where the days end."""
        if _one_for_many(rows, at, len(self)):
            return self._first(self._all(), at, wanted=wanted)[rows]
        found = np.full(len(rows), NEVER, dtype=np.int64)
        left, when = np.arange(len(rows)), _moments(rows, at).copy()
        while left.size:
            shift, change = self.clocks.at(self.packed.row_zone[rows[left]], when)
            there, target, over = self.packed.step(rows[left], when + shift, wanted=wanted)
            found[left[there]] = when[there]
            if not wanted:
                found[left[over]] = when[over]
            onward = ~(there | over)
            left, when = left[onward], np.minimum(target - shift, change)[onward]
        return found


def _one_for_many(rows: Rows, at: Minutes | int, known: int) -> bool:
    """One moment for more places than there are rows: ask each row once and share the answer."""
    return np.ndim(at) == 0 and len(rows) > known


def _moments(rows: Rows, at: Minutes | int) -> Minutes:
    """One moment for each row."""
    if isinstance(at, np.ndarray) and at.ndim:
        return at
    return np.full(len(rows), at, dtype=np.int64)
