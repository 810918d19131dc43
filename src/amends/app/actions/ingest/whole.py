"""Record what came in together as a whole; what the database refuses is found and set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import DataError, OperationalError, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

from amends.app.actions.ingest.reading import Reading
from amends.core.errors import BadEvent, said

T = TypeVar("T")
TRIES = 3


class GaveWayError(OperationalError):
    """Another sender was faster with the same thing; done again, it is seen."""


def record_whole(reading: Reading, record: Callable[[Reading], T]) -> list[T]:
    """Record the reading in one transaction; done again where it gave way to another sender.

    What validates and still cannot be stored stops nobody: it is found by halving and refused, and
    every part has a result of its own. ``record`` gets a copy: it may refuse what it cannot record.
    """
    for left in reversed(range(TRIES)):
        try:
            return _once(reading, record)
        except OperationalError as error:
            if not left or not _gave_way(error):
                raise
    raise AssertionError("unreachable")


def _once(reading: Reading, record: Callable[[Reading], T]) -> list[T]:
    try:
        with transaction.atomic():
            return [record(reading.copy())]
    except DataError as error:
        with transaction.atomic():
            return list(_apart(reading, record, error))


def _apart(reading: Reading, record: Callable[[Reading], T], error: DataError) -> Iterator[T]:
    """Record the halves, each as a whole if it can be, down to the events that cannot."""
    if len(reading.accepted) < 2:
        alone = reading.copy()
        alone.refuse(reading.accepted, _cannot_be_stored(error))
        yield record(alone)
        return
    for half in reading.halves():
        try:
            with transaction.atomic():
                recorded = [record(half.copy())]
        except DataError as worse:
            recorded = list(_apart(half, record, worse))
        yield from recorded


def _gave_way(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(error, GaveWayError) or isinstance(
        cause, DeadlockDetected | SerializationFailure
    )


def _cannot_be_stored(error: DataError) -> BadEvent:
    reason = str(error).splitlines()[0]
    return BadEvent(
        said("the record cannot hold this: {error}"),
        error=reason,
        where="data",
        hint=said("shorten or mend what it says"),
        code="cannot_be_stored",
    )
