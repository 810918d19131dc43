"""The right to a running server."""

import contextlib
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from amends.app.postgres.errors import PostgresError
from amends.app.postgres.layout import Layout
from amends.app.postgres.locks import FileLock, is_held, is_shared
from amends.app.postgres.probe import is_ready
from amends.app.postgres.programs import find_programs

_READY_WITHIN = 120.0
_STOPPED_WITHIN = 40.0


class Lease:
    """One user's hold on the embedded server: it runs until the last lease is given back."""

    def __init__(self, layout: Layout, settings: Mapping[str, str]) -> None:
        self.layout = layout
        self._settings = settings
        self._use = FileLock(layout.users_lock)
        self._use.take_shared()

    @property
    def url(self) -> str:
        return self.layout.url()

    def ensure(self) -> None:
        """See that a keeper is at work and its server answers; start one if need be."""
        with FileLock(self.layout.start_lock):
            programs = find_programs()
            give_up = time.monotonic() + _READY_WITHIN
            while not (self.is_kept() and is_ready(programs, self.layout)):
                self._start_unless_kept()
                if time.monotonic() > give_up:
                    raise PostgresError(f"PostgreSQL does not answer; its log is {self.layout.log}")
                time.sleep(0.02)

    def _start_unless_kept(self) -> None:
        """A keeper that was on its way out when we came is gone a moment later."""
        if not self.is_kept():
            _start_keeper(self.layout, self._settings)

    def is_kept(self) -> bool:
        """Whether a keeper is at work."""
        return is_held(self.layout.keeper_lock)

    def release(self) -> None:
        """Give the lease back; the server stops if this was the last."""
        self._use.release()

    def __enter__(self) -> "Lease":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def acquire(home: Path, settings: Mapping[str, str] | None = None) -> Lease:
    """Take a lease on the server of this home and wait until it answers.

    Settings of PostgreSQL, given here or in AMENDS_POSTGRES_SETTINGS ("name=value name=value"),
    count only if this call is the one that starts the server.
    """
    layout = Layout.of(home)
    try:
        for folder in (layout.home, layout.folder, layout.log.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lease = Lease(layout, {**_settings_of_environment(), **(settings or {})})
    except OSError as error:
        raise PostgresError(
            f"{layout.home} cannot be used: {error.strerror}; set AMENDS_HOME"
        ) from error
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(lease.release)
        lease.ensure()
        on_failure.pop_all()
    return lease


def wait_until_stopped(layout: Layout) -> bool:
    """Wait for the end of a server that nobody uses; False if somebody still does."""
    give_up = time.monotonic() + _STOPPED_WITHIN
    while is_held(layout.keeper_lock) and time.monotonic() < give_up:
        if is_shared(layout.users_lock):
            return False
        time.sleep(0.05)
    return True


def _start_keeper(layout: Layout, settings: Mapping[str, str]) -> None:
    """Start a keeper; it goes on by itself when its server answers."""
    keeper = [sys.executable, "-P", "-m", "amends.app.postgres.keeper", str(layout.home)]
    pairs = [f"{name}={value}" for name, value in settings.items()]
    with layout.keeper_log.open("wb") as log:
        started = subprocess.run(
            [*keeper, *pairs],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            process_group=0,
        )
    if started.returncode != 0:
        said = layout.keeper_log.read_text().strip()
        raise PostgresError(said or "the keeper of the database was ended")


def _settings_of_environment() -> dict[str, str]:
    pairs = shlex.split(os.environ.get("AMENDS_POSTGRES_SETTINGS", ""))
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)
