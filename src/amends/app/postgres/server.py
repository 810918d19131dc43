"""The PostgreSQL server process: start, probe, stop."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from amends.app.postgres.errors import PostgresError
from amends.app.postgres.ground import Ground
from amends.app.postgres.layout import PORT, Layout
from amends.app.postgres.probe import is_ready
from amends.app.processes.bond import die_with_parent

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
_START_ATTEMPTS_FOR = 5.0
_READY_WITHIN = 60.0
_STOP_STEPS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


class Server:
    """One postmaster on one data folder."""

    def __init__(self, ground: Ground, settings: Mapping[str, str]) -> None:
        self._ground = ground
        self._settings = {**SETTINGS, **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers.

        After a kill -9 the old server's children hold its memory for a moment, and PostgreSQL
        rightly refuses to start meanwhile: hence more than one attempt.
        """
        give_up = time.monotonic() + _START_ATTEMPTS_FOR
        while not self._start_once():
            if time.monotonic() > give_up:
                raise PostgresError(f"PostgreSQL does not start:\n{_tail(self._ground.layout.log)}")
            time.sleep(0.1)

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        if self._process is not None:
            stop_process(self._process.pid, self.is_alive)

    def _start_once(self) -> bool:
        self._process = self._spawn()
        give_up = time.monotonic() + _READY_WITHIN
        while self.is_alive():
            if is_ready(self._ground.programs, self._ground.layout):
                return True
            if time.monotonic() > give_up:
                self.stop()
            time.sleep(0.02)
        return False

    def _spawn(self) -> subprocess.Popen[bytes]:
        ground, keeper = self._ground, os.getpid()
        settings = {
            **self._settings,
            "unix_socket_directories": str(ground.view.path(ground.layout.run)),
        }
        with ground.layout.log.open("ab") as log:
            return subprocess.Popen(
                [
                    ground.programs.path("postgres"),
                    "-D",
                    str(ground.view.path(ground.layout.data)),
                    "-p",
                    str(PORT),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                preexec_fn=lambda: die_with_parent(keeper, signal.SIGINT),
                **ground.owner.popen_arguments(),
            )


def end_orphan(layout: Layout) -> None:
    """Stop a server that still runs on this data folder although its keeper is gone."""
    pid = _postmaster_pid(layout.data)
    if pid is not None and _works_in(pid, layout.data):
        stop_process(pid, lambda: _works_in(pid, layout.data))


def stop_process(pid: int, is_alive: Callable[[], bool]) -> None:
    """Ask kindly, then firmly, then not at all."""
    for step, patience in _STOP_STEPS:
        if not is_alive():
            return
        os.kill(pid, step)
        give_up = time.monotonic() + patience
        while is_alive() and time.monotonic() < give_up:
            time.sleep(0.02)


def _postmaster_pid(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _works_in(pid: int, folder: Path) -> bool:
    """Whether this is a process's working folder, as the data folder is a postmaster's."""
    try:
        return _working_folder(pid).samefile(folder)
    except (OSError, ValueError):
        return False


def _working_folder(pid: int) -> Path:
    if Path("/proc/self/cwd").exists():
        return Path(f"/proc/{pid}/cwd")
    import psutil

    return Path(psutil.Process(pid).cwd())


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
