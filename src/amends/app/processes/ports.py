"""Which TCP ports to listen on; an installation comes back on the ports it had."""

import contextlib
import json
import socket
import sys
import time
from pathlib import Path

_TRIES = 100
_PATIENCE = 5.0
_BACKLOG = 512
_SILENT_FOR = 60


class PortTakenError(Exception):
    """The port that was asked for is another process's."""


class Ports:
    """The ports of one installation, remembered in a file of its home."""

    def __init__(self, memory: Path, host: str = "127.0.0.1") -> None:
        self._memory = memory
        self._host = host

    def open(self, name: str, *, default: int, wanted: int | None = None) -> socket.socket:
        """A socket that listens on the wanted port, else on the one it had, else on a free one.

        Listening at once keeps the port, and lets callers wait while a server (re)starts.
        """
        listening = self._wanted(wanted) if wanted else self._free(name, default)
        self._remember(name, number(listening))
        return listening

    def remembered(self) -> dict[str, int]:
        try:
            return dict(json.loads(self._memory.read_text()))
        except (OSError, ValueError):
            return {}

    def _wanted(self, port: int) -> socket.socket:
        listening = self._listen(port, _PATIENCE)
        if listening is None:
            raise PortTakenError(f"port {port} is taken by another process")
        return listening

    def _free(self, name: str, default: int) -> socket.socket:
        before = self.remembered().get(name)
        listening = self._listen(before, _PATIENCE) if before else None
        for port in range(default, default + _TRIES):
            listening = listening or self._listen(port)
        if listening is None:
            raise PortTakenError(f"no port is free from {default} to {default + _TRIES - 1}")
        return listening

    def _listen(self, port: int, patience: float = 0) -> socket.socket | None:
        """A server of ours that is just being stopped gets some time to leave the port."""
        give_up = time.monotonic() + patience
        while True:
            with contextlib.suppress(OSError):
                return listen(self._host, port)
            if time.monotonic() >= give_up:
                return None
            time.sleep(0.1)

    def _remember(self, name: str, port: int) -> None:
        self._memory.write_text(json.dumps({**self.remembered(), name: port}) + "\n")


def number(listening: socket.socket) -> int:
    """The port of a socket."""
    return int(listening.getsockname()[1])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that hands over a connection only when something is said on it.

    Browsers open connections ahead of need; each would occupy a thread of the web server.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    if sys.platform == "linux":
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, _SILENT_FOR)
    return listening
