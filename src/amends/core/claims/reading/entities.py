"""Everything with a value that a text holds, each word in one of them at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amends.core.claims.claim import OrderHint
from amends.core.claims.reading.amounts import has, lasting_at, number_at
from amends.core.claims.reading.clocks import clock_at, written_clocks
from amends.core.claims.reading.days import day_at, written_days
from amends.core.claims.reading.results import Entity, Now
from amends.core.claims.reading.things import mentioned, money, order_numbers, own_number, quotes
from amends.core.claims.reading.tokens import Words

BETWEEN = frozenset({"the", "of", "a"})
SINCE = frozenset({"from", "с", "со"})
"""A day after these is the day itself: an order from Saturday."""


def entities(text: str, words: Words, now: Now, order: OrderHint) -> tuple[Entity, ...]:
    """All entities of a text in their order.

    Quotes, items and points may hold others: a time within a quote, a number within a name.
    """
    around = [*quotes(text, words), *mentioned(words, order)]
    written = (
        *own_number(text, words, order),
        *written_days(text, words, now),
        *written_clocks(text, words),
        *money(text, words),
        *order_numbers(text, words),
    )
    apart = _without_overlaps(written)
    told = [*apart, *_told(words, now, _taken(apart))]
    counts = _counts(words, _taken(told))
    found = (*around, *(_set_aside(words, one) for one in told), *counts)
    return tuple(sorted(found, key=lambda one: (one.first, -one.last)))


def _without_overlaps(found: Iterable[Entity]) -> list[Entity]:
    """The first of those that share a word, in the order in which they were looked for."""
    taken: set[int] = set()
    kept = []
    for one in found:
        places = set(range(one.first, one.last))
        if not places & taken:
            taken |= places
            kept.append(one)
    return kept


def _is_another_day(words: Words, one: Entity) -> bool:
    """Whether it is the day of a feast, or a promised one: due on the 15th, the party was on …"""
    sentence = words[one.first].sentence
    before = range(max(0, one.first - 4), one.first)
    return one.what == "day" and any(
        words[place].sentence == sentence
        and (
            has(words, place, "feast") or (has(words, place, "promised") and place > one.first - 3)
        )
        for place in before
    )


def _taken(found: Iterable[Entity]) -> set[int]:
    return {place for one in found for place in range(one.first, one.last)}


def _told(words: Words, now: Now, taken: set[int]) -> Iterator[Entity]:
    place = 0
    while place < len(words):
        found = None
        if place not in taken:
            found = day_at(words, place, now) or clock_at(words, place) or lasting_at(words, place)
        if found is not None and taken.isdisjoint(range(found.first, found.last)):
            yield found
            place = max(found.last, place + 1)
        else:
            place += 1


def _counts(words: Words, taken: set[int]) -> Iterator[Entity]:
    """Numbers that are nothing else: two of three, size 42."""
    for place in range(len(words)):
        number = None if place in taken else number_at(words, place)
        if number is not None:
            yield Entity("count", number.value, place, number.after)


def _set_aside(words: Words, one: Entity) -> Entity:
    """Mark what only bounds, or was only promised: by noon, до 21, 21 хүртэл, for Sunday."""
    if one.what not in ("day", "time", "lasting"):
        return one
    before = one.first - 1 - (words.folded(one.first - 1) in BETWEEN)
    bounds = has(words, before, "bound") or (one.what != "lasting" and has(words, before, "for"))
    if one.what == "day" and words.folded(one.first - 1) in SINCE:
        bounds = False
    after = has(words, one.last, "bound_after") or has(words, one.last, "promised_after")
    return one._replace(aside=one.aside or bounds or after or _is_another_day(words, one))
