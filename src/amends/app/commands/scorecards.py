"""`amends scorecards`: how carriers, points, sellers, suppliers and lines keep their word."""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready

if TYPE_CHECKING:
    from amends.app.actions.scorecards import Card, Lane, Scorecards

MOST_SHOWN = 20
BLOCKS = "▁▂▃▄▅▆▇█"


@click.command()
@click.option("--renew", is_flag=True, help="Count anew now; else as the last night counted.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, one line for each card.")
def scorecards(renew: bool, as_json: bool, as_csv: bool) -> None:
    """Show how partners and lines keep their word, with intervals and trends."""
    ready()
    from amends.app.actions.scorecards import HEAD, as_data, rows_of

    found = _found(renew)
    if as_json:
        click.echo(json.dumps(as_data(found), indent=1, ensure_ascii=False))
    elif as_csv:
        out = csv.writer(sys.stdout)
        out.writerow(HEAD)
        for kind, cards in found.cards.items():
            out.writerows(rows_of(kind, cards))
    else:
        _print(found)


def _found(renew: bool) -> Scorecards:
    """As they are kept; counted first where that was asked for, or never done."""
    from amends.app.actions.scorecards import read_all, renew_scorecards, scorecards

    now = datetime.now(UTC)
    if renew or read_all() is None:
        renew_scorecards(now=now)
    return read_all() or scorecards(now=now)


def _print(found: Scorecards) -> None:
    console = Console(highlight=False)
    console.print(f"As of {found.until:%Y-%m-%d %H:%M} UTC, from {found.since:%Y-%m-%d} on")
    for kind, cards in found.cards.items():
        console.print(f"\n[bold]{kind.capitalize()}[/]")
        console.print(_table(cards) if cards else "  nothing was promised in this time")
    for lane in found.lanes[:MOST_SHOWN]:
        console.print(f"\n[bold]Which carrier for {lane.lane}[/]")
        console.print(_lane(lane))
    if len(found.lanes) > MOST_SHOWN:
        console.print(f"\nand {len(found.lanes) - MOST_SHOWN} lanes more")


def _table(cards: tuple[Card, ...]) -> Table:
    heads = ("", "kept", "of", "from – to", "by period", "trend", "cost", "disputed", "it stood")
    table = Table(*heads, box=None)
    table.columns[0].overflow = "fold"
    for card in cards[:MOST_SHOWN]:
        share = card.kept
        table.add_row(
            card.code,
            f"{share.share:.1%}",
            f"{share.total:,}",
            f"{share.low:.1%} – {share.high:.1%}",
            _line(card),
            _trend(card),
            " ".join(f"{amount:,} {unit}" for unit, amount in sorted(card.cost.items())),
            *(str(card.done[step].times) if step in card.done else "" for step in DISPUTES),
        )
    if len(cards) > MOST_SHOWN:
        table.add_row(f"and {len(cards) - MOST_SHOWN} more")
    return table


DISPUTES = ("disputed", "rejected")


def _line(card: Card) -> str:
    shares = [period.kept / period.total for period in card.periods if period.total]
    low = min(shares, default=0.0)
    spread = max(shares, default=1.0) - low
    return "".join(BLOCKS[round((each - low) / spread * 7) if spread else 7] for each in shares)


def _trend(card: Card) -> str:
    if card.trend.way == "none":
        return "[dim]no trend[/]"
    colour = "green" if card.trend.way == "better" else "red"
    return f"[{colour}]{card.trend.way} {card.trend.change:+.1%}[/]"


def _lane(lane: Lane) -> Table:
    table = Table("", "", "best with", "kept", "from – to", "of", "cost an order", box=None)
    table.columns[0].overflow = "fold"
    for each, said in lane.options:
        table.add_row(
            each.code,
            said.replace("_", " "),
            f"{each.best:.0%}",
            f"{each.share:.1%}",
            f"{each.low:.1%} – {each.high:.1%}",
            f"{each.total:,}",
            f"{each.cost_each:.2f} {lane.currency}" if lane.currency else "",
        )
    return table
