"""How the parts of the search are compiled."""

from __future__ import annotations

from typing import Any

import numba

_options: dict[str, Any] = {"nogil": True, "_nrt": False}

bare = numba.njit(**_options)
"""Without numba's counting of references, which took half of the time; so it makes no arrays."""
