"""`amends rulebook`: what can be done with decision tables, without Django and without a server."""

from __future__ import annotations

import click

from amends.wiring import LazyGroup, Wire

COMMANDS: dict[str, Wire] = {
    "check": Wire("check:check", "Prove a rulebook, or show a situation that breaks it."),
    "examples": Wire("examples:examples", "Try the worked examples beside the tables."),
    "import": Wire("exchange:import_", "Read a DMN model or a workbook into a folder."),
    "export": Wire("exchange:export", "Write a rulebook as DMN or as a workbook."),
    "show": Wire("show:show", "Write a rulebook as one page that anybody may read."),
    "tck": Wire("tck:tck", "Run test cases of the DMN Technology Compatibility Kit."),
    "diff": Wire("diff:diff", "Show which situations two rulebooks decide differently."),
    "try": Wire("trying:try_", "Show what a draft would change of the recorded cases."),
    "publish": Wire("publish:publish", "Decide by a draft from now on."),
    "versions": Wire("versions:versions", "List what was published, and what it decided."),
}


@click.group(cls=LazyGroup, wires=COMMANDS, package=__name__)
def rulebook() -> None:
    """Prove, compare and exchange decision tables."""
