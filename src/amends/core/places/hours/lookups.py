"""Look-ups that follow from three: is it open, until when, when next."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
import numpy.typing as npt

from amends.core.places.hours.moments import NEVER, Minutes

Rows = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class Lookups(ABC):
    """Look-ups by row number. Moments are UTC minutes (``as_minutes``): an array, or one for all.

    ``rows`` is an int array of any length; ``at``, ``start`` and ``end`` are one int or an array of
    the same length. Outside the days that are known every place is closed.
    """

    @abstractmethod
    def open_at(self, rows: Rows, at: Minutes | int) -> Flags:
        """Whether each place is open during the minute that begins then."""

    @abstractmethod
    def open_until(self, rows: Rows, at: Minutes | int) -> Minutes:
        """The first minute from ``at`` on when it is not open; ``at`` itself if it is closed then.

        The end of the known days at the latest.
        """

    @abstractmethod
    def next_opening(self, rows: Rows, at: Minutes | int) -> Minutes:
        """The first minute from ``at`` on when it is open; ``NEVER`` if there is none."""

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
        latest = moments(rows, end) - least
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


def moments(rows: Rows, at: Minutes | int) -> Minutes:
    """One moment for each row."""
    if isinstance(at, np.ndarray) and at.ndim:
        return at
    return np.full(len(rows), at, dtype=np.int64)
