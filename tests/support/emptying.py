"""Tables are emptied after a test even while a page that is being closed still says something."""

from collections.abc import Callable, Iterable

import psycopg
from django.db import OperationalError, connection

TRIES = 10
Flush = Callable[[Iterable[str]], None]


def empty_in_spite_of_requests() -> None:
    """Have what empties the tables try again when PostgreSQL broke a deadlock at its cost.

    A page tells how long it was seen as it closes; its request may hold the tables one by one in
    another order than TRUNCATE takes them.
    """
    flush = connection.ops.execute_sql_flush
    setattr(connection.ops, flush.__name__, _again_after_deadlocks(flush))


def _again_after_deadlocks(flush: Flush) -> Flush:
    def flush_again(statements: Iterable[str]) -> None:
        for left in reversed(range(TRIES)):
            try:
                return flush(statements)
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, psycopg.errors.DeadlockDetected):
                    raise

    return flush_again
