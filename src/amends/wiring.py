"""Groups of commands that import a command only when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from gettext import gettext
from typing import Any, NamedTuple

import click


class Wire(NamedTuple):
    """Where a command lives (``module:attribute`` in the group's package) and what it does."""

    target: str
    help: str


class LazyGroup(click.Group):
    """A group of the commands that ``wires`` names, which live in ``package``."""

    def __init__(self, *args: Any, wires: Mapping[str, Wire], package: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.wires, self.package = wires, package

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.wires)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        wire = self.wires.get(cmd_name)
        return None if wire is None else self._load(wire)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, wire.help) for name, wire in self.wires.items()])

    def _load(self, wire: Wire) -> click.Command:
        module, attribute = wire.target.split(":")
        path = f"{self.package}.{module}"
        try:
            command: click.Command = getattr(importlib.import_module(path), attribute)
        except ModuleNotFoundError as error:
            raise click.ClickException(self._missing(module, error)) from error
        return command

    def _missing(self, module: str, error: ModuleNotFoundError) -> str:
        if error.name == f"{self.package}.{module}":
            return f"this version of Amends has no command {module!r} yet"
        return f"{error.name} is not installed; this command needs: pip install 'amends[server]'"
