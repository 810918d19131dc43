"""Which TCP ports to listen on; an installation comes back on the ports it had."""

import json
import socket
import time
from pathlib import Path

_TRIES = 100
_REMEMBERED_PATIENCE = 5.0


class PortTakenError(Exception):
    """The port that was asked for is another process's."""


class Ports:
    """The ports of one installation, remembered in a file of its home."""

    def __init__(self, memory: Path, host: str = "127.0.0.1") -> None:
        self._memory = memory
        self._host = host

    def choose(self, name: str, *, default: int, wanted: int | None = None) -> int:
        """The wanted port, else the one it had before, else a free one from the default on."""
        port = self._wanted(wanted) if wanted else self._free(name, default)
        self._remember(name, port)
        return port

    def remembered(self) -> dict[str, int]:
        try:
            return dict(json.loads(self._memory.read_text()))
        except (OSError, ValueError):
            return {}

    def _wanted(self, port: int) -> int:
        if not self._is_free(port, _REMEMBERED_PATIENCE):
            raise PortTakenError(f"port {port} is taken by another process")
        return port

    def _free(self, name: str, default: int) -> int:
        before = self.remembered().get(name)
        if before and self._is_free(before, _REMEMBERED_PATIENCE):
            return before
        for port in range(default, default + _TRIES):
            if self._is_free(port):
                return port
        raise PortTakenError(f"no port is free from {default} to {default + _TRIES - 1}")

    def _is_free(self, port: int, patience: float = 0) -> bool:
        give_up = time.monotonic() + patience
        while not _can_bind(self._host, port):
            if time.monotonic() >= give_up:
                return False
            time.sleep(0.1)
        return True

    def _remember(self, name: str, port: int) -> None:
        self._memory.write_text(json.dumps({**self.remembered(), name: port}) + "\n")


def _can_bind(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
