"""The map is read and the fast search compiled beside the work, in processes that live long.

A request that needs the map sooner waits for it. Until the fast search is there, and where
compiling fails, every point is looked at: slower, the same answers.
"""

from __future__ import annotations

import os
from threading import Lock, Thread

from django.conf import settings

from amends.app.actions.places.ground import ground
from amends.core.places.choosing import PointTable, warm_up
from amends.core.places.choosing.engine import is_worth_it

_started = Lock()
_allowed: list[bool] = []


def allow() -> None:
    """This process, and those it forks, will answer many questions."""
    _allowed[:] = [True]


def warm_ground() -> None:
    """Begin to read the map; at once back."""
    Thread(target=ground, name="map", daemon=True).start()


def warm(table: PointTable) -> None:
    """Begin to compile for a large table, once in a process; at once back."""
    if _allowed and is_worth_it(table) and _started.acquire(blocking=False):
        kept = settings.AMENDS_HOME / "cache" / "numba"
        os.environ.setdefault("NUMBA_CACHE_DIR", str(kept))
        Thread(target=warm_up, args=(table,), name="warm-up", daemon=True).start()
