"""`amends score`: the record of a simulated shop held against the truth of the simulation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready

WIDTH = 12
HEADINGS = {
    "claims": "Verdicts on claims",
    "responsibility": "Who caused failures",
    "staff": "Staff who were looked at",
    "customers": "Customers who were asked for more",
}
RATES = {
    "contradicted_and_false": "contradicted, and false",
    "refutable_and_contradicted": "refutable lies, contradicted",
    "as_expected": "verdicts as the record allows",
    "right_where_shown": "right where the record shows it",
    "right_of_all": "right of all",
    "found": "planted, and found",
    "found_within_200": "planted with 200 cases, found by then",
    "others_marked": "honest, and marked",
    "honest_beyond_one_more_proof": "honest, beyond one more proof",
    "honest_asked_for_proof": "honest, asked for one more proof",
}
TOO_HIGH = ("others_marked", "honest_beyond_one_more_proof")


@click.command()
@click.argument("truth", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def score(truth: Path, as_json: bool) -> None:
    """Hold what Amends found against TRUTH, the truth.jsonl of `amends simulate` (or its folder).

    Load the events of the same simulation first: amends load events DIR/events.jsonl
    """
    ready()
    from amends.app.actions.score import read_truth
    from amends.app.actions.score import score as score_truth
    from amends.app.commands.loading import failing_kindly

    with failing_kindly():
        found = score_truth(read_truth(truth), now=datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        _print(found)


def _print(found: Mapping[str, Mapping[str, Any]]) -> None:
    screen = Console(highlight=False)
    screen.print(f"[dim]Simulated, seed {found['settings'].get('seed')}[/]")
    for name, heading in HEADINGS.items():
        if name in found:
            screen.print(f"\n[bold]{heading}[/]")
            screen.print(_rates(found[name]))
            if confusion := found[name].get("confusion"):
                screen.print(_confusion(confusion))
            for line in _listed(found[name]):
                screen.print(line, style="yellow", markup=False)


def _rates(section: Mapping[str, Any]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for narrow in (False, True, True, False):
        table.add_column(no_wrap=narrow, overflow="fold")
    for name, value in section.items():
        if isinstance(value, Mapping) and value.get("share") is not None:
            bad = name in TOO_HIGH
            bar = "█" * round(WIDTH * value["share"])
            table.add_row(
                RATES.get(name, name.replace("_", " ")),
                f"{value['share']:.2%}",
                f"[{'red' if bad else 'green'}]{bar:<{WIDTH}}[/]",
                f"[dim]{value['right']:,} of {value['of']:,}, "
                f"95 % between {value['interval'][0]:.2%} and {value['interval'][1]:.2%}[/]",
            )
    return table


def _confusion(table: Mapping[str, Mapping[str, int]]) -> Table:
    """What was true down, what was found across; what agrees stands out."""
    found = sorted({name for row in table.values() for name in row})
    shown = Table(box=None, padding=(0, 1), header_style="dim")
    shown.add_column("true ↓  found →", overflow="fold")
    for name in found:
        shown.add_column(name.replace("_", " "), justify="right", overflow="fold")
    for true, row in table.items():
        shown.add_row(true.replace("_", " "), *_cells(true, row, found))
    return shown


def _cells(true: str, row: Mapping[str, int], found: list[str]) -> Iterator[str]:
    for name in found:
        count = row.get(name, 0)
        style = "bold green" if name == true else "yellow" if count else "dim"
        yield f"[{style}]{count:,}[/]" if count else "[dim]·[/]"


def _listed(section: Mapping[str, Any]) -> Iterator[str]:
    for name in ("wrongly_contradicted", "wrongly_marked"):
        for row in section.get(name, ()):
            yield f"  {name.replace('_', ' ')}: " + ", ".join(
                f"{key} {value}" for key, value in row.items() if value
            )
