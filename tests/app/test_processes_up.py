"""One command runs everything, whatever is killed, and leaves nothing behind."""

import contextlib
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.policies import RETAIL
from tests.support.homes import made_anew
from tests.support.running import Installation, Start
from tests.support.servers import answers, eventually, kill, postmaster

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def amends_home(made_home: Path) -> Path:
    """Its tables are made already: how they are made is tried by the demo's test and by those of
    `amends migrate`."""
    return made_home


@pytest.fixture(scope="module")
def shared() -> Iterator[Installation]:
    """One that runs for all tests that do it no harm."""
    with made_anew() as home:
        running = Installation(home, "up")
        yield running.wait_until_ready()
        assert running.stop() == 0


def test_whatever_is_killed_comes_back(start: Start, amends_home: Path) -> None:
    running = start("up").wait_until_ready()
    assert running.answers()
    running.kill_child("web")
    running.kill_child("worker")
    eventually(running.answers)
    kill(postmaster(amends_home))
    eventually(lambda: answers(amends_home))
    eventually(running.answers)
    _works_and_stops(running)


def _works_and_stops(running: Installation) -> None:
    processes = running.processes()
    assert running.stop() == 0
    assert "stopped" in running.output
    assert not [process for process in processes if process.is_running()]
    assert "Traceback" not in running.output


def test_a_policy_that_is_newer_than_the_published_one_is_said_to_be_a_draft(
    shared: Installation, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "draft" not in shared.output
    newer = tmp_path / "newer" / "retail"
    shutil.copytree(RETAIL, newer)
    toml = (newer / "rulebook.toml").read_text("utf-8")
    changed = re.sub(r'^version = ".*"', 'version = "99.0"', toml, count=1, flags=re.MULTILINE)
    (newer / "rulebook.toml").write_text(changed, "utf-8")
    monkeypatch.setenv("AMENDS_POLICY", str(newer))
    running = start("up").wait_until_ready()
    assert "retail@99.0, is only a draft until it is published" in running.output
    assert f"amends rulebook publish {newer} --by NAME" in running.output
    assert "up to date" not in running.output


def test_silent_connections_do_not_hold_up_others(shared: Installation) -> None:
    host, _, port = shared.url.removeprefix("http://").partition(":")
    with contextlib.ExitStack() as silent:
        for _ in range(40):
            silent.enter_context(socket.create_connection((host, int(port))))
        assert shared.answers()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_while_it_starts(start: Start, by: signal.Signals) -> None:
    running = start("up")
    eventually(lambda: "database" in running.output)
    assert running.stop(by) == 0


def test_nothing_is_left_when_it_is_killed(start: Start, amends_home: Path) -> None:
    running = start("up").wait_until_ready()
    processes = [*running.processes(), postmaster(amends_home)]
    running.stop(signal.SIGKILL)
    eventually(lambda: not any(process.is_running() for process in processes))


def test_a_second_one_in_the_same_home_says_where_the_first_is(
    shared: Installation, start: Start
) -> None:
    second = start("up", home=shared.home)
    assert second.process.wait(timeout=100) == 1
    assert f"already running in {shared.home}" in second.output


def test_two_homes_run_side_by_side_and_keep_their_addresses(
    shared: Installation, start: Start
) -> None:
    other = start("up").wait_until_ready()
    address = other.url
    assert address != shared.url
    assert shared.answers()
    assert other.answers()
    other.stop()
    assert shared.answers()
    again = start("up").wait_until_ready()
    assert again.url == address


def test_a_taken_port_is_refused(shared: Installation, start: Start) -> None:
    port = shared.url.rpartition(":")[2]
    second = start("up", "--port", port)
    assert second.process.wait(timeout=100) == 1
    assert f"port {port} is taken" in second.output
