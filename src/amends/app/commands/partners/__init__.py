"""`amends partners`: contracts, statements and claim files."""

from __future__ import annotations

import click

from amends.wiring import LazyGroup, Wire

COMMANDS: dict[str, Wire] = {
    "load": Wire("load:load", "Load partners and their contracts."),
    "list": Wire("listing:list_", "List partners and what stands in their accounts."),
    "statement": Wire("statement:statement", "Write the statement of a partner's month."),
    "claim": Wire("claim:claim", "Write the claim file of a case for a partner."),
    "settle": Wire("settle:settle", "Bring every account up to date."),
}


@click.group(cls=LazyGroup, wires=COMMANDS, package=__name__)
def partners() -> None:
    """What partners bear by their contracts."""
