"""One throw-away PostgreSQL for the whole test session; migrated once, copied for every worker."""

import sys
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from pytest_django import DjangoDbBlocker

from amends.app.config.tables import publish_policy
from amends.app.postgres import Layout, acquire
from amends.app.postgres.locks import FileLock
from tests.support.emptying import empty_in_spite_of_requests
from tests.support.environment import session_home

FOR_EVER = 10.0**9
"""Seconds after which a test's process asks which rulebook is in force: a count of queries is the
same each time. Tests that publish one make the process forget."""
TEMPLATE = "amends_template"
OWN = "test_"
"""How the name of each worker's own database begins."""
LITTERED = "SELECT relid::regclass::text FROM pg_stat_user_tables WHERE n_dead_tup > %s"
MANY_DEAD = 1000


@pytest.fixture(scope="session")
def django_db_setup(
    worker_id: str, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give this worker a database of its own, for `db`, `transactional_db` and `live_server`."""
    layout, name = Layout.of(session_home()), f"{OWN}{worker_id}"
    with acquire(session_home()), django_db_blocker.unblock():
        with FileLock(session_home() / "template.lock"):
            _make_template(layout)
        _administer(layout, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        _administer(layout, f"ALTER DATABASE {name} SET amends.may_empty = on")
        connection.settings_dict["NAME"] = name
        post_migrate.connect(_publish_again)
        empty_in_spite_of_requests()
        _look_once()
        yield
        connection.close()


@pytest.fixture(scope="module", autouse=True)
def swept() -> Iterator[None]:
    """Nothing is left of what the tests of a module rolled back: dead rows of large loads make
    looking through a table slower and slower, until what takes milliseconds takes a minute."""
    yield
    name = connection.settings_dict["NAME"]
    if name.startswith(OWN):
        with psycopg.connect(Layout.of(session_home()).url(name), autocommit=True) as mine:
            littered = [table for (table,) in mine.execute(LITTERED, [MANY_DEAD])]
            if littered:
                mine.execute(f"VACUUM (SKIP_LOCKED) {', '.join(littered)}".encode())


def _look_once() -> None:
    from amends.app.actions import policy
    from amends.app.actions.places import live, table

    policy.LOOK_EVERY = FOR_EVER
    live.LEAST_REST = live.REST = 0.0
    table.REST = 0
    policy.current_policy()


@pytest.fixture(autouse=True)
def points_anew() -> None:
    """What a test rolled back counts the same versions of the points again."""
    for name in ("table", "live"):
        module = sys.modules.get(f"amends.app.actions.places.{name}")
        if module is not None:
            module._kept.clear()


def _publish_again(**_: Any) -> None:
    """What a test emptied is published again: the same version, which the process knows."""
    publish_policy()


def _make_template(layout: Layout) -> None:
    with psycopg.connect(layout.url("postgres")) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            return
    unfinished = f"{TEMPLATE}_unfinished"
    _administer(layout, f"DROP DATABASE IF EXISTS {unfinished}")
    _administer(layout, f"CREATE DATABASE {unfinished}")
    connection.settings_dict["NAME"] = unfinished
    call_command("migrate", verbosity=0, interactive=False)
    publish_policy()
    connection.close()
    _administer(layout, f"ALTER DATABASE {unfinished} RENAME TO {TEMPLATE}")


def _administer(layout: Layout, statement: str) -> None:
    with psycopg.connect(layout.url("postgres"), autocommit=True) as admin:
        admin.execute(statement.encode())
