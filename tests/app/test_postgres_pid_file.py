"""A postmaster.pid is never taken at its word."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from amends.app.postgres import Layout, acquire, wait_until_stopped
from tests.support.servers import answers, eventually, keeper, kill, postmaster


@pytest.fixture
def stopped_home(amends_home: Path) -> Path:
    """A home whose server has run and stopped."""
    with acquire(amends_home) as lease:
        pass
    wait_until_stopped(lease.layout)
    return amends_home


@pytest.fixture
def stranger(stopped_home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the server's own user that has nothing to do with the server."""
    owner = Layout.of(stopped_home).data.stat().st_uid
    user = owner if os.geteuid() == 0 else None
    with subprocess.Popen(["sleep", "60"], user=user) as process:
        yield process
        process.kill()


def test_a_living_stranger_with_its_number_is_left_alone(
    stopped_home: Path, stranger: subprocess.Popen[bytes]
) -> None:
    _write_pid_file(stopped_home, f"{stranger.pid}\n")
    with acquire(stopped_home):
        assert answers(stopped_home)
    assert stranger.poll() is None


@pytest.mark.parametrize(
    "text", ["", "\n", "rubbish", "-7\n", "0\n", "1\n", "\x00\x01", "2147483646\n"]
)
def test_rubbish_does_no_harm(stopped_home: Path, text: str) -> None:
    _write_pid_file(stopped_home, text)
    with acquire(stopped_home):
        assert answers(stopped_home)


def test_one_left_by_a_kill_does_no_harm(amends_home: Path) -> None:
    with acquire(amends_home) as lease:
        server, its_keeper = postmaster(amends_home), keeper(amends_home)
        its_keeper.suspend()
        kill(server)
        kill(its_keeper)
        eventually(lambda: not lease.is_kept())
        assert (lease.layout.data / "postmaster.pid").exists()
        lease.ensure()
        assert answers(amends_home)


def test_a_server_without_keeper_is_ended_before_another_starts(amends_home: Path) -> None:
    with acquire(amends_home) as lease:
        orphan = postmaster(amends_home)
        orphan.suspend()
        kill(keeper(amends_home))
        eventually(lambda: not lease.is_kept())
        orphan.suspend()
        eventually(lambda: orphan.status() == psutil.STATUS_STOPPED)
        _continue_soon(orphan.pid)
        lease.ensure()
        assert answers(amends_home)
        assert postmaster(amends_home).pid != orphan.pid


def test_a_half_made_data_folder_is_made_anew(amends_home: Path) -> None:
    unfinished = Layout.of(amends_home).data.with_name("data.new")
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with acquire(amends_home):
        assert answers(amends_home)


def _write_pid_file(home: Path, text: str) -> None:
    (Layout.of(home).data / "postmaster.pid").write_text(text)


def _continue_soon(pid: int) -> None:
    subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -{signal.SIGCONT.value} {pid}"]).wait()
