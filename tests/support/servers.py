"""Looking at embedded servers from outside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg

from amends.app.postgres import Layout

HOLD = """
import sys
from pathlib import Path
from amends.app.postgres import acquire
with acquire(Path(sys.argv[1])) as lease:
    print(lease.url, flush=True)
    sys.stdin.read()
"""


def hold(home: Path) -> subprocess.Popen[str]:
    """A process that holds a lease until its standard input is closed."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str], *, kill: bool = False) -> None:
    if kill:
        process.kill()
    process.communicate(timeout=30)


def ask(home: Path, query: str) -> object:
    """The first value that a query gives."""
    with psycopg.connect(Layout.of(home).url()) as connection:
        row = connection.execute(query.encode()).fetchone()
    return None if row is None else row[0]


def postmaster(home: Path) -> psutil.Process:
    """The server's first process."""
    pid_file = Layout.of(home).data / "postmaster.pid"
    return psutil.Process(int(pid_file.read_text().splitlines()[0]))


def keeper(home: Path) -> psutil.Process:
    parent = postmaster(home).parent()
    assert parent is not None
    return parent


def kill(process: psutil.Process) -> None:
    os.kill(process.pid, signal.SIGKILL)


def eventually(is_true: Callable[[], bool], within: float = 60) -> None:
    """Wait for something; fail if it does not come true."""
    give_up = time.monotonic() + within
    while not is_true():
        assert time.monotonic() < give_up, "it did not come true"
        time.sleep(0.02)


def answers(home: Path) -> bool:
    try:
        return ask(home, "SELECT 1") == 1
    except psycopg.Error:
        return False
