"""Look for garbage rarely while millions of small values come and go, none of them in a circle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (100_000, 50, 1000)


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Within a load a third of the time would go into collections that find nothing."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
