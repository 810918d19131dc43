"""The `amends` command."""

import importlib
import os
from typing import Any, NamedTuple

import click

from amends import __version__


class Wire(NamedTuple):
    """Where a command lives and what it does."""

    target: str
    help: str


COMMANDS = {
    "up": Wire("up:up", "Start everything: database, web server and worker."),
    "demo": Wire("demo:demo", "Start everything with a small simulated retailer."),
    "web": Wire("web:web", "Run the web server."),
    "worker": Wire("worker:worker", "Run a worker: durable jobs and timers."),
    "migrate": Wire("migrate:migrate", "Bring the database to this version."),
    "user": Wire("user:user", "Add and list the members of staff who may use the console."),
    "token": Wire("token:token", "Make, list and revoke tokens for senders of events."),
    "load": Wire("load:load", "Load events from a file or from a query over a shop's own export."),
    "quarantine": Wire("quarantine:quarantine", "List, mend and replay what was not understood."),
    "report": Wire("report:report", "Show promises, failures, cases, remedies and money."),
    "simulate": Wire("simulate:simulate", "Write the events of a simulated town and retailer."),
    "shop": Wire("shop:shop", "Run the demo's shop, the other side of the webhooks."),
    "relive": Wire("relive:relive", "Live a simulated town's days through, for the demo."),
}
_PACKAGE = "amends.app.commands"


class LazyGroup(click.Group):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        wire = COMMANDS.get(cmd_name)
        return None if wire is None else _load(wire)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, wire.help) for name, wire in COMMANDS.items()])


def _load(wire: Wire) -> click.Command:
    module, attribute = wire.target.split(":")
    try:
        command: click.Command = getattr(importlib.import_module(f"{_PACKAGE}.{module}"), attribute)
    except ModuleNotFoundError as error:
        raise click.ClickException(_missing(module, error)) from error
    return command


def _missing(module: str, error: ModuleNotFoundError) -> str:
    if error.name == f"{_PACKAGE}.{module}":
        return f"this version of Amends has no command {module!r} yet"
    return f"{error.name} is not installed; this command needs: pip install 'amends[server]'"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="amends %(version)s")
def main(**_: Any) -> None:
    """Put right what went wrong for a customer, by a system and not by luck.

    All state lives in one folder, AMENDS_HOME. DATABASE_URL takes the place of the embedded
    database.
    """
    _bind_to_parent()


def _bind_to_parent() -> None:
    """A command that `amends up` started ends with it."""
    parent = os.environ.pop("AMENDS_PARENT", None)
    if parent:
        from amends.app.processes.bond import die_with_parent

        die_with_parent(int(parent))


if __name__ == "__main__":
    main()
