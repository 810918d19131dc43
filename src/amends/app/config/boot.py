"""The first thing every command does that touches the record."""

import contextlib
import os
import sys

import click

from amends.app.config.home import amends_home, make_home, secret_key
from amends.app.postgres import Lease, PostgresError, acquire, wait_until_stopped

SETTINGS = "amends.app.config.settings"

_lease: Lease | None = None


def boot() -> contextlib.ExitStack:
    """Make Django ready, with a database that answers.

    `with boot():` waits at the end until an embedded database that nobody else uses has stopped;
    after a plain `boot()` it stops when the process has ended.
    """
    settle()
    import django

    django.setup()
    at_the_end = contextlib.ExitStack()
    at_the_end.callback(leave)
    return at_the_end


def ready() -> contextlib.ExitStack:
    """Boot, and see that there are tables: a command may be the first thing that anybody runs.

    The embedded database gets them; another one belongs to whoever migrates it.
    """
    at_the_end = boot()
    from amends.app.config.environment import has_own_database
    from amends.app.config.tables import has_tables, make_tables

    if not has_tables():
        if not has_own_database():
            raise click.ClickException("the database has no tables yet: run amends migrate")
        make_tables()
    return at_the_end


def settle() -> None:
    """Complete the environment, and see that the database answers; cheap to repeat.

    Without DATABASE_URL the embedded server is used, and started if need be; it stops again when
    the last process that settled has ended.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not os.environ.get("AMENDS_SECRET_KEY"):
        os.environ["AMENDS_SECRET_KEY"] = _own_secret_key()
    if not os.environ.get("DATABASE_URL"):
        _use_embedded_database()


def leave() -> None:
    """Give the embedded database back and wait for its end, if nobody else uses it."""
    global _lease
    if _lease is not None:
        _close_connections()
        _lease.release()
        wait_until_stopped(_lease.layout)
        _lease = None


def _close_connections() -> None:
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


def _own_secret_key() -> str:
    try:
        return secret_key(make_home())
    except OSError as error:
        raise click.ClickException(
            f"{amends_home()} cannot be used ({error.strerror}): "
            "set AMENDS_HOME to a folder of yours"
        ) from error


def _use_embedded_database() -> None:
    global _lease
    try:
        if _lease is None:
            _lease = acquire(amends_home())
        elif not _lease.is_kept():
            _lease.ensure()
    except PostgresError as error:
        raise click.ClickException(str(error)) from error
