"""Arrays that begin where a line of the processor's cache does."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

LINE = 64


def lined_up(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A copy in which a record of 64 bytes lies in one line, not across two."""
    room = np.empty(values.nbytes + LINE, np.uint8)
    first = -room.ctypes.data % LINE
    copy = room[first : first + values.nbytes].view(values.dtype).reshape(values.shape)
    copy[...] = values
    return copy
