"""What `amends up` and `amends demo` share: one installation, with all its processes, here."""

import contextlib
import os
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.markup import escape

from amends.app.config import leave, settle
from amends.app.config.home import make_home
from amends.app.postgres.locks import FileLock
from amends.app.processes.child import Child
from amends.app.processes.ports import Ports, PortTakenError, number
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
    door: socket.socket
    notice: str = ""
    """What `amends migrate` found worth saying."""

    def child(self, name: str, *arguments: str, sockets: Sequence[socket.socket] = ()) -> Child:
        """An `amends` command of this installation."""
        log = self.home / "log" / f"{name}.log"
        return Child(name, arguments or (name,), log, sockets=sockets)

    @property
    def url(self) -> str:
        """The web server as the world reaches it."""
        return os.environ["AMENDS_PUBLIC_URL"]

    @property
    def local_url(self) -> str:
        """The web server as this machine reaches it."""
        return f"http://{_reachable(self.host)}:{number(self.door)}"

    def start_database(self) -> None:
        with self.steps.step("starting the database", "database"):
            settle()
        with self.steps.step("bringing the database to this version", "tables"):
            tables = self.child("migrate", "migrate", "--quiet")
            self.supervisor.run(tables)
            self.notice = tables.said().strip()

    def tell_notice(self) -> None:
        """Pass on what needs the attention of whoever started this."""
        if self.notice:
            self.steps.say(f"[yellow]![/] {escape(self.notice)}")

    def start_web(self) -> None:
        web = self.child("web", "web", "--fd", str(self.door.fileno()), sockets=[self.door])
        with self.steps.step("starting the web server", f"web server at [bold]{self.url}[/]"):
            answers = _answers(f"{self.local_url}/healthz")
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
    steps = Steps()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_alone(home, ports))
        stack.enter_context(_in_plain_words())
        supervisor = stack.enter_context(Supervisor(steps, settle))
        door = stack.enter_context(ports.open("web", default=_WEB_PORT, wanted=port))
        os.environ.setdefault("AMENDS_PUBLIC_URL", f"http://localhost:{number(door)}")
        try:
            yield Running(home, host, ports, steps, supervisor, door)
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
