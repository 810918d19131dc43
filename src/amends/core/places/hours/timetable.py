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
        if np.ndim(at) == 0 and len(rows) > len(self):
            return self.open_at(self._all(), at)[rows]
        moments = self._moments(rows, at)
        shift, _ = self.clocks.at(self.packed.row_zone[rows], moments)
        day, minute = np.divmod(moments + shift, DAY)
        bits = self.packed.bits[self.packed.pattern(rows, day), minute >> 3]
        return np.asarray((bits >> (minute & 7)) & 1, dtype=np.bool_)

    def open_until(self, rows: Rows, at: Minutes | int) -> Minutes:
        """The first minute from ``at`` on when it is not open; ``at`` itself if it is closed then.

        The end of the table's days at the latest.
        """
        return self._shared(rows, at, wanted=False)

    def next_opening(self, rows: Rows, at: Minutes | int) -> Minutes:
        """The first minute from ``at`` on when it is open; ``NEVER`` if there is none."""
        return self._shared(rows, at, wanted=True)

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
        opening = self.next_opening(rows, start)
        ends = self._moments(rows, end)
        left = np.flatnonzero((opening != NEVER) & (opening <= ends - least))
        while left.size:
            begin = opening[left]
            until = self._first(rows[left], begin, wanted=False)
            enough = until - begin >= least
            found[left[enough]] = begin[enough]
            left, until = left[~enough], until[~enough]
            opening[left] = self._first(rows[left], until, wanted=True)
            left = left[(opening[left] != NEVER) & (opening[left] <= ends[left] - least)]
        return found

    def _all(self) -> Rows:
        return np.arange(len(self), dtype=np.int32)

    def _moments(self, rows: Rows, at: Minutes | int) -> Minutes:
        return np.broadcast_to(np.asarray(at, dtype=np.int64), len(rows))

    def _shared(self, rows: Rows, at: Minutes | int, *, wanted: bool) -> Minutes:
        """One moment for all: ask each row once and share the answer."""
        if np.ndim(at) == 0 and len(rows) > len(self):
            return self._shared(self._all(), at, wanted=wanted)[rows]
        return self._first(rows, self._moments(rows, at), wanted=wanted)

    def _first(self, rows: Rows, moments: Minutes, *, wanted: bool) -> Minutes:
        """The first minute from each moment on in the wanted state, else where the days end."""
        found = np.full(len(rows), NEVER, dtype=np.int64)
        left, at = np.arange(len(rows)), moments.copy()
        while left.size:
            shift, change = self.clocks.at(self.packed.row_zone[rows[left]], at)
            there, target, over = self.packed.step(rows[left], at + shift, wanted=wanted)
            found[left[there]] = at[there]
            if not wanted:
                found[left[over]] = at[over]
            onward = ~(there | over)
            left, at = left[onward], np.minimum(target - shift, change)[onward]
        return found
