"""Tests empty their tables although a page's last request is still going on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from amends.app.postgres import Layout
from tests.support.environment import session_home
from tests.support.servers import eventually

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """
SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE NOT granted AND datname = current_database()
"""
NEVER_LOSES = "SET deadlock_timeout = '20s'"


def hold(other: psycopg.Connection, table: str) -> None:
    other.execute(sql.SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE").format(sql.Identifier(table)))


@contextmanager
def request_that_holds_the_last_and_wants_the_first(tables: list[str]) -> Iterator[None]:
    url = Layout.of(session_home()).url(connection.settings_dict["NAME"])
    with psycopg.connect(url) as other, psycopg.connect(url, autocommit=True) as watch:
        other.execute(NEVER_LOSES)
        hold(other, tables[-1])

        def go_on() -> None:
            eventually(lambda: watch.execute(WAITING).fetchone() is not None)
            hold(other, tables[0])
            other.commit()

        request = threading.Thread(target=go_on)
        request.start()
        yield
        request.join()


def test_a_deadlock_with_a_request_costs_no_test_its_end():
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with request_that_holds_the_last_and_wants_the_first(tables):
        call_command("flush", verbosity=0, interactive=False)
