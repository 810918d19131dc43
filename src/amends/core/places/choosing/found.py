"""What a search finds."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

WHOLE = (
    "row", "after", "come", "until", "arrival", "begin", "end", "kind", "operator", "free", "good",
    "total",
)  # fmt: skip
"""The columns of ``Found.whole``: the row of the table, the spot one leaves the way at, the moment
to come, the end of the hours then and the parcel's arrival (minutes of the openings), where its
code begins and ends in the codes' text, and its columns as in ``FIXED`` and ``LIVE``."""

REAL = ("detour", "latitude", "longitude", "lower")
"""The columns of ``Found.real``: metres of detour, degrees, the bound of its reliability."""


class Found(NamedTuple):
    """Rows of the table, best first, with what is told of each.

    ``whole`` (n, columns of ``WHOLE``), ``real`` (n, columns of ``REAL``). Two plain arrays are
    read into Python in half the time of one array of records.
    """

    whole: npt.NDArray[np.int64]
    real: npt.NDArray[np.float64]

    def at(self, places: list[int]) -> Found:
        """Only those at these places, in their order."""
        return Found(self.whole[places], self.real[places])

    def column(self, name: str) -> npt.NDArray[Any]:
        if name in REAL:
            return self.real[:, REAL.index(name)]
        return self.whole[:, WHOLE.index(name)]

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        return self.column("row")

    @property
    def detours(self) -> npt.NDArray[np.float64]:
        return self.column("detour")

    @property
    def after(self) -> npt.NDArray[np.int64]:
        return self.column("after")

    @property
    def come(self) -> npt.NDArray[np.int64]:
        return self.column("come")

    @property
    def until(self) -> npt.NDArray[np.int64]:
        return self.column("until")


def room_for(many: int) -> Found:
    """Rows to be written by a search."""
    return Found(np.empty((many, len(WHOLE)), np.int64), np.empty((many, len(REAL))))
