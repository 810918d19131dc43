"""`amends report`: how the shop stands, in a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready

EMPTY = """Nothing is recorded yet. To begin:

  amends load events FILE.jsonl            events, one per line
  amends load query QUERY.sql --data DIR   your own export, mapped by a query
  amends demo                              a small simulated retailer

docs/how-to/load-your-orders.md tells how."""
AS_OF = """Promises and failures: from what had happened by then, as it is known today.
Cases, remedies, follow-ups and money: as they were recorded then."""
HEADINGS = {
    "orders": "Orders",
    "promises": "Promises",
    "failures": "Failures",
    "responsibility": "Responsibility (the largest share)",
    "cases": "Cases",
    "remedies": "Remedies",
    "follow_ups": "Follow-ups",
}
SUMS = ("promised", "paid", "borne", "recovered", "would_cost")
VERDICTS = {
    "too_little": "too little to tell: {least} cases each",
    "unclear": "no difference beyond chance",
    "at_once": "paying at once cost less",
    "look_into": "looking into it cost less",
}
WIDTH = 30
COLOURS = {
    "kept": "green",
    "broken": "red",
    "unknown": "yellow",
    "done": "green",
    "failed": "red",
    "in_doubt": "yellow",
    "solved": "green",
    "answered": "green",
}


@click.command()
@click.option(
    "--as-of", metavar="DATE", help="As it stood at that day's end where each order is, or then."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def report(as_of: str | None, as_json: bool) -> None:
    """Show orders, promises, failures, who caused them, cases, remedies, follow-ups, money."""
    ready()
    from amends.app.actions.dates import read_as_of
    from amends.app.actions.report import report_as_of, report_now
    from amends.core.errors import AmendsError

    now = datetime.now(UTC)
    try:
        day = read_as_of(as_of, now=now) if as_of else None
    except AmendsError as error:
        raise click.ClickException(str(error)) from error
    found = report_as_of(day, now=now) if day else report_now()
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    elif not found["orders"]["total"]:
        click.echo(EMPTY if day is None else f"No order was placed by {day:%Y-%m-%d}.")
    else:
        _print(found, day)


def _print(found: Mapping[str, Mapping[str, Any]], day: date | None) -> None:
    console = Console(highlight=False)
    console.print(f"[bold]{_seen_from(day)}[/]")
    if day:
        console.print(f"[dim]{AS_OF}[/]")
    for name, heading in HEADINGS.items():
        console.print(f"\n[bold]{heading}[/]")
        console.print(_bars(found[name]) if found[name] else "  none")
    console.print("\n[bold]Given on our own[/]")
    console.print(_kindness(found["kindness"]) if found["kindness"] else "  nothing")
    console.print("\n[bold]Pay at once or look into it[/] (a case, money and time)")
    console.print(_time(found["time_spent"]))
    console.print("\n[bold]Money[/]")
    console.print(_money(found["money"]) if found["money"] else "  none")


def _seen_from(day: date | None) -> str:
    if isinstance(day, datetime):
        return f"As of {day.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return f"As of the end of {day}, where each order is" if day else "Now"


def _bars(section: Mapping[str, Any]) -> Table:
    rows = list(_rows(section))
    longest = max((count for *_, count in rows), default=1) or 1
    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for name, state, count in rows:
        colour = COLOURS.get(state or name, "cyan")
        bar = "█" * round(WIDTH * count / longest) or ("▏" if count else "")
        table.add_row(name, state, f"{count:,}", f"[{colour}]{bar}[/]")
    return table


def _rows(section: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    for name, value in section.items():
        if not isinstance(value, Mapping):
            yield name, "", value
            continue
        shown = name
        for state, count in value.items():
            yield shown, state, count
            shown = ""


def _money(section: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Table:
    table = Table("borne by", "", *SUMS, box=None, padding=(0, 1))
    for column in table.columns[2:]:
        column.justify = "right"
    for party, currencies in section.items():
        for currency, sums in currencies.items():
            table.add_row(party, currency, *(sums.get(each, "") for each in SUMS))
    return table


def _kindness(section: Mapping[str, Mapping[str, Any]]) -> Table:
    table = Table("", "given", "asked", "refused", "", box=None, padding=(0, 1))
    for kind, counts in section.items():
        sums = ", ".join(f"{sum_} {unit}" for unit, sum_ in counts.get("amounts", {}).items())
        numbers = (f"{counts[state]:,}" for state in ("given", "asked", "refused"))
        table.add_row(kind, *numbers, sums)
    return table


def _time(section: Mapping[str, Any]) -> Table | str:
    if not section["lines"]:
        return "  nothing to compare yet"
    table = Table("", "", "at once", "cases", "looked into", "cases", "", box=None, padding=(0, 1))
    for line in section["lines"]:
        table.add_row(
            line["failure"] or "all",
            line["claim"],
            *(cell for side in ("at_once", "looked_into") for cell in _side(line[side])),
            VERDICTS[line["verdict"]].format(least=section["least_cases"]),
        )
    return table


def _side(side: Mapping[str, Any]) -> tuple[str, str]:
    if not side["cases"]:
        return "", "0"
    interval = "" if side["low"] is None else f" ({side['low']:.2f}–{side['high']:.2f})"
    return f"{side['cost']:.2f}{interval}", f"{side['cases']:,}"
