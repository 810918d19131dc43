"""The changes of the next days, minute by minute in UTC: the fast half of a timetable."""

from __future__ import annotations

import numpy as np

from amends.core.places.hours.lookups import Flags, Lookups, Rows, moments
from amends.core.places.hours.moments import NEVER, Minutes

_ROOM = 1 << 32
"""More than the minutes of any window: a row and a minute make one key."""


class Near(Lookups):
    """The same look-ups from ``start`` to ``end`` (UTC minutes): one search instead of several.

    Every opening and closing in between is written down, about 700 bytes a row for three weeks.
    Before ``start`` and from ``end`` on every place counts as closed: the caller makes a new one
    when its questions come near the end.
    """

    def __init__(self, far: Lookups, rows: int, *, start: int, end: int) -> None:
        if not 0 <= end - start < _ROOM:
            raise ValueError(f"a window ends after it starts: {start} to {end}")
        self.start, self.end = start, end
        self._keys = _changes(far, rows, start, end)
        self._first = np.searchsorted(self._keys, np.arange(rows + 1, dtype=np.int64) * _ROOM)

    @property
    def nbytes(self) -> int:
        return self._keys.nbytes + self._first.nbytes

    def open_at(self, rows: Rows, at: Minutes | int) -> Flags:
        _, is_open = self._place(rows, moments(rows, at))
        return is_open

    def open_until(self, rows: Rows, at: Minutes | int) -> Minutes:
        when = moments(rows, at)
        place, is_open = self._place(rows, when)
        return np.where(is_open, self._keys[place] % _ROOM + self.start, when)

    def next_opening(self, rows: Rows, at: Minutes | int) -> Minutes:
        when = moments(rows, at)
        place, is_open = self._place(rows, when)
        coming = self._keys[place] % _ROOM + self.start
        later = np.where(place < self._first[rows + 1], coming, NEVER)
        return np.where(is_open, when, later)

    def _place(self, rows: Rows, when: Minutes) -> tuple[Minutes, Flags]:
        """Where each moment stands among its row's changes; open after an odd number of them."""
        inside = np.clip(when - self.start + 1, 0, _ROOM - 1)
        place = np.searchsorted(self._keys, rows.astype(np.int64) * _ROOM + inside)
        return place, ((place - self._first[rows]) & 1).astype(np.bool_)


def _changes(far: Lookups, count: int, start: int, end: int) -> Minutes:
    """The openings and closings of every row as sorted keys, with one more than any row's behind.

    What is still open at the end closes there.
    """
    rows = np.arange(count, dtype=np.int32)
    at = np.full(count, start, dtype=np.int64)
    keys = [np.array([NEVER], dtype=np.int64)]
    while rows.size:
        opens = far.next_opening(rows, at)
        rows, opens = rows[opens < end], opens[opens < end]
        at = np.minimum(far.open_until(rows, opens), end)
        base = rows.astype(np.int64) * _ROOM - start
        keys += [base + opens, base + at]
    return np.sort(np.concatenate(keys))
