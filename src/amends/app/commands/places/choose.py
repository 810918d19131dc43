"""`amends places choose`: which points suit somebody who passes from here to there?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from amends.app.commands.places.chosen import LETTERS, Chosen
from amends.app.commands.rulebook.language import LANGUAGE, Speech
from amends.app.config.boot import ready
from amends.core.places import Parcel
from amends.core.places.roads import Mode

HOURS = 1
LONGEST = 5
"""Digits of a side in millimetres."""
HEAVIEST = 10_000_000
LONGEST_STORED = 365
OTHER_DAYS = "a time of our days is required"
A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command()
@click.option("--from", "start", metavar="PLACE", help="Where the way begins.")
@click.option("--via", metavar="PLACE", multiple=True, help="A place in between; several times.")
@click.option("--to", "end", metavar="PLACE", help="Where it ends; without it: near the first.")
@click.option("--way", "line", type=A_FILE, help="A whole way instead: GPX, or a GeoJSON line.")
@click.option(
    "--when", "--at", "when", metavar="TIME[/TIME]", help="When they pass; TIME alone: an hour."
)
@click.option("--latest", metavar="TIME", help="The end of that time.")
@click.option("--by", type=click.Choice([mode.value for mode in Mode]), default=Mode.WALK.value)
@click.option("--count", type=click.IntRange(1, len(LETTERS)), default=5, show_default=True)
@click.option("--sides", metavar="MM,MM,MM", help="The parcel's sides, in millimetres.")
@click.option("--grams", type=click.IntRange(1, HEAVIEST), help="Its weight.")
@click.option("--pay", is_flag=True, help="It is paid there.")
@click.option("--try-on", is_flag=True, help="It is tried on there.")
@click.option(
    "--storage-days", type=click.IntRange(1, LONGEST_STORED), help="So long it is to be kept there."
)
@click.option("--png", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def choose(
    start: str | None,
    via: Sequence[str],
    end: str | None,
    line: Path | None,
    when: str | None,
    latest: str | None,
    by: str,
    count: int,
    sides: str | None,
    grams: int | None,
    pay: bool,
    try_on: bool,
    storage_days: int | None,
    png: Path | None,
    as_json: bool,
    language: str | None,
) -> None:
    """Say which points suit best, by their detour, on a way at a time.

    A PLACE is an address, a street, a station, the id of a point, or "60.1699, 24.9384". Where
    several may be meant, it is asked which.
    """
    ready()
    from amends.app.actions.places.none_suits import none_suits
    from amends.app.actions.places.suiting import Passing, suiting
    from amends.app.commands.loading import failing_kindly

    now, speech = datetime.now(UTC), Speech.of(language)
    with failing_kindly(speech):
        _has_folder(png)
        parcel = Parcel(_sides(sides), grams, pay, try_on, storage_days)
        begins, finish = _window(when, latest, now)
        ends, spots = _way(start, via, end, line, speech, may_ask=not as_json)
        passing = Passing(spots, begins, finish, Mode(by))
        since = min(now, begins)
        found = suiting(passing, now=since, parcel=parcel, count=count)
        none = None if found.points else none_suits(passing, now=since, parcel=parcel)
    chosen = Chosen(ends, passing, found, none, since, speech)
    if png:
        png.write_bytes(chosen.picture())
    if as_json:
        click.echo(json.dumps(chosen.as_data(), ensure_ascii=False))
        click.echo("\n".join(chosen.why()), err=True, nl=none is not None)
    else:
        chosen.show()


def _way(
    start: str | None,
    via: Sequence[str],
    end: str | None,
    line: Path | None,
    speech: Speech,
    *,
    may_ask: bool,
) -> tuple[list[Any], tuple[Any, ...]]:
    """The named ends of the way, and its spots."""
    from amends.core.places.addresses import Found, Kind
    from amends.core.places.lines import BadWay, way_of

    if line and (start or via or end):
        raise BadWay("a whole way has its ends itself", where="--way", hint="leave out the others")
    if line:
        spots = way_of(line.read_bytes(), name=line.name)
        named = [f"{north:.4f}, {east:.4f}" for north, east in (spots[0], spots[-1])]
        pairs = zip(named, (spots[0], spots[-1]), strict=True)
        return [Found(name, Kind.PLACE, spot, 1.0) for name, spot in pairs], spots
    if not start:
        raise BadWay("where does the way begin?", hint="--from PLACE, or --way FILE")
    if via and not end:
        raise BadWay("where does the way end?", where="--via", hint="--to PLACE")
    ends: list[Any] = []
    for text in (start, *via, *([end] if end else [])):
        near = ends[-1].spot if ends else None
        ends.append(_place(text, near, speech, may_ask=may_ask))
    return ends, tuple(each.spot for each in ends)


def _place(text: str, near: Any, speech: Speech, *, may_ask: bool) -> Any:
    """The place that is meant; where several may be, a person is asked which one."""
    from amends.app.actions.places.whereabouts import WhereIsThat, whereabouts
    from amends.app.commands.places.which import ask_which, is_person, listed

    try:
        return whereabouts(text, near=near)
    except WhereIsThat as problem:
        if not problem.found:
            raise
        if may_ask and is_person():
            return ask_which(text, problem.found, speech)
        raise click.ClickException(listed(text, problem.found, speech)) from problem


def _has_folder(png: Path | None) -> None:
    if png and not png.parent.is_dir():
        raise _bad("there is no such folder", "--png")


def _sides(text: str | None) -> tuple[int, int, int] | None:
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) != 3 or not all(map(_is_side, parts)):
        raise _bad("three whole numbers are required", "--sides", "600,400,200")
    first, second, third = sorted((int(part) for part in parts), reverse=True)
    return first, second, third


def _is_side(text: str) -> bool:
    return text.strip().isdecimal() and len(text.strip()) <= LONGEST and int(text) > 0


def _window(text: str | None, latest: str | None, now: datetime) -> tuple[datetime, datetime]:
    """From when to when they pass; ``latest`` is its end where ``text`` does not say one."""
    first, _, last = (text or "").partition("/")
    if last and latest:
        raise _bad("--when has an end already", "--latest")
    begins = _moment(first, "--when") if first else now
    ends = _moment(last, "--when") if last else _moment(latest, "--latest") if latest else None
    if ends is not None and ends <= begins:
        raise _bad("the end is not after the beginning", "--latest" if latest else "--when")
    return begins, ends or _later(begins)


def _later(begins: datetime) -> datetime:
    try:
        return begins + timedelta(hours=HOURS)
    except OverflowError:
        raise _bad(OTHER_DAYS, "--when") from None


def _moment(text: str, option: str) -> datetime:
    from amends.app.actions.places.asking import BadMoment, read_moment

    try:
        return _aware(read_moment(text))
    except BadMoment as problem:
        raise _bad(problem.message, option, problem.hint) from None
    except (OverflowError, ValueError):
        raise _bad(OTHER_DAYS, option) from None


def _bad(message: str, option: str, hint: str = "") -> Exception:
    from amends.app.commands.loading import BadOption

    return BadOption(message, where=option, hint=hint)


def _aware(moment: datetime) -> datetime:
    """A time without an offset is this machine's."""
    return (moment if moment.tzinfo else moment.astimezone()).astimezone(UTC)
