"""Kills the worker, the web server and PostgreSQL with SIGKILL at random moments."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import psutil

from amends.app.postgres import Layout
from bench.durability.installation import Installation

Find = Callable[[Installation], list[psutil.Process]]
EVERY = (0.8, 3.2)
"""Seconds between two kills, at least and at most."""
AT_LEAST = 2
"""Everybody is killed so often before chance alone decides."""
NOT_THERE = 0.2
"""Seconds to wait for a victim that is just being started again."""


def _commands(installation: Installation, name: str) -> list[psutil.Process]:
    children = installation.up.children()
    return [child for child in children if _is_command(child, name)]


def _is_command(process: psutil.Process, name: str) -> bool:
    words = process.cmdline()
    return "amends.cli" in words and words[words.index("amends.cli") + 1 :][:1] == [name]


def _worker(installation: Installation) -> list[psutil.Process]:
    return _commands(installation, "worker")


def _web_master(installation: Installation) -> list[psutil.Process]:
    return _commands(installation, "web")


def _web_process(installation: Installation) -> list[psutil.Process]:
    return [child for master in _web_master(installation) for child in master.children()]


def _postmaster(installation: Installation) -> list[psutil.Process]:
    pid_file = Layout.of(installation.home).data / "postmaster.pid"
    return [psutil.Process(int(pid_file.read_text().split()[0]))]


def _backend(installation: Installation) -> list[psutil.Process]:
    return [
        child
        for postmaster in _postmaster(installation)
        for child in postmaster.children()
        if "[local]" in " ".join(child.cmdline())
    ]


TARGETS: Mapping[str, tuple[Find, int]] = {
    "worker": (_worker, 4),
    "web server": (_web_master, 2),
    "web process": (_web_process, 2),
    "postmaster": (_postmaster, 2),
    "database backend": (_backend, 2),
}
"""Whom to kill, and how often compared with the others."""


def _turns(chance: random.Random) -> Iterator[str]:
    """Everybody as often as is stated, in random order; then whoever chance picks, without end."""
    names, weights = list(TARGETS), [weight for _, weight in TARGETS.values()]
    for _ in range(AT_LEAST):
        yield from chance.sample(names, len(names))
    while True:
        yield from chance.choices(names, weights)


@dataclass(slots=True)
class Killer:
    """A thread that kills until it is told to stop; ``killed`` counts whom."""

    installation: Installation
    seed: int
    killed: Counter[str] = field(default_factory=Counter)
    _stop: threading.Event = field(default_factory=threading.Event)
    _had_everybody: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, daemon=True, name="killer")
        self._thread.start()

    def stop(self, patience: float) -> None:
        """Stop as soon as everybody was killed ``AT_LEAST`` times, or ``patience`` seconds later:
        on a busy machine a victim is long in coming back."""
        self._had_everybody.wait(patience)
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        chance = random.Random(self.seed)
        for name in _turns(chance):
            if self._stop.wait(chance.uniform(*EVERY)):
                break
            while not self._kill(name, chance):
                if self._stop.wait(NOT_THERE):
                    return

    def _kill(self, name: str, chance: random.Random) -> bool:
        """Whether somebody of that name was there to be killed."""
        with contextlib.suppress(psutil.Error, OSError, ValueError, IndexError):
            found = TARGETS[name][0](self.installation)
            os.kill(chance.choice(found).pid, signal.SIGKILL)
            self.killed[name] += 1
            if min(self.killed[each] for each in TARGETS) >= AT_LEAST:
                self._had_everybody.set()
            return True
        return False
