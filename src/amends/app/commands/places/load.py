"""`amends places load`: a list of pickup points from a file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.config.boot import ready
from amends.core.places.points import KINDS
from amends.core.places.sources import FORMATS

A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
ME = "command line"


def _kinds(text: str | None) -> frozenset[str]:
    """The kinds in a list with commas; none means all."""
    if text is None:
        return frozenset()
    from amends.app.commands.loading import BadOption

    said = [part.strip().casefold() for part in text.split(",") if part.strip()]
    unknown = [part for part in said if part not in KINDS]
    if unknown or not said:
        named = f"“{unknown[0]}” is no kind of point" if unknown else "no kind is named"
        raise BadOption(named, where="--kind", hint=f"one or more of: {', '.join(KINDS)}")
    return frozenset(said)


@click.command()
@click.argument("file", type=A_FILE)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Else it is found out.")
@click.option("--operator", default="", metavar="NAME", help="Who keeps this list.")
@click.option(
    "--kind",
    "kinds",
    metavar="KIND,…",
    help=f"Only these kinds of points: {', '.join(KINDS)}.",
)
@click.option("--part", is_flag=True, help="Not the whole list: close no point that is not in it.")
@click.option("--closes-many", is_flag=True, help="It may close more than the rulebook lets.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def load(
    file: Path,
    format_: str | None,
    operator: str,
    kinds: str | None,
    part: bool,
    closes_many: bool,
    dry_run: bool,
    as_json: bool,
    language: str | None,
) -> None:
    """Load pickup points from FILE, and say what is new, moved, closed and not understood.

    FILE is GeoJSON, CSV, an OpenStreetMap extract (.osm.pbf), or the JSON of InPost, CDEK or Ozon;
    it may be gzip. The same file again changes nothing. A point that is no more in a whole list
    is closed.
    """
    ready()
    from amends.app.actions.places.load import load_points
    from amends.app.commands.loading import failing_kindly

    speech = Speech.of(language)
    with failing_kindly(speech):
        loaded = load_points(
            file,
            by=ME,
            now=datetime.now(UTC),
            format_=format_ or "",
            operator=operator,
            kinds=_kinds(kinds),
            part=part,
            may_close=closes_many,
            dry_run=dry_run,
        )
    if as_json:
        click.echo(json.dumps({**as_data(loaded), "dry_run": dry_run}, ensure_ascii=False))
        return
    from amends.app.commands.places.loaded import Printer

    Printer(loaded, speech).print(dry_run=dry_run)


def as_data(loaded: Any) -> dict[str, Any]:
    """What a load found, as JSON: counts, and the ids of the points."""
    refused, flagged = loaded.ids("refused"), loaded.ids("flagged")
    changed = {code for code, _ in loaded.changed}
    return {
        "file": loaded.listing.name,
        "format": loaded.listing.format,
        "list": loaded.source,
        "points": len(loaded.points),
        "hours_understood": len(loaded.ids("understood")),
        "hours_refused": refused,
        "hours_flagged": flagged,
        "hours_missing": loaded.without_hours,
        "without_coordinates": loaded.without_place,
        "left_out": dict(loaded.left_out),
        "reasons": {code: loaded.points[code]["hours_reason"] for code in (*refused, *flagged)},
        "new": loaded.codes("new"),
        "moved": loaded.codes("moved"),
        "closed": loaded.codes("closed"),
        "reopened": loaded.codes("reopened"),
        "hours_changed": loaded.codes("hours"),
        "limits_changed": loaded.codes("limits"),
        "otherwise_changed": loaded.codes("other"),
        "columns_passed_over": [each._asdict() for each in loaded.listing.passed_over],
        "unchanged": len(loaded.points.keys() - changed),
        "doubts": [{"id": code, "doubt": doubt} for code, doubt in loaded.doubts],
        "not_understood": [
            {"position": each.position, "id": each.code, "reason": each.reason}
            for each in loaded.missed
        ],
    }
