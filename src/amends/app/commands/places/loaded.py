"""What a person sees after a list of points was loaded."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console
from rich.text import Text

from amends.app.actions.places.load import Loaded

WIDTH = 50
SHOWN = 10
STATES = (("understood", "green", "█"), ("flagged", "yellow", "▓"), ("refused", "red", "░"))
KINDS = {
    "new": "new",
    "moved": "moved",
    "closed": "closed",
    "reopened": "open again",
    "hours": "other hours",
    "limits": "other limits",
    "other": "otherwise changed",
}


def print_loaded(loaded: Loaded, *, dry_run: bool) -> None:
    """Print counts, a picture of how the hours were read, and what is to be looked at."""
    screen, listing = Console(highlight=False), loaded.listing
    would = " (nothing was kept: --dry-run)" if dry_run else ""
    click.echo(
        f"{listing.name}: {len(loaded.points):,} points, read as {listing.format}, "
        f"list “{loaded.source}”{would}"
    )
    screen.print(_bar(loaded), soft_wrap=True)
    _print_changes(loaded)
    for state in ("flagged", "refused"):
        _print_hours(loaded, state)
    _print_some("Odd", [f"{code}  {doubt}" for code, doubt in loaded.doubts])
    missed = [f"{each.position}  {each.code}  {each.reason}" for each in loaded.missed]
    _print_some("Rows that are no point", missed)


def _bar(loaded: Loaded) -> Text:
    """The share of each way in which hours were read; what is there at all is seen."""
    text, total = Text("hours  "), max(1, len(loaded.points))
    counts = {state: len(loaded.ids(state)) for state, _, _ in STATES}
    for state, colour, mark in STATES:
        share = round(WIDTH * counts[state] / total)
        text.append(mark * max(share, 1 if counts[state] else 0), style=colour)
    said = (f"{counts[state]:,} {state}" for state, _, _ in STATES)
    return text.append("  " + ", ".join(said))


def _print_changes(loaded: Loaded) -> None:
    counts = {kind: len(loaded.codes(kind)) for kind in KINDS}
    said = [f"{many:,} {KINDS[kind]}" for kind, many in counts.items() if many]
    click.echo(f"changes: {', '.join(said) or 'none'}")
    for kind in ("moved", "closed", "reopened"):
        _print_some(KINDS[kind].capitalize(), loaded.codes(kind))


def _print_hours(loaded: Loaded, state: str) -> None:
    rows = [(code, loaded.points[code]) for code in loaded.ids(state)]
    said = [f"{code}  {row['hours_reason']}" for code, row in rows]
    _print_some(f"Hours {state}, never offered", said)


def _print_some(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(f"{title}: {len(lines):,}")
        for line in lines[:SHOWN]:
            click.echo(f"  {line}")
        if len(lines) > SHOWN:
            click.echo(f"  … and {len(lines) - SHOWN:,} more (--json lists all)")
