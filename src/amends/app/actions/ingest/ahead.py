"""Read the next batch while the database is busy with this one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
GIVE_WAY = 0.0005
"""Seconds after which the reader lets go on whoever has got an answer of the database: by default
ten times as long, and every batch makes the database wait many times."""


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, each made by a thread while the one before it is used."""
    with _giving_way(), ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(_next, items)
        while got := coming.result():
            coming = reader.submit(_next, items)
            yield got[0]


@contextmanager
def _giving_way() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(GIVE_WAY)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _next(items: Iterator[T]) -> tuple[T] | None:
    for item in items:
        return (item,)
    return None
