"""What `amends load carrier` reads beside the answers, and what it says of them."""

from __future__ import annotations

import csv
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from amends.app.actions.carriers import Taken
from amends.core.errors import BadDeclaration

COLUMNS = ("tracking", "order")
MOST_SHOWN = 50


def orders_in(file: Path | None) -> dict[str, str]:
    """The order of each parcel's number; raise ``BadDeclaration`` for a file without the columns.

    Without a file nothing is known.
    """
    if file is None:
        return {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise BadDeclaration(
                "these columns are needed", where=file.name, hint=" and ".join(COLUMNS)
            )
        return {row["tracking"].strip(): row["order"].strip() for row in rows if row["tracking"]}


def zone_named(name: str) -> str:
    """The name, where it is a time zone; raise ``BadDeclaration`` where not."""
    try:
        return ZoneInfo(name).key if name else ""
    except (ValueError, OSError):
        raise BadDeclaration(
            "this is no time zone", where="--time-zone", hint="like Europe/Berlin"
        ) from None


def tell(file: str, taken: Taken) -> None:
    """Say what became of one answer."""
    click.echo(
        f"{file}: {taken.recorded} events recorded, {taken.repeated} known already"
        + (f", {taken.quarantined} in quarantine" if taken.quarantined else "")
    )
    for (code, text), count in list(taken.unclear.items())[:MOST_SHOWN]:
        click.echo(f"  code not declared: {code} ({text or 'no words'}), {count} times")
    for number in taken.strangers[:MOST_SHOWN]:
        click.echo(f"  parcel {number} belongs to no order here")
