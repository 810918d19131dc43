"""From what a source says of one place's hours to a schedule, or to a reason for refusing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard, TypeVar

from amends.core.places.hours.calendars import Calendar, calendar
from amends.core.places.hours.notation.rules import Joint, Rule, Rules, State
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.notation.working_out import adds_to_what_is_open, worked_out
from amends.core.places.hours.notation.writing import written
from amends.core.places.hours.results import Reading, Refused, Understood
from amends.core.places.hours.schedule import Schedule
from amends.core.places.hours.second import disagreement
from amends.core.places.hours.structures import Structure, read_structure
from amends.core.places.hours.texts import Read, read_text
from amends.core.places.hours.together import together, with_dated

T = TypeVar("T")

_NOBODY_KNOWS = Calendar(frozenset(), frozenset(), None, whole=False)


def read_hours(
    text: str | None = None,
    structure: Structure | None = None,
    *,
    first: date,
    last: date,
    country: str = "",
    region: str = "",
    language: str = "",
) -> Reading:
    """The hours of one place.

    ``text`` is OpenStreetMap's notation or words in one of many languages (``language`` only
    hints); ``structure`` is weekly hours in one of the known shapes (InPost, CDEK, schema.org,
    Google, Ozon, day names). If both are given and disagree, the structure counts and the
    reading is flagged. ``country`` is ISO 3166-1 alpha-2, ``region`` the part behind the dash of
    ISO 3166-2 ("BW"): they name the public holidays. What depends on the date is worked out from
    ``first`` to ``last``, both included.
    """
    known = _Known(country.upper(), region, language, first, last)
    said = [text] if text and text.strip() else []
    if _is_lines(structure):
        said, structure = [*said, "; ".join(structure)], None
    readings = [_tried(_of_text, each, known) for each in said]
    if structure:
        readings.insert(0, _tried(_of_structure, structure, known))
    if not readings:
        return Refused("no hours are given", code="missing", text=text)
    return readings[0] if len(readings) == 1 else together(readings[0], readings[1])


@dataclass(frozen=True)
class _Known:
    """What is known of the place besides its hours, and the days in question."""

    country: str
    region: str
    language: str
    first: date
    last: date


def _is_lines(structure: Structure | None) -> TypeGuard[Sequence[str]]:
    """schema.org's ``openingHours``: lines of the notation."""
    lines = isinstance(structure, list | tuple) and len(structure) > 0
    return lines and all(isinstance(each, str) for each in structure or ())


def _tried(reader: Callable[[T, _Known], Understood], said: T, known: _Known) -> Reading:
    try:
        return reader(said, known)
    except NotUnderstood as why:
        return Refused(str(why), code=why.code, text=str(said)[:200])


def _of_structure(structure: Structure, known: _Known) -> Understood:
    name, table = read_structure(structure)
    rules = table.rules() if not table.only_dated else (Rule(state=State.CLOSED),)
    schedule, flags = _scheduled(rules, known)
    schedule = with_dated(schedule, table)
    if schedule.never:
        flags = (*flags, "it is never open")
    return Understood(schedule=schedule, read_as=written(rules), by=name, flags=flags)


def _of_text(text: str, known: _Known) -> Understood:
    read = read_text(text, known.country, known.language)
    schedule, flags = _scheduled(read.rules, known)
    other = disagreement(read.rules, schedule, first=known.first, last=known.last)
    if other:
        raise NotUnderstood(f"two readers of the notation disagree on {other}", "readers_disagree")
    return Understood(
        schedule=schedule,
        read_as=written(read.rules),
        by=read.by,
        flags=read.flags + _odd(read, schedule) + flags,
        notes=tuple(rule.comment for rule in read.rules if rule.comment),
    )


def _scheduled(rules: Rules, place: _Known) -> tuple[Schedule, tuple[str, ...]]:
    """The schedule of rules on the holidays of a place. Errors: ``NotUnderstood``.

    Where a holiday *opens* a place, it must be certain which days are holidays; where it closes
    the place, the country's are taken and what is not known is flagged.
    """
    first, last = place.first, place.last
    names = {kind for kind in ("PH", "SH") if any(rule.names(kind) for rule in rules)}
    if not names:
        return worked_out(rules, {"PH": frozenset(), "SH": frozenset()}, first=first, last=last), ()
    known = calendar(place.country, place.region, first, last) if place.country else None
    days = known or _NOBODY_KNOWS
    schedule = _with(rules, days.public, days.school or frozenset(), first, last)
    flags = []
    if "PH" in names and known is None:
        flags.append("public holidays: the country is not known")
    if "SH" in names and days.school is None:
        flags.append("school holidays are not known")
    _certain(rules, schedule, days, names, first, last)
    return schedule, tuple(flags)


def _with(
    rules: Rules, public: frozenset[date], school: frozenset[date], first: date, last: date
) -> Schedule:
    return worked_out(rules, {"PH": public, "SH": school}, first=first, last=last)


def _certain(
    rules: Rules, schedule: Schedule, days: Calendar, names: set[str], first: date, last: date
) -> None:
    opening = {
        kind for kind in names if any(r.names(kind) and r.state is State.OPEN for r in rules)
    }
    if "SH" in opening and days.school is None:
        raise NotUnderstood("school holidays are not known here", "holidays")
    if "PH" not in opening:
        return
    if days is _NOBODY_KNOWS:
        raise NotUnderstood("public holidays: the country is not known", "holidays")
    every = days.public | days.disputed
    same = _with(rules, every, days.school or frozenset(), first, last)
    none = _with(rules, frozenset(), days.school or frozenset(), first, last)
    if schedule.dated == same.dated == none.dated:
        return
    if not days.whole or schedule.dated != same.dated:
        raise NotUnderstood("which days are public holidays is not certain here", "holidays")


def _odd(read: Read, schedule: Schedule) -> tuple[str, ...]:
    """What a person should look at although the notation defines it."""
    flags = []
    rules = read.rules
    for rule in rules[1:]:
        bare = rule.any_day and rule.hours and rule.state is State.OPEN
        if bare and rule.joint is Joint.NORMAL:
            flags.append("hours without days replace those of the days before them")
    if any(_closes_dates(rule) and _opens_after(rules[n + 1 :]) for n, rule in enumerate(rules)):
        flags.append("days are closed, but hours behind that hold on them too")
    if adds_to_what_is_open(rules):
        flags.append("hours after a comma add to hours that are open already")
    if any(r.state is State.OPEN and not r.hours and not r.any_day for r in rules):
        flags.append("days without hours are read as whole days")
    if any(each.end - each.start == 1440 and each.start for r in rules for each in r.hours):
        flags.append("it opens and closes at the same time: read as round the clock")
    if schedule.never:
        flags.append("it is never certainly open")
    return tuple(flags)


def _closes_dates(rule: Rule) -> bool:
    return rule.state is State.CLOSED and (not rule.weekly or rule.names("PH"))


def _opens_after(rules: Rules) -> bool:
    """Whether hours of ordinary days follow, which open what was closed before them."""
    return any(
        rule.state is State.OPEN
        and rule.weekly
        and not rule.names("PH")
        and rule.joint is not Joint.FALLBACK
        for rule in rules
    )
