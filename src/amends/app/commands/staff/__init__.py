"""`amends staff`: what staff did, held against the mix of their cases, and what reviews say."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.config.boot import ready
from amends.wiring import LazyGroup, Wire

COMMANDS: dict[str, Wire] = {
    "reviews": Wire("reviews:reviews", "Show what reviews of cases tell."),
    "proposals": Wire("proposals:proposals", "Show what rules may learn from what staff give."),
}


@click.group(cls=LazyGroup, wires=COMMANDS, package=__name__, invoke_without_command=True)
@click.option("--renew", is_flag=True, help="Count anew first; otherwise as of the last sweep.")
@click.option("--all", "everybody", is_flag=True, help="Everybody, not only who stands out.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
@click.pass_context
def staff(
    ctx: click.Context, renew: bool, everybody: bool, as_json: bool, language: str | None
) -> None:
    """Hold what staff did against what the mix of their cases explains. Nobody has a rank.

    Between the brackets is where honest people stand; ● is where somebody does. Cases are all
    they had; of whoever is marked, those until then.
    """
    if ctx.invoked_subcommand:
        return
    ready()
    from amends.app.actions.staff_truth.standings import renew_staff, standings
    from amends.app.commands.staff.standings import show

    if renew:
        renew_staff(now=datetime.now(UTC))
    show(standings(), everybody=everybody, as_json=as_json, speech=Speech.of(language))
