"""One command runs everything, whatever is killed, and leaves nothing behind."""

import contextlib
import re
import shutil
import signal
import socket
from pathlib import Path

import pytest

from amends.policies import RETAIL
from tests.support.running import Installation, Start
from tests.support.servers import answers, eventually, kill, postmaster

pytestmark = pytest.mark.slow


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
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start("up").wait_until_ready()
    assert "draft" not in first.output
    first.stop()
    newer = tmp_path / "newer" / "retail"
    shutil.copytree(RETAIL, newer)
    toml = (newer / "rulebook.toml").read_text("utf-8")
    changed = re.sub(r'^version = ".*"', 'version = "99.0"', toml, count=1, flags=re.MULTILINE)
    (newer / "rulebook.toml").write_text(changed, "utf-8")
    monkeypatch.setenv("AMENDS_POLICY", str(newer))
    again = start("up").wait_until_ready()
    assert "retail@99.0, is only a draft until it is published" in again.output
    assert f"amends rulebook publish {newer} --by NAME" in again.output
    assert "up to date" not in again.output


def test_silent_connections_do_not_hold_up_others(start: Start) -> None:
    running = start("up").wait_until_ready()
    host, _, port = running.url.removeprefix("http://").partition(":")
    with contextlib.ExitStack() as silent:
        for _ in range(40):
            silent.enter_context(socket.create_connection((host, int(port))))
        assert running.answers()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_while_it_starts(start: Start, by: signal.Signals) -> None:
    running = start("up")
    eventually(lambda: "database" in running.output)
    assert running.stop(by) == 0


def test_nothing_is_left_when_it_is_killed(start: Start, amends_home: Path) -> None:
    running = start("up").wait_until_ready()
    processes = [*running.processes(), postmaster(amends_home)]
    running.stop(signal.SIGKILL)
    eventually(lambda: not any(process.is_running() for process in processes), within=40)


def test_a_second_one_in_the_same_home_says_where_the_first_is(start: Start) -> None:
    first = start("up").wait_until_ready()
    second = start("up")
    assert second.process.wait(timeout=30) == 1
    assert f"already running in {first.home}" in second.output


def test_two_homes_run_side_by_side_and_keep_their_addresses(
    start: Start, other_home: Path
) -> None:
    both = [start("up"), start("up", home=other_home)]
    addresses = [installation.wait_until_ready().url for installation in both]
    assert addresses[0] != addresses[1]
    assert all(installation.answers() for installation in both)
    both[1].stop()
    assert both[0].answers()
    again = start("up", home=other_home)
    assert again.wait_until_ready().url == addresses[1]


def test_a_taken_port_is_refused(start: Start, other_home: Path) -> None:
    first = start("up").wait_until_ready()
    port = first.url.rpartition(":")[2]
    second = start("up", "--port", port, home=other_home)
    assert second.process.wait(timeout=30) == 1
    assert f"port {port} is taken" in second.output
