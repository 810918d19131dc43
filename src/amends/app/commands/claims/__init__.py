"""`amends claims`: what customers say, read from their words."""

from __future__ import annotations

import click

from amends.wiring import LazyGroup, Wire

COMMANDS: dict[str, Wire] = {
    "read": Wire("read:read", "Read a customer's words, and show which of them say what."),
}


@click.group(cls=LazyGroup, wires=COMMANDS, package=__name__)
def claims() -> None:
    """What customers say happened."""
