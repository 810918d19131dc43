"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

TOLD = np.dtype(
    [
        ("row", np.int64),
        ("detour", np.float64),
        ("after", np.int32),
        ("come", np.int64),
        ("until", np.int64),
        ("arrival", np.int64),
        ("begin", np.int64),
        ("end", np.int64),
        ("latitude", np.int32),
        ("longitude", np.int32),
        ("kind", np.int32),
        ("operator", np.int32),
        ("lower", np.float64),
        ("free", np.int32),
        ("good", np.int32),
        ("total", np.int32),
    ],
    align=True,
)
"""All that is told of a found row: metres of detour, the spot one leaves the way at, the moment to
come, the end of the hours then and the parcel's arrival (minutes of the openings), where its code
begins and ends in the codes' text, and its columns as in ``FIXED`` and ``LIVE``."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of the table, best first, with what is told of each (``TOLD``)."""

    told: npt.NDArray[np.void]

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        return self.told["row"]

    @property
    def detours(self) -> npt.NDArray[np.float64]:
        return self.told["detour"]

    @property
    def after(self) -> npt.NDArray[np.int32]:
        return self.told["after"]

    @property
    def come(self) -> npt.NDArray[np.int64]:
        return self.told["come"]

    @property
    def until(self) -> npt.NDArray[np.int64]:
        return self.told["until"]
