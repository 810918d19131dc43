"""Phrases by which a kind of claim is told.

A phrase is words in a row, at most two others between them:

    point closed          these words
    клос*  *гүй  ир*гүй   a star stands for any letters
    shut|closed           either
    <parcel>              any of the group's words
    @day                  a day, time, money, quote, item, point, order number, or how long
                          something took: lasting, or only hours (and minutes), only days (and more)
    such+parcel           side by side, as one of the choices too: nobody|no+one
    ordered .. nothing    up to eight words between
    closed & rain         both in one sentence, in any order
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from amends.core.claims.reading.spelling import fold
from amends.core.errors import BadDeclaration

NEAR, FAR = 2, 8
NEGATED_ENDING = fold("гүй")
ENTITIES = ("day", "time", "lasting", "hours", "days", "money", "quote", "item", "point", "order")


class Atom(NamedTuple):
    """One word of a phrase: how it begins and ends; ``whole`` where it has no star."""

    begins: str
    ends: str = ""
    whole: bool = True

    def meets(self, spelt: str) -> bool:
        """Whether a word is this one."""
        if self.whole:
            return spelt == self.begins
        if len(spelt) < len(self.begins) + len(self.ends) or not spelt.startswith(self.begins):
            return False
        if self.ends:
            return spelt.endswith(self.ends)
        return not spelt.endswith(NEGATED_ENDING) or self.begins.endswith(NEGATED_ENDING)


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """What may stand at one place of a phrase, and how many words may come before it.

    ``whole`` words, ``stems`` with a star, ``runs`` of several words, or ``entities``.
    """

    whole: frozenset[str]
    stems: tuple[Atom, ...]
    runs: tuple[tuple[Atom, ...], ...]
    entities: tuple[str, ...] = ()
    gap: int = NEAR

    def meets(self, spelt: str) -> bool:
        """Whether a word by itself is one of its choices."""
        return spelt in self.whole or any(stem.meets(spelt) for stem in self.stems)


class Phrase(NamedTuple):
    """A phrase as written, its weight, its rows of elements, and its language."""

    said: str
    weight: float
    rows: tuple[tuple[Element, ...], ...]
    language: str


def read_phrase(
    said: str, weight: float, groups: Mapping[str, str], *, language: str, where: str
) -> Phrase:
    """Read one phrase; raise ``BadDeclaration`` for a group or entity that is not known."""
    rows = tuple(_row(row.split(), groups, where) for row in said.split("&"))
    if not all(rows):
        raise BadDeclaration(f"{said!r} has no words", where=where)
    return Phrase(said, weight, rows, language)


def _row(parts: Sequence[str], groups: Mapping[str, str], where: str) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = NEAR
    for part in parts:
        if part != "..":
            elements.append(_element(part, gap, groups, where))
        gap = FAR if part == ".." else NEAR
    return tuple(elements)


def _element(said: str, gap: int, groups: Mapping[str, str], where: str) -> Element:
    choices = said.split("|")
    named = tuple(choice[1:] for choice in choices if choice.startswith("@"))
    for name in named:
        if name not in ENTITIES:
            raise BadDeclaration(
                f"@{name} is not known", where=where, hint=f"@ and one of {', '.join(ENTITIES)}"
            )
    words = (choice for choice in choices if not choice.startswith("@"))
    runs = [*_choices(words, groups, where)]
    alone = [run[0] for run in runs if len(run) == 1]
    return Element(
        whole=frozenset(atom.begins for atom in alone if atom.whole),
        stems=tuple(atom for atom in alone if not atom.whole),
        runs=tuple(run for run in runs if len(run) > 1),
        entities=named,
        gap=gap,
    )


def _choices(
    choices: Iterable[str], groups: Mapping[str, str], where: str
) -> Iterator[tuple[Atom, ...]]:
    for choice in choices:
        if not (choice.startswith("<") and choice.endswith(">")):
            yield tuple(_atom(word, where) for word in choice.split("+"))
            continue
        if choice[1:-1] not in groups:
            raise BadDeclaration(
                f"there is no group {choice}", where=where, hint=f"one of {', '.join(groups)}"
            )
        for each in groups[choice[1:-1]].split():
            yield tuple(_atom(word, where) for word in each.split("+"))


def _atom(word: str, where: str) -> Atom:
    begins, star, ends = word.partition("*")
    if not (begins or ends) or "*" in ends:
        raise BadDeclaration(f"{word!r} is no word", where=where, hint="like clos*, or ир*гүй")
    return Atom(fold(begins), fold(ends), not star)
