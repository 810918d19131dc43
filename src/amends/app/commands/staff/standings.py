"""Who stands where against the mix of their cases, drawn as a funnel."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.rulebook.language import Speech
from amends.app.commands.staff.lines import STANDINGS
from amends.core.staff.words import GROUPS, MEASURES

WIDTH = 28
MOST_DRAWN = 4
"""Ratios beyond this are drawn at the edge."""
Row = Mapping[str, Any]


def show(found: Sequence[Row], *, everybody: bool, as_json: bool, speech: Speech) -> None:
    """Print the standings; of each measure those who stand out, or everybody."""
    if as_json:
        click.echo(json.dumps({"standings": found}, ensure_ascii=False, indent=1))
    elif not found:
        click.echo(speech.say(STANDINGS["nothing"], command="amends staff --renew"))
    else:
        _print(found, everybody, speech)


def _print(found: Sequence[Row], everybody: bool, speech: Speech) -> None:
    screen = Console(highlight=False)
    for measure, heading in MEASURES.items():
        for group in sorted({row["group"] for row in found if row["measure"] == measure}):
            rows = [row for row in found if (row["measure"], row["group"]) == (measure, group)]
            shown = rows if everybody else [row for row in rows if _stands_out(row)]
            people = speech.counted(STANDINGS["people"], len(rows))
            name = speech.say(GROUPS[group]) if group in GROUPS else escape(group)
            screen.print(f"\n[bold]{speech.say(heading)}[/]\n[dim]{name}, {people}[/]")
            screen.print(_table(shown, speech) if shown else f"  {speech.say(STANDINGS['within'])}")


def _stands_out(row: Row) -> bool:
    return bool(row["marked_on"]) or row["ratio"] > row["outer"][1]


def _table(rows: Sequence[Row], speech: Speech) -> Table:
    table = Table(box=None, padding=(0, 1), header_style="dim")
    table.add_column("", no_wrap=True)
    for heading in ("seen", "expected", "times", "marked", "cases"):
        drawn = WIDTH if heading == "times" else None
        table.add_column(speech.say(STANDINGS[heading], most=MOST_DRAWN), min_width=drawn)
    for row in rows:
        marked = row["marked_on"] or ""
        style = "red" if marked else "cyan"
        part, whole = speech.number(row["observed"]), speech.number(row["trials"])
        table.add_row(
            escape(row["person"]),
            speech.say(STANDINGS["of"], part=part, whole=whole),
            speech.number(round(row["expected"], 1)),
            f"[{style}]{_line(row)}[/]",
            marked,
            speech.number(row["after"] if marked else row["cases"]),
        )
    return table


def _line(row: Row) -> str:
    cells = ["·"] * WIDTH
    for sign, ratio in (("(", row["outer"][0]), (")", row["outer"][1]), ("●", row["ratio"])):
        cells[min(WIDTH - 1, int(ratio / MOST_DRAWN * WIDTH))] = sign
    return "".join(cells)
