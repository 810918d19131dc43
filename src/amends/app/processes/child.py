"""One child process: in a group of its own, bound to its parent's life, logged to a file."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PARENT = "AMENDS_PARENT"
_ROTATE_AT = 10 * 2**20


@dataclass(slots=True)
class Child:
    """An `amends` command that runs beside this process."""

    name: str
    arguments: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    sockets: Sequence[socket.socket] = ()
    started_at: float = 0.0
    _process: subprocess.Popen[bytes] | None = None
    _begins_at: int = 0

    def start(self) -> None:
        _rotate(self.log)
        self._begins_at = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "amends.cli", *self.arguments],
                env={**os.environ, **self.environment, PARENT: str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                pass_fds=[each.fileno() for each in self.sockets],
            )
        self.started_at = time.monotonic()

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def exit_code(self) -> int | None:
        return None if self._process is None else self._process.poll()

    def ask_to_stop(self) -> None:
        if self._process is not None and self.is_alive():
            self._process.send_signal(signal.SIGTERM)

    def sweep(self) -> None:
        """Kill whatever is left of the child and of its own children."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def said(self) -> str:
        """All that it wrote since it was started."""
        with self.log.open("rb") as log:
            log.seek(self._begins_at)
            return log.read().decode(errors="replace")

    def last_words(self, lines: int = 12) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def _rotate(log: Path) -> None:
    """Keep one older log, so that logs never grow without end."""
    if log.exists() and log.stat().st_size > _ROTATE_AT:
        log.replace(log.with_name(f"{log.name}.1"))
