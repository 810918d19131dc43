"""Fresh installations for tests that start real processes."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from amends.app.postgres import Layout, wait_until_stopped
from amends.app.postgres.locks import FileLock
from tests.support.environment import remove_home, session_home


class Amends(Protocol):
    """Runs one `amends` command to its end, in the test's own AMENDS_HOME."""

    def __call__(
        self, *arguments: str | Path, timeout: float = 60
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def amends_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh AMENDS_HOME, also for the processes that the test starts."""
    with _fresh_home() as home:
        monkeypatch.setenv("AMENDS_HOME", str(home))
        yield home


@pytest.fixture
def other_home() -> Iterator[Path]:
    """A second home beside `amends_home`."""
    with _fresh_home() as home:
        yield home


@pytest.fixture
def made_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As `amends_home`, where the tables are made already."""
    with made_anew() as home:
        monkeypatch.setenv("AMENDS_HOME", str(home))
        yield home


@contextlib.contextmanager
def made_anew() -> Iterator[Path]:
    """A copy of the one home of this session in which `amends migrate` was run."""
    made = session_home() / "made"
    with FileLock(session_home() / "made.lock"):
        if not made.exists():
            unfinished = made.with_name("unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            _make(unfinished)
            unfinished.rename(made)
    with _fresh_home() as home:
        subprocess.run(["cp", "-a", f"{made}/.", home], check=True)
        yield home


def _make(home: Path) -> None:
    home.mkdir()
    command = [sys.executable, "-m", "amends.cli", "migrate", "--quiet"]
    subprocess.run(command, env={**os.environ, "AMENDS_HOME": str(home)}, check=True)
    assert wait_until_stopped(Layout.of(home))


@contextlib.contextmanager
def _fresh_home() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="amends-home-"))
    yield home
    remove_home(home)


@pytest.fixture
def amends(amends_home: Path) -> Amends:
    """The `amends` command."""

    def run(*arguments: str | Path, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "amends.cli", *arguments],
            env=os.environ,
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    return run
