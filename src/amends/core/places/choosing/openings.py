"""When each schedule of a timetable is open, as sorted stretches of absolute minutes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Minutes = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]

BIN = 30
"""Minutes in one bit of the coarse map by which boxes of points are ruled out."""


WIDE = np.int64(1) << np.int64(32)
"""A row and a minute make one key."""


class Timetable(Protocol):
    """What is needed of ``amends.core.places.hours.Timetable``; moments are UTC minutes."""

    def __len__(self) -> int: ...

    def open_until(self, rows: Rows, at: Any) -> Minutes: ...

    def next_opening(self, rows: Rows, at: Any) -> Minutes: ...


@dataclass(frozen=True)
class Openings:
    """The open stretches of every row of a timetable between two UTC minutes, and nothing after.

    Row *r* is open from ``begins[i]`` until ``ends[i]`` (minutes after ``start``, end not included)
    for i from ``offsets[r]`` up to ``offsets[r + 1]``. ``start`` and ``end`` are UTC minutes.
    """

    start: int
    end: int
    offsets: npt.NDArray[np.int32]
    begins: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def nbytes(self) -> int:
        return self.offsets.nbytes + self.begins.nbytes + self.ends.nbytes

    def visits(
        self, rows: Rows, soonest: Minutes | int, latest: int, stay: int
    ) -> tuple[Minutes, Minutes]:
        """For each row the first moment from ``soonest`` to ``latest`` (both may be it) from which
        it stays open ``stay`` minutes, and when it closes then; -1 and -1 where there is none.

        All in minutes after ``start``.
        """
        soonest = np.broadcast_to(np.asarray(soonest, dtype=np.int64), len(rows))
        wanted = rows * WIDE + np.maximum(soonest, 0) + stay
        place = np.searchsorted(self._keys, wanted)
        come, until = np.full(len(rows), -1, np.int64), np.full(len(rows), -1, np.int64)
        left = np.flatnonzero(place < self.offsets[rows + 1])
        while left.size:
            at = place[left]
            moment = np.maximum(self.begins[at], soonest[left])
            inside = moment <= latest
            good = inside & (moment + stay <= self.ends[at])
            come[left[good]], until[left[good]] = moment[good], self.ends[at[good]]
            left = left[inside & ~good]
            place[left] += 1
            left = left[place[left] < self.offsets[rows[left] + 1]]
        return come, until

    @cached_property
    def _keys(self) -> Minutes:
        rows = np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.offsets))
        return rows * WIDE + self.ends

    def bins(self) -> npt.NDArray[np.uint64]:
        """Bit *b* of a row is set where it is open at some minute of the *b*-th ``BIN`` minutes."""
        many = -(-(self.end - self.start) // BIN)
        steps = np.zeros((len(self), many + 1), np.int8)
        rows = np.repeat(np.arange(len(self)), np.diff(self.offsets))
        np.add.at(steps, (rows, self.begins // BIN), 1)
        np.add.at(steps, (rows, (self.ends - 1) // BIN + 1), -1)
        open_ = np.cumsum(steps[:, :-1], axis=1, dtype=np.int8) > 0
        padded = np.zeros((len(self), -(-many // 64) * 64), np.bool_)
        padded[:, :many] = open_
        return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def openings(timetable: Timetable, *, start: int, end: int) -> Openings:
    """All stretches that a timetable is open between two UTC minutes.

    ``ValueError`` if they are in the wrong order.
    """
    if not start < end:
        raise ValueError(f"openings need a start before their end: {start}, {end}")
    every = np.arange(len(timetable), dtype=np.int32)
    left, at = every, np.full(len(every), start, np.int64)
    found: list[tuple[Rows, Minutes, Minutes]] = []
    while left.size:
        begin = timetable.next_opening(left, at)
        inside = begin < end
        left, begin = left[inside], begin[inside]
        until = np.minimum(timetable.open_until(left, begin), end)
        found.append((left, begin, until))
        going = until < end
        left, at = left[going], until[going]
    return _joined(found, len(every), start, end)


def _joined(
    found: list[tuple[Rows, Minutes, Minutes]], many: int, start: int, end: int
) -> Openings:
    nothing = np.zeros(0, np.int64)
    rows = np.concatenate([nothing, *(each[0] for each in found)]).astype(np.int64)
    begins = np.concatenate([nothing, *(each[1] for each in found)])
    ends = np.concatenate([nothing, *(each[2] for each in found)])
    order = np.argsort(rows, kind="stable")
    counts = np.bincount(rows, minlength=many)
    return Openings(
        start=start,
        end=end,
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        begins=(begins[order] - start).astype(np.int32),
        ends=(ends[order] - start).astype(np.int32),
    )
