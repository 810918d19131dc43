"""What a text says of a claim: the day, the moment, the item, the sum, each only where it is one.

Two answers that fit equally well are none: the field is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from amends.core.claims.kinds import Got
from amends.core.claims.reading.amounts import minutes_of
from amends.core.claims.reading.days import days_back
from amends.core.claims.reading.results import Days, Entity, Lasting, Now
from amends.core.claims.reading.tokens import Words

DAYS_LONG = ("day", "week", "month", "year")
LONGEST_WAIT = 24 * 60
MOST_WORDS = 5


class Found(NamedTuple):
    """The value of a field and the words that say it; ``within`` where only a range is known."""

    value: Any
    places: tuple[int, ...]
    within: Days | None = None


class Scene(NamedTuple):
    """What the fields are looked up in: ``told`` are the places of the kind's own phrases."""

    words: Words
    entities: Sequence[Entity]
    told: frozenset[int]
    now: Now
    got: Sequence[Got]


def look_up(field: str, scene: Scene) -> Found | None:
    """The value of a field, if the text says exactly one."""
    finder = FINDERS.get(field)
    return finder(scene) if finder else None


def _plain(scene: Scene, what: str) -> list[Entity]:
    """The entities of a sort that say when or how long something was, outside of quotes."""
    quoted = {
        place
        for one in scene.entities
        if one.what == "quote"
        for place in range(one.first, one.last)
    }
    return [
        one
        for one in scene.entities
        if one.what == what and not one.aside and one.first not in quoted
    ]


def _places(*entities: Entity) -> tuple[int, ...]:
    return tuple(sorted({place for one in entities for place in range(one.first, one.last)}))


def _distance(scene: Scene, one: Entity) -> tuple[bool, int]:
    """How far it stands from the words that told the kind: in them, in the sentence, beyond."""
    if not scene.told:
        return True, 0
    sentences = {scene.words[place].sentence for place in scene.told}
    away = min(min(abs(place - one.first), abs(place - one.last + 1)) for place in scene.told)
    within = one.first in scene.told
    return scene.words[one.first].sentence not in sentences, 0 if within else away + 1


def _only(scene: Scene, found: Iterable[tuple[Entity, Any]]) -> tuple[Entity, Any] | None:
    """The nearest to the kind's own words; nothing where two different ones are as near."""
    ordered = sorted(found, key=lambda pair: _distance(scene, pair[0]))
    if not ordered:
        return None
    nearest = [
        pair for pair in ordered if _distance(scene, pair[0]) == _distance(scene, ordered[0][0])
    ]
    return ordered[0] if all(pair[1] == ordered[0][1] for pair in nearest) else None


def _ordered_on(scene: Scene) -> Found | None:
    """The day; else so many days back as the phrase says that it lasts."""
    lasting = (
        (one, days)
        for one in _plain(scene, "lasting")
        if one.first in scene.told
        and one.value.unit in DAYS_LONG
        and (days := days_back(one.value, scene.now))
    )
    return _day(scene) or _nearest_day(scene, lasting)


def _day(scene: Scene) -> Found | None:
    return _nearest_day(scene, ((one, one.value) for one in _plain(scene, "day")))


def _nearest_day(scene: Scene, told: Iterable[tuple[Entity, Days]]) -> Found | None:
    chosen = _only(scene, told)
    if chosen is None or chosen[1].last is None:
        return None
    entity, days = chosen
    return Found(days.last, _places(entity), None if days.exact else days)


def _moment(scene: Scene) -> Found | None:
    """A day and a time that stand together; a day alone is only a range."""
    days, times = _plain(scene, "day"), _plain(scene, "time")
    pairs = [(day, time) for day in days for time in times if not _apart(scene, day, time)]
    best = sorted(pairs, key=lambda pair: (_gap(*pair), _distance(scene, pair[0])))
    if not best:
        return _day_only(scene, days)
    day, clock = best[0]
    if len(best) > 1 and _gap(*best[1]) == _gap(*best[0]) and _value(*best[1]) != _value(*best[0]):
        return None
    if day.value.exact is None or clock.value.either:
        return Found(None, _places(day, clock), day.value)
    moment = datetime.combine(day.value.exact, clock.value.time, scene.now.moment.tzinfo)
    return Found(moment, _places(day, clock)) if moment <= scene.now.moment else None


def _day_only(scene: Scene, days: Sequence[Entity]) -> Found | None:
    chosen = _only(scene, [(one, one.value) for one in days])
    return Found(None, _places(chosen[0]), chosen[1]) if chosen else None


def _apart(scene: Scene, day: Entity, time: Entity) -> bool:
    return scene.words[day.first].sentence != scene.words[time.first].sentence


def _gap(day: Entity, time: Entity) -> int:
    return max(day.first, time.first) - min(day.last, time.last)


def _value(day: Entity, time: Entity) -> tuple[Any, Any]:
    return day.value, time.value


def _minutes(scene: Scene) -> Found | None:
    told = [
        (one, minutes)
        for one in _plain(scene, "lasting")
        if one.value.unit not in DAYS_LONG and (minutes := _waited(one.value))
    ]
    chosen = _only(scene, told)
    return Found(chosen[1], _places(chosen[0])) if chosen else None


def _waited(lasting: Lasting) -> float | None:
    minutes = minutes_of(lasting)
    if minutes is None or not 0 < minutes <= LONGEST_WAIT:
        return None
    return int(minutes) if minutes == int(minutes) else minutes


def _single(what: str) -> Callable[[Scene], Found | None]:
    """The one value of that sort that the text holds."""

    def find(scene: Scene) -> Found | None:
        chosen = _only(scene, [(one, one.value) for one in scene.entities if one.what == what])
        return Found(chosen[1], _places(chosen[0])) if chosen else None

    return find


def _ordered_item(scene: Scene) -> Found | None:
    """The item that is named in full."""
    items = [(one, one.value) for one in scene.entities if one.what == "item" and not one.aside]
    chosen = _only(scene, items)
    return Found(chosen[1], _places(chosen[0])) if chosen else None


def _quote(scene: Scene) -> Found | None:
    found = _single("quote")(scene)
    return found if found and len(found.places) > 1 else None


def _got(scene: Scene) -> Found | None:
    """The thing that came: the words beside «got», «пришёл», «ирсэн»."""
    for got in scene.got:
        for place, word in enumerate(scene.words):
            if word.fold in got.after:
                places = _run(scene, got, range(place + 1, len(scene.words)))
            elif word.fold in got.before:
                places = _run(scene, got, range(place - 1, -1, -1))
            else:
                continue
            if places:
                return _named(scene, places)
    return None


def _run(scene: Scene, got: Got, places: Iterable[int]) -> list[int]:
    """The words of a thing's name from there on, as far as it can reach."""
    run: list[int] = []
    forwards = isinstance(places, range) and places.step > 0
    for place in places:
        word = scene.words[place]
        if word.fold in got.ends or len(run) >= MOST_WORDS or (forwards and run and word.apart):
            break
        if run and scene.words[run[-1]].sentence != word.sentence:
            break
        if run or word.fold not in got.skipped:
            run.append(place)
        if not forwards and word.apart:
            break
    return sorted(run)


def _named(scene: Scene, places: Sequence[int]) -> Found | None:
    """The words as a name, unless they name what was ordered."""
    items = (one for one in scene.entities if one.what == "item" and not one.aside)
    ordered = {place for one in items for place in _places(one)}
    if ordered & {*places} or len(places) >= MOST_WORDS:
        return None
    said = " ".join(scene.words[place].said for place in places)
    return Found(said, tuple(places)) if len(said) > 2 else None


FINDERS: Mapping[str, Callable[[Scene], Found | None]] = {
    "ordered_on": _ordered_on,
    "received_on": _day,
    "came_at": _moment,
    "told_at": _moment,
    "minutes": _minutes,
    "amount": _single("money"),
    "point": _single("point"),
    "item": _single("item"),
    "expected": _ordered_item,
    "said": _quote,
    "got": _got,
}
