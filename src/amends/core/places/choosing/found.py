"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of the table, best first, with metres of detour, the spot one leaves the way at, the
    moment to come and the end of the hours then (minutes of the openings)."""

    rows: npt.NDArray[np.int64]
    detours: npt.NDArray[np.float64]
    after: npt.NDArray[np.int32]
    come: npt.NDArray[np.int64]
    until: npt.NDArray[np.int64]
