"""`amends demo`: everything, with a small simulated retailer and its shop."""

import base64
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import click
from rich.table import Table

from amends.app.commands.running import Running, running
from amends.app.config import boot
from amends.app.processes.ports import number

_SHOP_PORT = 8010
_CUSTOMERS = 400
_DAYS = 14

SignIns = list[tuple[str, str, str]]


@click.command()
@click.option("--host", envvar="AMENDS_HOST", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="AMENDS_PORT", type=int, help="Of the web server; free if omitted.")
@click.option("--customers", default=_CUSTOMERS, show_default=True, help="Of the simulated town.")
@click.option("--days", default=_DAYS, show_default=True, help="How many days it has traded.")
def demo(host: str, port: int | None, customers: int, days: int) -> None:
    """Start everything with a small simulated retailer; run again, it goes on where it was.

    Everything about the retailer is made up. Its own system, the other side of the webhooks,
    runs beside Amends.
    """
    with running(host, port) as here:
        (here.home / "demo").mkdir(mode=0o700, exist_ok=True)
        with _shop_door(here) as door:
            here.start_database()
            sign_ins, token = _set_up(here)
            port = number(door)
        _start_shop(here, port, token)
        here.start_web()
        _fill(here, customers, days)
        here.start_worker()
        _show(here, sign_ins)
        here.supervisor.watch()


def _shop_door(here: Running) -> socket.socket:
    """Keep the shop's port; settle its address and the secret that both sides sign with."""
    door = here.ports.open("shop", default=_SHOP_PORT)
    os.environ.setdefault("AMENDS_SHOP_URL", f"http://127.0.0.1:{number(door)}")
    os.environ.setdefault("AMENDS_SHOP_SECRET", _kept(here.home / "demo" / "shop-secret", _secret))
    return door


def _set_up(here: Running) -> tuple[SignIns, str]:
    """One user for each role, and the shop's right to send events."""
    with here.steps.step("adding demo staff", "demo staff"):
        boot()
        from django.db import connection

        from amends.app.actions.demo import ensure_demo

        done = ensure_demo(), _shop_token(here.home / "demo" / "shop-token")
        connection.close()
    return done


def _shop_token(path: Path) -> str:
    """The token that the shop sends events with, made anew if it is lost or revoked."""
    from django.utils import timezone

    from amends.app.actions.tokens import SEND_EVENTS, make_token, open_token

    now = timezone.now()
    if path.exists() and open_token(path.read_text(), now=now):
        return path.read_text()
    path.unlink(missing_ok=True)
    name = f"demo-shop-{secrets.token_hex(4)}"
    return _kept(path, lambda: make_token(name=name, rights=[SEND_EVENTS], now=now, by="demo"))


def _start_shop(here: Running, port: int, token: str) -> None:
    os.environ["AMENDS_SHOP_TOKEN"] = token
    shop = here.child(
        "shop",
        "shop",
        *("--port", str(port)),
        *("--data", str(here.home / "demo" / "shop")),
        *("--amends-url", here.local_url),
        "--in-time",
    )
    with here.steps.step("opening the demo shop", f"demo shop at {os.environ['AMENDS_SHOP_URL']}"):
        here.supervisor.start(shop)


def _fill(here: Running, customers: int, days: int) -> None:
    """Simulate a town once and live its days through, up to this moment.

    No worker runs meanwhile: its clock is the real one.
    """
    town, filled = here.home / "demo" / "town", here.home / "demo" / "filled"
    if filled.exists():
        here.steps.say("[green]✓[/] the simulated retailer is there already")
        return
    if not town.exists():
        _simulate(here, town, customers, days)
    with here.steps.step("living its days through", "two weeks lived through"):
        here.supervisor.run(here.child("relive", "relive", str(town / "events.jsonl")))
    filled.touch()


def _simulate(here: Running, town: Path, customers: int, days: int) -> None:
    """Write the town under another name, so that a half-written one is never loaded."""
    unfinished = town.with_name("town.new")
    size = ["--customers", str(customers), "--days", str(days)]
    with here.steps.step("simulating a town with a retailer", "simulated town"):
        here.supervisor.run(here.child("simulate", "simulate", *size, "--out", str(unfinished)))
    unfinished.rename(town)


def _show(here: Running, sign_ins: SignIns) -> None:
    table = Table(title="Demo: everything in it is simulated", title_justify="left", box=None)
    for column in ("role", "name", "password"):
        table.add_column(column)
    for sign_in in sign_ins:
        table.add_row(*sign_in)
    here.steps.console.print(table)
    here.tell_notice()
    here.steps.say(f"\n[bold]{here.url}[/]  sign in with one of these. Ctrl-C stops everything.")


def _kept(path: Path, make: Callable[[], str]) -> str:
    """A secret that is made once and readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text()


def _secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
