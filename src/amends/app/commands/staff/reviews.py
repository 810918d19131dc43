"""`amends staff reviews`: the error rate with its interval, and how far reviewers agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.rulebook.language import LANGUAGE, Speech, language_of
from amends.app.commands.staff.lines import REVIEWS, STANDINGS
from amends.app.config.boot import ready

if TYPE_CHECKING:
    from amends.app.actions.reviews.results import Agreed, Rate, Results

WIDTH = 30
Names = dict[str, str]


@click.command()
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def reviews(days: int, as_json: bool, language: str | None) -> None:
    """Show what reviews of the cases of so many last days tell of all of them."""
    ready()
    from amends.app.actions.reviews.results import as_data, results

    found = results(now=datetime.now(UTC), days=days)
    if as_json:
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    else:
        _print(found, Speech.of(language))


def _print(found: Results, speech: Speech) -> None:
    screen = Console(highlight=False)
    counts = ("cases", "drawn", "reviewed")
    numbers = {name: speech.number(getattr(found, name)) for name in counts}
    screen.print(speech.say(REVIEWS["days"], since=found.since, until=found.until, **numbers))
    if found.lapsed:
        screen.print(speech.say(REVIEWS["lapsed"], count=speech.number(found.lapsed)))
    names = _questions(speech)
    screen.print(f"\n[bold]{speech.say(REVIEWS['rates'])}[/]")
    screen.print(_rates(found, names, speech))
    screen.print(f"\n[bold]{speech.say(REVIEWS['agreement'])}[/]")
    screen.print(_agreement(found, names, speech))


def _questions(speech: Speech) -> Names:
    from amends.app.actions.policy import current_policy

    language = language_of(speech.words)
    asked = current_policy().reviews.questions
    return {each.name: each.asks.get(language) or each.asks["en"] for each in asked}


def _rates(found: Results, names: Names, speech: Speech) -> Table | str:
    whole = found.whole
    if whole.rate is None:
        return speech.say(REVIEWS["little"], n=whole.reviews, least=found.least_reviews)
    most = max(each.rate.high for each in found.all_rates if each.rate)
    table = Table(box=None, padding=(0, 1), show_header=False)
    for each in found.all_rates:
        name = names.get(each.name, each.name) if each.name else speech.say(REVIEWS["any"])
        table.add_row(escape(name), *_rate(each, most, speech))
    return table


def _rate(each: Rate, most: float, speech: Speech) -> Iterator[str]:
    part, whole = speech.number(each.wrong), speech.number(each.reviews)
    yield speech.say(STANDINGS["of"], part=part, whole=whole)
    if each.rate is None:
        yield from ("", speech.say(REVIEWS["few"]))
        return
    rate, low, high = each.rate.rate, each.rate.low, each.rate.high
    yield _line(rate / most, low / most, high / most)
    said = {"rate": f"{rate:.1%}", "low": f"{low:.1%}", "high": f"{high:.1%}"}
    yield speech.say(REVIEWS["rate"], **said)


def _agreement(found: Results, names: Names, speech: Speech) -> Table | str:
    whole, *_ = found.agreed
    if whole.agreement is None and whole.is_enough:
        return speech.say(REVIEWS["all_same"])
    if whole.agreement is None:
        return speech.say(REVIEWS["unshared"], n=whole.shared, least=found.least_shared)
    table = Table(box=None, padding=(0, 1), show_header=False)
    for each in found.agreed:
        name = names.get(each.name, each.name) if each.name else speech.say(REVIEWS["whether"])
        table.add_row(escape(name), speech.number(each.shared), *_agreed(each, speech))
    return table


def _agreed(each: Agreed, speech: Speech) -> Iterator[str]:
    agreed = each.agreement
    if agreed is None:
        yield from ("", speech.say(REVIEWS["same" if each.is_enough else "few"]))
        return
    yield _line(agreed.alpha, agreed.low, agreed.high)
    numbers = (("alpha", agreed.alpha), ("low", agreed.low), ("high", agreed.high))
    said = {name: speech.number(round(value, 2)) for name, value in numbers}
    yield speech.say(REVIEWS["alpha"], **said)


def _line(at: float, low: float, high: float) -> str:
    """A point in its interval, on a line from 0 to 1."""
    cells = ["·"] * WIDTH
    left, right, point = (min(WIDTH - 1, max(0, int(each * WIDTH))) for each in (low, high, at))
    cells[left : right + 1] = "─" * (right + 1 - left)
    cells[point] = "●"
    return f"[cyan]{''.join(cells)}[/]"
