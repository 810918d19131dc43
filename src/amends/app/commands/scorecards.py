"""`amends scorecards`: how carriers, points, sellers and call-centre lines keep their word."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready

if TYPE_CHECKING:
    from amends.app.actions.scorecards import Card, Lane, Scorecards

MOST_SHOWN = 20
BLOCKS = "▁▂▃▄▅▆▇█"
HEAD = ("kind", "code", "kept", "total", "share", "low", "high", "trend", "change", "cost")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, one line for each card.")
def scorecards(as_json: bool, as_csv: bool) -> None:
    """Show how partners and lines keep their word, with intervals and trends."""
    ready()
    from amends.app.actions.scorecards import scorecards as make_scorecards

    found = make_scorecards(now=datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(as_data(found), indent=1, ensure_ascii=False))
    elif as_csv:
        csv.writer(sys.stdout).writerows([HEAD, *rows_of(found)])
    else:
        _print(found)


def as_data(found: Scorecards) -> dict[str, Any]:
    """Everything, as plain data."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "cards": {
            kind: [
                {
                    "code": card.code,
                    **card.kept._asdict(),
                    "trend": card.trend._asdict(),
                    "periods": [period._asdict() for period in card.periods],
                    "cost": card.cost,
                }
                for card in cards
            ]
            for kind, cards in found.cards.items()
        },
        "lanes": {
            lane.lane: [chance._asdict() for chance in lane.carriers] for lane in found.lanes
        },
    }


def rows_of(found: Scorecards) -> Iterator[list[Any]]:
    """One row for each card, in the order of `HEAD`; numbers from 0 to 1."""
    for kind, cards in found.cards.items():
        for card in cards:
            share, change = card.kept, card.trend
            cost = " ".join(f"{amount} {unit}" for unit, amount in sorted(card.cost.items()))
            numbers = (round(each, 4) for each in (share.share, share.low, share.high))
            yield [
                kind,
                card.code,
                share.kept,
                share.total,
                *numbers,
                change.way,
                round(change.change, 4),
                cost,
            ]


def _print(found: Scorecards) -> None:
    console = Console(highlight=False)
    for kind, cards in found.cards.items():
        console.print(f"\n[bold]{kind.capitalize()}[/]")
        console.print(_table(cards) if cards else "  nothing was promised in this time")
    for lane in found.lanes:
        console.print(f"\n[bold]Which carrier for {lane.lane}[/]")
        console.print(_lane(lane))


def _table(cards: tuple[Card, ...]) -> Table:
    table = Table("", "kept", "of", "from – to", "by period", "trend", "cost", box=None)
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
        )
    if len(cards) > MOST_SHOWN:
        table.add_row(f"and {len(cards) - MOST_SHOWN} more")
    return table


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
    table = Table("", "best with", "kept", "from – to", "of", "cost an order", box=None)
    for each in lane.carriers:
        table.add_row(
            each.code,
            f"{each.best:.0%}",
            f"{each.share:.1%}",
            f"{each.low:.1%} – {each.high:.1%}",
            f"{each.total:,}",
            f"{each.cost_each:.2f}",
        )
    return table
