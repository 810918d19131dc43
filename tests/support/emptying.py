"""Tables are emptied after a test even while a page that is being closed still says something."""

from collections.abc import Callable, Iterable

import psycopg
from django.db import OperationalError, connection
from django.db.backends.postgresql.operations import DatabaseOperations

TRIES = 10
Flush = Callable[[DatabaseOperations, Iterable[str]], None]


def empty_in_spite_of_requests() -> None:
    """Have what empties the tables try again when PostgreSQL broke a deadlock at its cost.

    A page tells how long it was seen as it closes; its request may hold the tables one by one in
    another order than TRUNCATE takes them.
    """
    every_connection = type(connection.ops)
    flush = every_connection.execute_sql_flush
    setattr(every_connection, flush.__name__, _again_after_deadlocks(flush))


def _again_after_deadlocks(flush: Flush) -> Flush:
    def flush_again(ops: DatabaseOperations, statements: Iterable[str]) -> None:
        for left in reversed(range(TRIES)):
            try:
                return flush(ops, statements)
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, psycopg.errors.DeadlockDetected):
                    raise

    return flush_again
