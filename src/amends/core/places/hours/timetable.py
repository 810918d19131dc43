"""Many schedules as a few arrays, and look-ups over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from amends.core.places.hours.lookups import Flags, Lookups, Rows, moments
from amends.core.places.hours.moments import NEVER, Clocks, Minutes
from amends.core.places.hours.near import Near
from amends.core.places.hours.packing import Packed, packed
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.spans import DAY


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
class Timetable(Lookups):
    """The look-ups over all days of the table, small in memory: weeks and dated exceptions."""

    packed: Packed
    clocks: Clocks

    def __len__(self) -> int:
        return len(self.packed.row_zone)

    @property
    def nbytes(self) -> int:
        """The memory of all arrays in bytes."""
        return self.packed.nbytes

    def near(self, start: int, end: int) -> Near:
        """Faster look-ups for the moments from ``start`` to ``end`` (UTC minutes)."""
        return Near(self, len(self), start=start, end=end)

    def open_at(self, rows: Rows, at: Minutes | int) -> Flags:
        if _one_for_many(rows, at, len(self)):
            return self.open_at(self._all(), at)[rows]
        when = moments(rows, at)
        shift, _ = self.clocks.at(self.packed.row_zone[rows], when)
        day, minute = np.divmod(when + shift, DAY)
        bits = self.packed.bits[self.packed.pattern(rows, day), minute >> 3]
        return np.asarray((bits >> (minute & 7)) & 1, dtype=np.bool_)

    def open_until(self, rows: Rows, at: Minutes | int) -> Minutes:
        return self._first(rows, at, wanted=False)

    def next_opening(self, rows: Rows, at: Minutes | int) -> Minutes:
        return self._first(rows, at, wanted=True)

    def _all(self) -> Rows:
        return np.arange(len(self), dtype=np.int32)

    def _first(self, rows: Rows, at: Minutes | int, *, wanted: bool) -> Minutes:
        """The first minute from each moment on in the wanted state, else where the days end."""
        if _one_for_many(rows, at, len(self)):
            return self._first(self._all(), at, wanted=wanted)[rows]
        found = np.full(len(rows), NEVER, dtype=np.int64)
        left, when = np.arange(len(rows)), moments(rows, at).copy()
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
