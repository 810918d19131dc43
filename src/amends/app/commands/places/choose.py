"""`amends places choose`: which points suit somebody who passes from here to there?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.app.commands.places.lines import CHOSEN, LISTED
from amends.app.commands.rulebook.language import LANGUAGE, Speech, language_of
from amends.app.config.boot import ready
from amends.core.places import Parcel
from amends.core.places.distance import rounded
from amends.core.places.reliability import Basis
from amends.core.places.roads import Mode

HOURS = 1
LONGEST = 5
"""Digits of a side in millimetres."""
HEAVIEST = 10_000_000
OTHER_DAYS = "a time of our days is required"
NEW = {Basis.OPERATOR: "new_operator", Basis.USUAL: "new_usual"}
HEADS = ("detour", "until", "record")
LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"


@click.command()
@click.option("--from", "start", required=True, metavar="PLACE", help="Where the way begins.")
@click.option("--to", "end", metavar="PLACE", help="Where it ends; without it: near the first.")
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
@click.option("--png", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@LANGUAGE
def choose(
    start: str,
    end: str | None,
    when: str | None,
    latest: str | None,
    by: str,
    count: int,
    sides: str | None,
    grams: int | None,
    pay: bool,
    try_on: bool,
    png: Path | None,
    as_json: bool,
    language: str | None,
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
        begins, finish = _window(when, latest, now)
        passing = Passing(tuple(each.spot for each in ends), begins, finish, Mode(by))
        since, speech = min(now, begins), Speech.of(language)
        found = suiting(passing, now=since, parcel=parcel, count=count)
        none = None if found.points else none_suits(passing, now=since, parcel=parcel)
    why = _why_none(none, speech) if none else []
    if png:
        png.write_bytes(_picture(ends, found))
    if as_json:
        click.echo(json.dumps([_as_data(each) for each in found.points], ensure_ascii=False))
        click.echo("\n".join(why), err=True, nl=bool(why))
    else:
        _show(ends, found, why, speech)
        for line in _reasons(found, passing, near=end is None, since=since, speech=speech):
            click.echo(line)


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


def _window(text: str | None, latest: str | None, now: datetime) -> tuple[datetime, datetime]:
    """From when to when they pass; ``latest`` is its end where ``text`` does not say one."""
    first, _, last = (text or "").partition("/")
    if last and latest:
        raise click.BadParameter("--when has an end already", param_hint="--latest")
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
    from amends.app.actions.places.asking import BadMoment

    return BadMoment(message, where=option, hint=hint)


def _aware(moment: datetime) -> datetime:
    """A time without an offset is this machine's."""
    return (moment if moment.tzinfo else moment.astimezone()).astimezone(UTC)


def _as_data(suited: Any) -> dict[str, Any]:
    answer, point = suited.answer, suited.point
    zone = ZoneInfo(point.time_zone)
    come, until, there = (
        each and each.astimezone(zone).isoformat()
        for each in (answer.come, answer.until, answer.there_by)
    )
    return {
        "id": point.code,
        "name": point.name,
        "spot": rounded(answer.spot),
        "detour_seconds": round(suited.detour.seconds),
        "detour_metres": round(suited.detour.metres),
        "by": suited.by,
        "come": come,
        "open_until": until,
        "handed_over": [answer.good, answer.total],
        "reliability": round(answer.lower, 4),
        "judged_by": suited.basis.value,
        "there_by": there,
        "free": answer.free,
    }


def _show(ends: list[Any], found: Any, why: list[str], speech: Speech) -> None:
    click.echo(" → ".join(", ".join(filter(None, (e.name, e.within))) for e in ends))
    if found.way:
        click.echo(speech.say(CHOSEN["way"], **_cost(found.way.cost, speech), router=found.way.by))
    if found.trouble:
        click.echo(speech.say(CHOSEN["trouble"], trouble=found.trouble))
    if not found.points:
        click.echo("\n".join(why))
        return
    heads = [*(LISTED[head] for head in ("id", "name")), *(CHOSEN[head] for head in HEADS)]
    table = Table("", *map(speech.say, heads), box=None)
    for letter, suited in zip(LETTERS, found.points, strict=False):
        cells = (suited.point.code, suited.point.name, *_cells(suited, speech))
        table.add_row(letter, *map(escape, cells))
    Console(highlight=False).print(table)


def _reasons(
    found: Any, passing: Any, *, near: bool, since: datetime, speech: Speech
) -> Iterator[str]:
    """Each point's reasons in words, as its customer reads them, on the point's own clock."""
    from django.utils import translation

    from amends.app.actions.places.shown import facts_of, reasons
    from amends.app.locale import Speech as Telling

    window = f"{passing.earliest.isoformat()}/{passing.latest.isoformat()}"
    spoken = language_of(speech.words)
    for letter, suited in zip(LETTERS, found.points, strict=False):
        telling = Telling(spoken, ZoneInfo(suited.point.time_zone), since)
        facts = facts_of(suited, mode=passing.mode, window=window, near=near)
        with translation.override(spoken):
            yield f"{letter}  " + " · ".join(map(str, reasons(facts, telling)))


def _why_none(found: Any, speech: Speech) -> list[str]:
    """Why nothing suits, and what would, in words; or that there are no points at all."""
    from django.utils import translation

    from amends.app.actions.desk.none_suits import what_would, why_none
    from amends.app.actions.places.finding import find_points
    from amends.app.commands.places.listing import nothing
    from amends.app.locale import Speech as Telling

    if not find_points().exists():
        return [nothing(speech)]
    zone = found.later.point.time_zone if found.later else "UTC"
    spoken = language_of(speech.words)
    telling = Telling(spoken, ZoneInfo(zone), datetime.now(UTC))
    with translation.override(spoken):
        reasons = [*why_none(found, telling), *what_would(found, telling)]
    return [speech.say(CHOSEN["none"]), *map(str, reasons)]


def _cells(suited: Any, speech: Speech) -> tuple[str, str, str]:
    answer = suited.answer
    until = answer.until and answer.until.astimezone(ZoneInfo(suited.point.time_zone))
    record = {"part": speech.number(answer.good), "whole": speech.number(answer.total)}
    new = speech.say(CHOSEN[NEW[suited.basis]])
    return (
        speech.say(CHOSEN["cost"], **_cost(suited.detour, speech)),
        speech.moment(until, "EEE HH:mm") if until else speech.say(CHOSEN["always"]),
        speech.say(CHOSEN["of"], **record) if answer.total else new,
    )


def _cost(cost: Any, speech: Speech) -> dict[str, str]:
    minutes = round(max(cost.seconds, 0) / 60)
    return {"minutes": speech.number(minutes), "metres": speech.number(round(cost.metres))}


def _picture(ends: list[Any], found: Any) -> bytes:
    from amends.app.actions.places.ground import ground
    from amends.maps.picture import Mark, png

    marks = [Mark(end.spot, name, is_end=True) for end, name in zip(ends, "AB", strict=False)]
    for letter, suited in zip(LETTERS, found.points, strict=False):
        marks.append(Mark(suited.answer.spot, letter))
    return png(ground().streets, marks=marks, ways=[found.way.line] if found.way else [])
