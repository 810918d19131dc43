"""Pages by keyset: each begins after the last row of the one before, however deep it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

ROWS = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 2**63 - 1

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and the mark after which the next page begins, or an empty text."""

    rows: Sequence[T]
    after: str = ""


def mark(*parts: int | datetime) -> str:
    """A place in a list, as text for an address: whole numbers and moments only."""
    return "_".join(str(_micros(part) if isinstance(part, datetime) else part) for part in parts)


def read_mark(text: str, count: int) -> tuple[int, ...] | None:
    """The numbers of a mark, or None for anything that is no mark."""
    parts = text.split("_")
    if len(parts) != count or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    numbers = tuple(int(part[:20]) for part in parts)
    return numbers if max(numbers) <= LARGEST else None


def moment(micros: int) -> datetime:
    """The moment that a mark holds; one beyond the calendar is the last there is."""
    try:
        return EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def cut(found: Iterable[T], after: Callable[[T], str], size: int = ROWS) -> tuple[list[T], str]:
    """The rows of one page out of ``size + 1`` found, and the mark of the last if more follow."""
    rows = list(found)
    return rows[:size], after(rows[size - 1]) if len(rows) > size else ""


def _micros(when: datetime) -> int:
    return (when - EPOCH) // timedelta(microseconds=1)
