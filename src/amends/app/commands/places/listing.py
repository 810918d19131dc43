"""`amends places list`: pickup points, one a line."""

from __future__ import annotations

import json
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.places.lines import LISTED, VALUES
from amends.app.commands.rulebook.language import LANGUAGE, Speech, language_of
from amends.app.config.boot import ready
from amends.core.places.distance import rounded
from amends.core.places.reasons import in_words
from amends.core.places.sources.values import NO_PLACE

STATES = click.Choice(["understood", "refused", "flagged"])


HEADS = ("id", "name", "address", "hours", "read", "service")


@click.command()
@click.option("--search", default="", metavar="TEXT", help="In the id, the name or the address.")
@click.option("--operator", default="", metavar="NAME")
@click.option("--hours", type=STATES, help="How its hours were read.")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@LANGUAGE
def list_(
    search: str, operator: str, hours: str | None, limit: int, as_json: bool, language: str | None
) -> None:
    """List pickup points by id."""
    ready()
    from amends.app.actions.places.finding import find_points

    points = find_points(search=search, operator=operator, hours=hours or "")
    if as_json:
        for point in points[:limit].iterator(chunk_size=2000):
            click.echo(json.dumps(_as_data(point), ensure_ascii=False))
        return
    speech, total = Speech.of(language), points.count()
    if not total:
        click.echo(nothing(speech, filtered=bool(search or operator or hours)))
        return
    table = Table(*(speech.say(LISTED[head]) for head in HEADS), box=None)
    for point in points[:limit]:
        table.add_row(*map(escape, _cells(point, speech)))
    Console(highlight=False).print(table)
    if total > limit:
        click.echo(speech.counted(LISTED["more"], total - limit, option="--limit"))


def nothing(speech: Speech, *, filtered: bool = False) -> str:
    """That there are no points, and what to do next."""
    if filtered:
        return speech.say(LISTED["no_such"], command="amends places list")
    return speech.say(LISTED["empty"], command="amends places load FILE")


def _cells(point: Any, speech: Speech) -> tuple[str, ...]:
    from amends.app.locale.hours import hours_in

    works = point.open and point.gives and not point.unclear
    return (
        point.code,
        point.name,
        point.address,
        hours_in(language_of(speech.words), point.posted_hours),
        _why_not(point, speech),
        speech.say(VALUES["yes" if works else "no"]),
    )


def _why_not(point: Any, speech: Speech) -> str:
    """Why a point is never offered, of what its list says."""
    certain = point.hours_state == "understood"
    nowhere = point.latitude is None or point.longitude is None
    said = [] if certain else [point.hours_reason]
    said += [NO_PLACE] if nowhere else []
    return "; ".join(in_words(each, speech.words) for each in said)


def _as_data(point: Any) -> dict[str, Any]:
    nowhere = point.latitude is None or point.longitude is None
    spot = None if nowhere else rounded((point.latitude, point.longitude))
    return {
        "id": point.code,
        "name": point.name,
        "operator": point.operator,
        "kind": point.kind,
        "address": point.address,
        "spot": spot,
        "time_zone": point.time_zone,
        "hours": point.hours,
        "hours_read": point.hours_state,
        "reason": point.hours_reason,
        "in_service": point.open and point.gives and not point.unclear,
    }
