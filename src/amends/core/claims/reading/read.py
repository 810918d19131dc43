"""A customer's free words as a claim: which words say it, what they say, and what is to be asked.

Nothing is guessed: a kind or a value is taken where one stands out, and asked where none does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from amends.core.claims.claim import OrderHint
from amends.core.claims.kinds import ClaimKind, Kinds
from amends.core.claims.reading.choosing import Choice, choose
from amends.core.claims.reading.entities import entities
from amends.core.claims.reading.fields import Found, Scene, look_up
from amends.core.claims.reading.finding import Text
from amends.core.claims.reading.languages import spoken
from amends.core.claims.reading.results import Days, Entity, Now, Reading, Span
from amends.core.claims.reading.slips import mended
from amends.core.claims.reading.tokens import LONGEST_TEXT, Words, split

KIND = "claim"
"""What is asked where the kind itself is not clear: the field of the event that names it."""


def read_text(
    text: str,
    *,
    said_at: datetime,
    zone: tzinfo,
    kinds: Kinds,
    order: OrderHint | None = None,
    language: str = "",
) -> Reading:
    """Read what a customer wrote at ``said_at`` (aware) in the time zone where they live.

    ``order`` is what is known of the order they speak of; ``language`` what the sender said it is.
    The first ``LONGEST_TEXT`` characters are read. It never raises for a text.
    """
    order = order or OrderHint()
    now = Now(said_at.astimezone(zone))
    names = (*order.items, *order.points.values())
    tongue, languages, words = spoken(split(text), language, kinds.lexicons, names)
    lexicons = [kinds.lexicons[each] for each in sorted(languages) if each in kinds.lexicons]
    words = mended(words, lexicons, names)
    found = entities(text[:LONGEST_TEXT], words, now, order)
    choice = choose(Text(words, found, lexicons), kinds, languages)
    kind = kinds.get(choice.kind)
    told = frozenset(
        place for one in choice.told if one.kind == choice.kind for place in one.match.places
    )
    scene = Scene(words, found, told, now, kinds.got)
    fields = _fields(kind, scene) if kind else {}
    spans = {*_kind_spans(choice, words), *_spans(found, fields, words)}
    return Reading(
        kind=choice.kind,
        sure=kind is not None,
        fields={name: one.value for name, one in fields.items() if one.value is not None},
        spans=tuple(sorted(spans, key=_order)),
        asks=_asks(kind, fields, order),
        language=tongue,
        weighed=choice.weighed,
        within=_within(fields),
        read=min(len(text), LONGEST_TEXT),
    )


def _fields(kind: ClaimKind, scene: Scene) -> dict[str, Found]:
    looked_up = ((name, look_up(name, scene)) for name in kind.fields)
    return {name: found for name, found in looked_up if found}


def _within(fields: Mapping[str, Found]) -> dict[str, Days]:
    return {name: found.within for name, found in fields.items() if found.within}


def _asks(kind: ClaimKind | None, fields: Mapping[str, Found], order: OrderHint) -> tuple[str, ...]:
    """What the page would ask and the words do not say; nothing that the order itself tells."""
    if kind is None:
        return (KIND,)
    known = {name for name, found in fields.items() if found.value is not None}
    known |= {"point"} if order.point else set()
    known |= {"item", "expected"} if len(order.items) == 1 else set()
    roughly = {name for name, found in fields.items() if found.within and found.within.first}
    return tuple(name for name in kind.asks if name not in known or name in roughly)


def _kind_spans(choice: Choice, words: Words) -> Iterator[Span]:
    """The words that spoke for a kind, those beside each other as one span."""
    for one in choice.told:
        for first, last in _runs(one.match.places):
            yield Span(words[first].start, words[last].end, "kind", one.kind)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = places[0]
    for place in places[1:]:
        if place > last + 1:
            yield first, last
            first = place
        last = place
    yield first, last


def _spans(found: Sequence[Entity], fields: Mapping[str, Found], words: Words) -> Iterator[Span]:
    """The words of the fields, and of all else that has a value."""
    said: set[int] = set()
    for name, one in fields.items():
        for first, last in _runs(one.places):
            said |= {*range(first, last + 1)}
            value = one.within if one.value is None else one.value
            yield Span(words[first].start, words[last].end, name, value)
    for entity in found:
        if entity.what != "count" and not said & {*range(entity.first, entity.last)}:
            start, end = words[entity.first].start, words[entity.last - 1].end
            yield Span(start, end, entity.what, entity.value)


def _order(span: Span) -> tuple[int, int, str, str]:
    return span.start, span.end, span.what, str(span.value)
