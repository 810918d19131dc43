"""A whole installation, running as its users run it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.servers import eventually

_READY_WITHIN = 110.0


class Installation:
    """`amends up` or `amends demo` in one home, until `stop`."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.home = home
        self._output = home / f"{time.monotonic_ns()}.out"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "amends.cli", *arguments],
                env={**os.environ, "AMENDS_HOME": str(home)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            )

    @property
    def output(self) -> str:
        return self._output.read_text()

    @property
    def url(self) -> str:
        """The address it printed, as this machine reaches it."""
        line = next(line for line in self.output.splitlines() if "web server at" in line)
        return line.split("web server at ")[1].split()[0].replace("localhost", "127.0.0.1")

    def wait_until_ready(self, within: float = _READY_WITHIN) -> "Installation":
        give_up = time.monotonic() + within
        while "Ctrl-C stops everything" not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < give_up, self.output
            time.sleep(0.05)
        return self

    def child(self, name: str) -> psutil.Process:
        """The process that runs `amends NAME`."""
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if name in child.cmdline()[3:5])

    def processes(self) -> list[psutil.Process]:
        """Every process that it runs, the supervisor too."""
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def kill_child(self, name: str) -> None:
        """Kill -9, and wait until another one runs in its place."""
        victim = self.child(name)
        os.kill(victim.pid, signal.SIGKILL)
        eventually(lambda: self._has_other(name, victim.pid))

    def answers(self, url: str = "") -> bool:
        try:
            with urllib.request.urlopen(f"{url or self.url}/healthz", timeout=10):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(by)
        return self.process.wait(timeout=60)

    def _has_other(self, name: str, pid: int) -> bool:
        try:
            return self.child(name).pid != pid
        except (StopIteration, psutil.Error):
            return False


Start = Callable[..., Installation]


@pytest.fixture
def start(amends_home: Path, other_home: Path) -> Iterator[Start]:
    """Start an installation: `start("up")`, or `start("demo", home=other_home)`.

    It is stopped before its home is removed.
    """
    started: list[Installation] = []

    def start_one(*arguments: str, home: Path = amends_home) -> Installation:
        installation = Installation(home, *arguments)
        started.append(installation)
        return installation

    yield start_one
    for installation in started:
        installation.stop()
