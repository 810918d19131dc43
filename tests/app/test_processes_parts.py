"""Ports, logs and bonds, each by itself."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from amends.app.processes import bond
from amends.app.processes.child import Child
from amends.app.processes.ports import Ports, PortTakenError, number


def test_a_port_is_kept_from_the_moment_it_is_chosen(tmp_path: Path) -> None:
    one, other = Ports(tmp_path / "one.json"), Ports(tmp_path / "other.json")
    with one.open("web", default=18000) as first, other.open("web", default=18000) as second:
        assert number(first) != number(second)


def test_a_port_is_remembered(tmp_path: Path) -> None:
    with Ports(tmp_path / "ports.json").open("web", default=18200) as first:
        port = number(first)
    with Ports(tmp_path / "ports.json").open("web", default=18300) as again:
        assert number(again) == port


def test_a_memory_that_cannot_be_read_is_no_memory(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text("{")
    assert Ports(tmp_path / "ports.json").remembered() == {}


def test_a_wanted_port_that_is_taken_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.app.processes.ports._PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = number(taken)
        with pytest.raises(PortTakenError, match=str(port)):
            Ports(tmp_path / "ports.json").open("web", default=18400, wanted=port)


def test_a_long_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    log.write_bytes(b"x" * 11_000_000)
    child = Child("help", ["--help"], log)
    child.start()
    child.sweep()
    assert log.with_name("worker.log.1").stat().st_size == 11_000_000
    assert log.stat().st_size < 10_000


def test_a_child_whose_parent_is_gone_already_ends_at_once() -> None:
    code = f"from amends.app.processes.bond import die_with_parent as d; d({os.getpid()}); d(1)"
    done = subprocess.run([sys.executable, "-c", code])
    assert done.returncode == -signal.SIGTERM


def test_where_the_kernel_does_not_watch_a_thread_does(monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("amends.app.processes.bond.os.kill", lambda *_: told.set())
    bond.die_with_parent(os.getppid())
    assert not told.is_set()
    monkeypatch.setattr("amends.app.processes.bond.os.getppid", lambda: 1)
    assert told.wait(timeout=5)
