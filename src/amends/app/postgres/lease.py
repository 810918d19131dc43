"""The right to a running server."""

import contextlib
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
            keeper = (
                None
                if is_held(self.layout.keeper_lock)
                else _spawn_keeper(self.layout, self._settings)
            )
            _wait_until_ready(self.layout, keeper)

    def is_kept(self) -> bool:
        """Whether a keeper is at work."""
        return is_held(self.layout.keeper_lock)

    def release(self) -> None:
        """Give the lease back; the server stops by itself if this was the last."""
        self._use.release()

    def wait_until_stopped(self) -> bool:
        """After `release`: wait for the server's end. False if somebody else still uses it."""
        give_up = time.monotonic() + _STOPPED_WITHIN
        while is_held(self.layout.keeper_lock) and time.monotonic() < give_up:
            if is_shared(self.layout.users_lock):
                return False
            time.sleep(0.05)
        return True

    def __enter__(self) -> "Lease":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def acquire(home: Path, settings: Mapping[str, str] | None = None) -> Lease:
    """Take a lease on the server of this home and wait until it answers.

    Settings of PostgreSQL count only if this call is the one that starts the server.
    """
    layout = Layout.of(home)
    try:
        for folder in (layout.home, layout.folder, layout.log.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lease = Lease(layout, settings or {})
    except OSError as error:
        raise PostgresError(
            f"{layout.home} cannot be used: {error.strerror}; set AMENDS_HOME"
        ) from error
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(lease.release)
        lease.ensure()
        on_failure.pop_all()
    return lease


def _spawn_keeper(layout: Layout, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a keeper in a session of its own, so that no signal meant for us reaches it."""
    with layout.keeper_log.open("wb") as log:
        return subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "amends.app.postgres.keeper",
                str(layout.home),
                *(f"{name}={value}" for name, value in settings.items()),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )


def _wait_until_ready(layout: Layout, keeper: subprocess.Popen[bytes] | None) -> None:
    programs = find_programs()
    give_up = time.monotonic() + _READY_WITHIN
    while not is_ready(programs, layout):
        if keeper is not None and keeper.poll() is not None:
            raise PostgresError(
                layout.keeper_log.read_text().strip() or "the database's keeper was ended"
            )
        if time.monotonic() > give_up:
            raise PostgresError(f"PostgreSQL does not answer; its log is {layout.log}")
        time.sleep(0.02)
