"""`amends claims read`: a customer's words, and what is understood of them."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console

from amends.app.commands.claims.picture import draw
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.core.claims import OrderHint, Reading, read_text
from amends.core.errors import AmendsError
from amends.core.forms import is_time_zone
from amends.policies import folder_of, load_policy
from amends.tongue import system_language

LONGEST_INPUT = 100_000
MOST_ITEMS = 100


@click.command()
@click.argument("text")
@click.option("--at", metavar="MOMENT", help="When it was said, in ISO 8601.  [default: now]")
@click.option("--zone", default="", help="The customer's time zone.  [default: that of MOMENT]")
@click.option("--item", "items", multiple=True, metavar="TITLE", help="An item of the order.")
@click.option("--order", "ref", default="", metavar="NUMBER", help="The order's number.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def read(
    text: str,
    at: str | None,
    zone: str,
    items: tuple[str, ...],
    ref: str,
    as_json: bool,
    language: str | None,
) -> None:
    """Show what the words TEXT claim, which of them say it, and what would be asked.

    TEXT is in English, Russian or Mongolian; - reads it from the standard input. Nothing is sent
    anywhere, and no server is needed.
    """
    said_at = _moment(at, zone)
    text = sys.stdin.read(LONGEST_INPUT) if text == "-" else text
    try:
        kinds = load_policy(folder_of(os.environ.get("AMENDS_POLICY", ""))).declarations.claims
    except AmendsError as error:
        raise click.ClickException(str(error)) from None
    order = OrderHint(ref=ref, items=items[:MOST_ITEMS])
    where = said_at.tzinfo or UTC
    reading = read_text(text, said_at=said_at, zone=where, kinds=kinds, order=order)
    if as_json:
        click.echo(json.dumps(as_data(text, reading), ensure_ascii=False, indent=2))
    else:
        speech = Speech.of(language or system_language())
        draw(text, reading, kinds, speech, Console(highlight=False, markup=False))


def _moment(said: str | None, zone: str) -> datetime:
    if zone and not is_time_zone(zone):
        raise click.BadParameter("no time zone has this name", param_hint="--zone")
    there = ZoneInfo(zone) if zone else None
    if said is None:
        now = datetime.now(UTC)
        return now.astimezone(there)
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise click.BadParameter("like 2026-11-22T18:00+03:00", param_hint="--at") from None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=there) if there else moment.astimezone()
    return moment.astimezone(there) if there else moment


def as_data(text: str, reading: Reading) -> dict[str, Any]:
    """A reading as plain values."""
    return {
        "kind": reading.kind,
        "sure": reading.sure,
        "language": reading.language,
        "fields": {name: _plain(value) for name, value in reading.fields.items()},
        "within": {name: _plain(days) for name, days in reading.within.items()},
        "asks": [*reading.asks],
        "spans": [
            {
                "start": span.start,
                "end": span.end,
                "text": text[span.start : span.end],
                "what": span.what,
                "value": _plain(span.value),
            }
            for span in reading.spans
        ],
        "weighed": [
            {"kind": one.kind, "weight": one.weight, "phrases": [*one.phrases]}
            for one in reading.weighed
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items()}
    return value
