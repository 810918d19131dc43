"""`amends staff`: who stands where against the mix of their cases, drawn as a funnel."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready
from amends.wiring import LazyGroup, Wire

WIDTH = 28
MOST_DRAWN = 4.0
"""Ratios beyond this are drawn at the edge."""
HEADINGS = {
    "gives_away": "Gives more away than the mix of cases explains",
    "blames_carriers": "Blames carriers where the timeline does not",
    "words_not_kept": "Promises what is not kept",
    "goods_come_back": "Goods that come back, by who made or packed them",
    "cases_come_back": "Cases that come back, by who handled them",
}


COMMANDS = {
    "proposals": Wire("staff_proposals:proposals", "What rules may learn from what staff give."),
}


@click.group(
    cls=LazyGroup, wires=COMMANDS, package="amends.app.commands", invoke_without_command=True
)
@click.option("--renew", is_flag=True, help="Count anew first; otherwise as of the last sweep.")
@click.option("--all", "everybody", is_flag=True, help="Everybody, not only who stands out.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def staff(ctx: click.Context, renew: bool, everybody: bool, as_json: bool) -> None:
    """Hold what staff did against what the mix of their cases explains. Nobody has a rank.

    Between the brackets is where honest people stand; ● is where somebody does. Cases are all
    they had; of whoever is marked, those until then.
    """
    if ctx.invoked_subcommand is not None:
        return
    ready()
    from amends.app.actions.staff_truth.standings import renew_staff, standings

    if renew:
        renew_staff(now=datetime.now(UTC))
    found = standings()
    if as_json:
        click.echo(json.dumps({"standings": found}, ensure_ascii=False, indent=1))
    elif not found:
        click.echo("Nothing is counted yet: amends staff --renew")
    else:
        _print(found, everybody)


def _print(found: Sequence[Mapping[str, Any]], everybody: bool) -> None:
    screen = Console(highlight=False)
    for measure, heading in HEADINGS.items():
        for group in sorted({row["group"] for row in found if row["measure"] == measure}):
            rows = [row for row in found if (row["measure"], row["group"]) == (measure, group)]
            shown = rows if everybody else [row for row in rows if _stands_out(row)]
            screen.print(f"\n[bold]{heading}[/] [dim]{group}, {len(rows)} people[/]")
            screen.print(_table(shown) if shown else "  everybody is within the limits")


def _stands_out(row: Mapping[str, Any]) -> bool:
    return bool(row["marked_on"]) or row["ratio"] > row["outer"][1]


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    for heading in ("", "seen", "expected", f"0 … {MOST_DRAWN:g} times", "marked on", "cases"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        marked = row["marked_on"] or ""
        style = "red" if marked else "cyan"
        table.add_row(
            row["person"],
            f"{row['observed']:,} of {row['trials']:,}",
            f"{row['expected']:.1f}",
            f"[{style}]{_line(row)}[/]",
            marked,
            f"{row['after'] if marked else row['cases']:,}",
        )
    return table


def _line(row: Mapping[str, Any]) -> str:
    cells = ["·"] * WIDTH
    for sign, ratio in (("(", row["outer"][0]), (")", row["outer"][1]), ("●", row["ratio"])):
        cells[min(WIDTH - 1, int(ratio / MOST_DRAWN * WIDTH))] = sign
    return "".join(cells)
