"""Tables are emptied after a test even while a page that is being closed still says something."""

from collections.abc import Callable
from typing import Any

import psycopg
from django.db import OperationalError, connection

TRIES = 10


def empty_in_spite_of_requests() -> None:
    """Have what empties the tables try again when PostgreSQL broke a deadlock at its cost.

    A page tells how long it was seen as it closes; its request may hold the tables one by one in
    another order than TRUNCATE takes them.
    """
    once = connection.ops.execute_sql_flush
    connection.ops.execute_sql_flush = _again_after_deadlocks(once)


def _again_after_deadlocks(once: Callable[[list[str]], Any]) -> Callable[[list[str]], Any]:
    def empty(statements: list[str]) -> None:
        for left in reversed(range(TRIES)):
            try:
                return once(statements)
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, psycopg.errors.DeadlockDetected):
                    raise
        return None

    return empty
