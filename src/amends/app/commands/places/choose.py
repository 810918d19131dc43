"""`amends places choose`: which points suit somebody who passes from here to there?"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from amends.app.config.boot import ready
from amends.core.places import Parcel
from amends.core.places.roads import Mode

HOURS = 1
LONGEST = 5
"""Digits of a side in millimetres."""
HEAVIEST = 10_000_000
LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"


@click.command()
@click.option("--from", "start", required=True, metavar="PLACE", help="Where the way begins.")
@click.option("--to", "end", metavar="PLACE", help="Where it ends; without it: near the first.")
@click.option("--when", metavar="TIME[/TIME]", help="When they pass; TIME alone: an hour.")
@click.option("--by", type=click.Choice([mode.value for mode in Mode]), default=Mode.WALK.value)
@click.option("--count", type=click.IntRange(1, len(LETTERS)), default=5, show_default=True)
@click.option("--sides", metavar="MM,MM,MM", help="The parcel's sides, in millimetres.")
@click.option("--grams", type=click.IntRange(1, HEAVIEST), help="Its weight.")
@click.option("--pay", is_flag=True, help="It is paid there.")
@click.option("--try-on", is_flag=True, help="It is tried on there.")
@click.option("--png", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def choose(
    start: str,
    end: str | None,
    when: str | None,
    by: str,
    count: int,
    sides: str | None,
    grams: int | None,
    pay: bool,
    try_on: bool,
    png: Path | None,
    as_json: bool,
) -> None:
    """Say which points suit best, by their detour, on a way at a time.

    A PLACE is an address, a street, a station, the id of a point, or "60.1699, 24.9384".
    """
    if png and not png.parent.is_dir():
        raise click.BadParameter("there is no such folder", param_hint="--png")
    parcel = Parcel(sides=_sides(sides), grams=grams, to_pay=pay, to_try_on=try_on)
    ready()
    from amends.app.actions.places.none_suits import none_suits
    from amends.app.actions.places.suiting import Passing, suiting
    from amends.app.actions.places.whereabouts import whereabouts
    from amends.app.commands.loading import failing_kindly

    now = datetime.now(UTC)
    with failing_kindly():
        ends = [whereabouts(start)]
        if end:
            ends.append(whereabouts(end, near=ends[0].spot))
        earliest, latest = _window(when, now)
        passing = Passing(tuple(each.spot for each in ends), earliest, latest, Mode(by))
        since = min(now, earliest)
        found = suiting(passing, now=since, parcel=parcel, count=count)
        why = [] if found.points else _why_none(none_suits(passing, now=since, parcel=parcel))
    if png:
        png.write_bytes(_picture(ends, found))
    if as_json:
        click.echo(json.dumps([_as_data(each) for each in found.points], ensure_ascii=False))
        click.echo("\n".join(why), err=True, nl=bool(why))
    else:
        _show(ends, found, why)


def _sides(text: str | None) -> tuple[int, int, int] | None:
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != 3 or not all(map(_is_side, parts)):
        raise click.BadParameter("three whole numbers: 600,400,200", param_hint="--sides")
    first, second, third = sorted((int(part) for part in parts), reverse=True)
    return first, second, third


def _is_side(text: str) -> bool:
    return text.strip().isdecimal() and len(text.strip()) <= LONGEST and int(text) > 0


def _window(text: str | None, now: datetime) -> tuple[datetime, datetime]:
    from amends.app.actions.places.asking import BadMoment, read_moment

    if text is None:
        return now, now + timedelta(hours=HOURS)
    first, _, last = text.partition("/")
    try:
        begins = _aware(read_moment(first))
        return begins, _aware(read_moment(last)) if last else begins + timedelta(hours=HOURS)
    except BadMoment as problem:
        problem.where = "--when"
        raise
    except (OverflowError, ValueError):
        raise BadMoment("a time of our days is required", where="--when") from None


def _aware(moment: datetime) -> datetime:
    """A time without an offset is this machine's."""
    return (moment if moment.tzinfo else moment.astimezone()).astimezone(UTC)


def _as_data(suited: Any) -> dict[str, Any]:
    answer, point = suited.answer, suited.point
    return {
        "id": point.code,
        "name": point.name,
        "spot": list(answer.spot),
        "detour_seconds": round(suited.detour.seconds),
        "detour_metres": round(suited.detour.metres),
        "by": suited.by,
        "come": answer.come.isoformat(),
        "open_until": answer.until and answer.until.isoformat(),
        "handed_over": [answer.good, answer.total],
        "reliability": round(answer.lower, 4),
        "there_by": answer.there_by and answer.there_by.isoformat(),
        "free": answer.free,
    }


def _why_none(found: Any) -> list[str]:
    """Why nothing suits, and what would, in words."""
    from zoneinfo import ZoneInfo

    from amends.app.actions.desk.none_suits import what_would, why_none
    from amends.app.locale import Speech

    zone = found.later.point.time_zone if found.later else "UTC"
    speech = Speech("en", ZoneInfo(zone), datetime.now(UTC))
    return ["No point suits.", *why_none(found, speech), *what_would(found, speech)]


def _show(ends: list[Any], found: Any, why: list[str]) -> None:
    click.echo(" → ".join(", ".join(filter(None, (e.name, e.within))) for e in ends))
    if found.way:
        cost = found.way.cost
        click.echo(f"{_minutes(cost.seconds)}, {cost.metres:,.0f} m ({found.way.by})")
    if found.trouble:
        click.echo(f"The router does not answer, so ways are straight lines: {found.trouble}")
    if not found.points:
        click.echo("\n".join(why))
        return
    table = Table("", "id", "name", "detour", "open until", "handed over", box=None)
    for letter, suited in zip(LETTERS, found.points, strict=False):
        table.add_row(letter, suited.point.code, suited.point.name, *_cells(suited))
    Console().print(table)


def _cells(suited: Any) -> tuple[str, str, str]:
    from zoneinfo import ZoneInfo

    answer = suited.answer
    until = answer.until and answer.until.astimezone(ZoneInfo(suited.point.time_zone))
    return (
        f"{_minutes(suited.detour.seconds)}, {suited.detour.metres:,.0f} m",
        f"{until:%a %H:%M}" if until else "always open",
        f"{answer.good} of {answer.total}" if answer.total else "no record yet",
    )


def _minutes(seconds: float) -> str:
    return f"{max(seconds, 0) / 60:.0f} min"


def _picture(ends: list[Any], found: Any) -> bytes:
    from amends.app.actions.places.ground import ground
    from amends.maps.picture import Mark, png

    marks = [Mark(end.spot, name, is_end=True) for end, name in zip(ends, "AB", strict=False)]
    for letter, suited in zip(LETTERS, found.points, strict=False):
        marks.append(Mark(suited.answer.spot, letter))
    return png(ground().streets, marks=marks, ways=[found.way.line] if found.way else [])
