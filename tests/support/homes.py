"""Fresh installations for tests that start real processes."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.support.environment import remove_home


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
