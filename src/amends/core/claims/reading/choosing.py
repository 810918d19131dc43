"""Which kind of claim a text tells: what speaks for each, and whether one of them stands out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from amends.core.claims.kinds import NO_CLAIM, Kinds
from amends.core.claims.reading.finding import Match, Text, find
from amends.core.claims.reading.results import Weighed


class Told(NamedTuple):
    """A phrase that was found, the kind that it tells, and how much it speaks for it."""

    kind: str
    match: Match

    weight: float


class Choice(NamedTuple):
    """The kind that stands out, if any; all that speaks for one; the phrases that were counted."""

    kind: str
    weighed: tuple[Weighed, ...]
    told: tuple[Told, ...]


def choose(text: Text, kinds: Kinds, languages: Collection[str]) -> Choice:
    """Weigh what the text says in these languages, and choose the kind heavier than all others."""
    found = counted(all_told(text, kinds, languages))
    told = tuple(one for one in found if one.kind != NO_CLAIM)
    weighed = _weigh(told)
    return Choice(_standing_out(weighed, kinds), weighed, told)


def all_told(text: Text, kinds: Kinds, languages: Collection[str]) -> list[Told]:
    """Every phrase of every kind that stands in the text."""
    return [
        Told(kind, match, _weight(match, text, kinds))
        for kind, phrases in kinds.phrases.items()
        for phrase in phrases
        if phrase.language in languages
        for match in find(phrase, text)
    ]


def _weight(match: Match, text: Text, kinds: Kinds) -> float:
    """The phrase's, less where somebody else is quoted, and for each guess at a misspelt word."""
    slips = sum(text.words[place].slip for place in match.places)
    share = kinds.rules.quoted if text.is_quoted(match.places) else 1
    return match.phrase.weight * share - slips * kinds.rules.slip


def counted(told: Iterable[Told]) -> tuple[Told, ...]:
    """Each word speaks once for a kind, and for the kind of the heaviest phrase that holds it."""
    kept: list[Told] = []
    for one in sorted(told, key=_order):
        if not any(_covers(other, one) for other in kept):
            kept.append(one)
    return tuple(kept)


def _order(one: Told) -> tuple[float, int, int, str, tuple[int, ...]]:
    """The heaviest first, then the longest, then the one whose words stand closest."""
    places = one.match.places
    return -one.weight, -len(places), places[-1] - places[0], one.kind, places


def _covers(kept: Told, one: Told) -> bool:
    shared = {*kept.match.places} & {*one.match.places}
    if kept.kind == one.kind:
        return bool(shared)
    heavier = kept.weight > one.weight or len(kept.match.places) > len(one.match.places)
    return (heavier or kept.kind == NO_CLAIM) and len(shared) * 2 >= len(one.match.places)


def _weigh(told: Sequence[Told]) -> tuple[Weighed, ...]:
    by_kind: dict[str, list[Told]] = {}
    for one in told:
        by_kind.setdefault(one.kind, []).append(one)
    weighed = (
        Weighed(
            kind,
            sum(one.weight for one in found),
            tuple(one.match.phrase.said for one in found),
            max(one.weight for one in found),
        )
        for kind, found in by_kind.items()
    )
    return tuple(sorted(weighed, key=lambda one: (-one.weight, one.kind)))


def _standing_out(weighed: Sequence[Weighed], kinds: Kinds) -> str:
    """The one kind that weighs enough, and more than every kind that it does not say as well."""
    standing = [
        one.kind
        for one in weighed
        if one.kind in kinds
        and one.weight >= kinds.rules.least
        and all(other is one or _outweighs(one, other, kinds) for other in weighed)
    ]
    told = [
        kind for kind in standing if not any(kind in kinds[other].includes for other in standing)
    ]
    return told[0] if len(told) == 1 else ""


def _outweighs(one: Weighed, other: Weighed, kinds: Kinds) -> bool:
    """Whether it is heavier by the margin; or says the other as well, and as strongly."""
    includes = other.kind in kinds[one.kind].includes and one.heaviest >= other.heaviest
    return includes or one.weight >= other.weight + kinds.rules.margin
