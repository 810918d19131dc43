"""What the shop did: one line per deed, on the disk before anybody is told of it."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``word`` is ``accepted``, ``done`` or ``refused``.

    ``agreed`` is the time at which what was accepted is done, or empty.
    """

    at: str
    word: str
    key: str
    kind: str
    order: str
    trick: str
    agreed: str = ""


class Book:
    """An append-only file; each line is written whole and synced. Safe to use from threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._lines = _mend(path)
        self._states: dict[str, str] = {}
        for line in self._lines:
            self._note(line)
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        _sync_folder(path.parent)

    def write(self, line: Line) -> None:
        """Put the line on the disk, then remember it."""
        written = json.dumps(_as_data(line), ensure_ascii=False).encode() + b"\n"
        with self._lock:
            _write_all(self._fd, written)
            os.fdatasync(self._fd)
            self._lines.append(line)
            self._note(line)

    def state(self, key: str) -> str | None:
        """The last word on this key; a deed outweighs everything else."""
        with self._lock:
            return self._states.get(key)

    def lines(self) -> list[Line]:
        with self._lock:
            return list(self._lines)

    def unfinished(self) -> list[Line]:
        """What was accepted and not yet carried out or refused."""
        return [
            line
            for line in self.lines()
            if line.word == "accepted" and self.state(line.key) == "accepted"
        ]

    def _note(self, line: Line) -> None:
        if self._states.get(line.key) != "done":
            self._states[line.key] = line.word


def deeds(path: Path) -> Counter[str]:
    """How often each key was carried out, as the file says."""
    return Counter(line.key for line in read_lines(path) if line.word == "done")


def read_lines(path: Path) -> list[Line]:
    """The whole lines of the file; a last line cut short by a crash is not one."""
    if not path.exists():
        return []
    whole = path.read_bytes().rpartition(b"\n")[0]
    return [_as_line(json.loads(line)) for line in whole.splitlines()]


def _mend(path: Path) -> list[Line]:
    """Read the file and cut off what a crash left of its last line."""
    lines = read_lines(path)
    if path.exists():
        whole = path.read_bytes().rpartition(b"\n")
        os.truncate(path, len(whole[0]) + len(whole[1]))
    return lines


def _write_all(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _as_data(line: Line) -> dict[str, str]:
    return {name: getattr(line, name) for name in Line.__slots__}


def _as_line(data: Mapping[str, Any]) -> Line:
    return Line(**{name: str(data.get(name, "")) for name in Line.__slots__})
