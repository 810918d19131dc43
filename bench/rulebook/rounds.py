"""Repeated, interleaved measuring, so that a busy moment of the machine falls on all alike."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

Work = Callable[[], object]


def medians(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Seconds that each work takes, the median of all rounds after one that is not counted."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            gc.collect()
            began = time.perf_counter()
            work()
            if number:
                took[name].append(time.perf_counter() - began)
    return {name: statistics.median(each) for name, each in took.items()}


def where_and_when() -> str:
    """Date and machine, for the foot of a chart."""
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores"
