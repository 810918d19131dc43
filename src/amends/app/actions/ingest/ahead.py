"""Read the next batch while the database is busy with this one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, each made by a thread while the one before it is used."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(_next, items)
        while got := coming.result():
            coming = reader.submit(_next, items)
            yield got[0]


def _next(items: Iterator[T]) -> tuple[T] | None:
    for item in items:
        return (item,)
    return None
