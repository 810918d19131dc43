"""Database, web server and worker as separate processes, as in production."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from amends.app.postgres import acquire
from tests.support.database import TEMPLATE
from tests.support.environment import session_home
from tests.support.homes import Amends
from tests.support.running import Start
from tests.support.servers import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def database_url(monkeypatch: pytest.MonkeyPatch, worker_id: str) -> Iterator[str]:
    """A fresh database on a server that is not Amends' own."""
    with _database(f"apart_{worker_id}", template="template1") as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


@pytest.fixture
def migrated_url(
    monkeypatch: pytest.MonkeyPatch, worker_id: str, django_db_setup: None
) -> Iterator[str]:
    """Another one, with all tables."""
    with _database(f"migrated_{worker_id}", template=TEMPLATE) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


@contextmanager
def _database(name: str, template: str) -> Iterator[str]:
    with (
        acquire(session_home()) as lease,
        psycopg.connect(lease.layout.url("postgres"), autocommit=True) as admin,
    ):
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        yield lease.layout.url(name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_a_database_url_takes_the_place_of_the_embedded_database_and_two_migrations_take_turns(
    database_url: str, start: Start, amends_home: Path, other_home: Path
) -> None:
    both = [start("migrate"), start("migrate", home=other_home)]
    assert [each.process.wait(timeout=110) for each in both] == [0, 0], both[0].output
    assert not (amends_home / "postgres").exists()
    assert not (other_home / "postgres").exists()
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) > 50 FROM django_migrations").fetchone() == (
            True,
        )


def test_web_and_worker_run_on_their_own(
    migrated_url: str, amends: Amends, start: Start, other_home: Path
) -> None:
    assert amends("migrate").returncode == 0
    web = start("web", "--port", "8765")
    worker = start("worker", home=other_home)
    eventually(lambda: web.answers("http://127.0.0.1:8765"))
    assert worker.process.poll() is None
    taken = amends("web", "--port", "8765")
    assert "cannot listen on 127.0.0.1 port 8765" in taken.stderr
