"""What `amends up` and `amends demo` share: one installation, with all its processes, here."""

import contextlib
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from amends.app.config import leave, settle
from amends.app.config.home import make_home
from amends.app.postgres.locks import FileLock
from amends.app.processes.child import Child
from amends.app.processes.ports import Ports, PortTakenError
from amends.app.processes.steps import Steps
from amends.app.processes.supervisor import ChildFailedError, Supervisor

_WEB_PORT = 8000
_WEB_READY_WITHIN = 60.0


@dataclass(slots=True)
class Running:
    """One installation while it runs."""

    home: Path
    host: str
    ports: Ports
    steps: Steps
    supervisor: Supervisor
    url: str = ""

    def child(self, name: str, *arguments: str, **environment: str) -> Child:
        """An `amends` command of this installation."""
        return Child(name, arguments or (name,), self.home / "log" / f"{name}.log", environment)

    def choose_address(self, wanted: int | None) -> None:
        port = self.ports.choose("web", default=_WEB_PORT, wanted=wanted)
        self.url = os.environ.setdefault("AMENDS_PUBLIC_URL", f"http://localhost:{port}")

    def start_database(self) -> None:
        with self.steps.step("starting the database", "database"):
            settle()
        with self.steps.step("bringing the database to this version", "tables"):
            self.supervisor.run(self.child("migrate"))

    def start_web(self) -> None:
        port = self.ports.remembered()["web"]
        web = self.child("web", "web", "--host", self.host, "--port", str(port))
        with self.steps.step("starting the web server", f"web server at [bold]{self.url}[/]"):
            answers = _answers(f"http://{_reachable(self.host)}:{port}/healthz")
            self.supervisor.start_and_wait(web, answers, _WEB_READY_WITHIN)

    def start_worker(self) -> None:
        with self.steps.step("starting the worker", "worker"):
            self.supervisor.start(self.child("worker"))


@contextlib.contextmanager
def running(host: str, port: int | None) -> Iterator[Running]:
    """An installation that is alone in its home, and gone when this ends."""
    home = make_home()
    (home / "log").mkdir(mode=0o700, exist_ok=True)
    ports = Ports(home / "ports.json", host)
    with _alone(home, ports), _in_plain_words(), Supervisor(steps := Steps(), settle) as supervisor:
        here = Running(home, host, ports, steps, supervisor)
        here.choose_address(port)
        try:
            yield here
        finally:
            with steps.step("stopping", "stopped"):
                supervisor.stop()
                leave()


@contextlib.contextmanager
def _alone(home: Path, ports: Ports) -> Iterator[None]:
    lock = FileLock(home / "up.lock")
    if not lock.try_take():
        address = f"http://localhost:{ports.remembered().get('web', '?')}"
        raise click.ClickException(f"already running in {home}: {address}")
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except (ChildFailedError, PortTakenError) as error:
        raise click.ClickException(str(error)) from error


def _reachable(host: str) -> str:
    local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
    return local.get(host, f"[{host}]" if ":" in host else host)


def _answers(url: str) -> Callable[[], bool]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def answers() -> bool:
        try:
            with opener.open(url, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False

    return answers
