"""Phrases by which a kind of claim is told.

A phrase is words in a row, at most two others between them:

    point closed          these words
    клос*  *гүй  ир*гүй   a star stands for any letters
    !посылке              this form only, no other of the same word
    shut|closed           either
    <parcel>              any of the group's words
    @day                  a day, time, money, quote, item, point, order number, or how long
                          something took: lasting, or only hours (and minutes), only days (and
                          more); count: a number that is nothing else
    such+parcel           side by side, as one of the choices too: nobody|no+one
    ordered .. nothing    up to eight words between
    closed & rain         both in one sentence, in any order
    closed && rain        both anywhere in the text
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from amends.core.claims.reading.spelling import fold
from amends.core.claims.reading.stems import DENIED, SHORTEST, Forms, beginning, stems_of
from amends.core.errors import BadDeclaration

NEAR, FAR = 2, 8
NEGATED_ENDING = fold("гүй")
EXACT = "!"
ENTITIES = (
    "day",
    "time",
    "lasting",
    "hours",
    "days",
    "money",
    "quote",
    "item",
    "point",
    "order",
    "count",
)


class Atom(NamedTuple):
    """One word of a phrase: how it begins and ends; ``whole`` where it has no star.

    ``said`` is its beginning as written, ``stem`` what all its forms share, if it is long enough.
    """

    begins: str
    ends: str = ""
    whole: bool = True
    stem: str = ""
    said: str = ""

    def meets(self, word: Forms) -> bool:
        """Whether a word is this one, or a form of it."""
        if self.whole:
            return word.fold == self.begins or (bool(self.stem) and self.stem in word.stems)
        return self._begins(word.fold, NEGATED_ENDING) or any(
            self._begins_bones(each) for each in word.long
        )

    def _begins(self, spelt: str, denied: str) -> bool:
        if len(spelt) < len(self.begins) + len(self.ends) or not spelt.startswith(self.begins):
            return False
        if self.ends:
            return spelt.endswith(self.ends)
        return not spelt.endswith(denied) or self.begins.endswith(denied)

    def _begins_bones(self, bones: str) -> bool:
        is_denied = self.ends == NEGATED_ENDING
        apart = bones.endswith(DENIED) != is_denied or (self.ends and not is_denied)
        return bool(self.stem) and bones.startswith(self.stem) and not apart


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """What may stand at one place of a phrase: ``runs`` of one word or several, or ``entities``."""

    runs: tuple[tuple[Atom, ...], ...]
    entities: tuple[str, ...] = ()


class Step(NamedTuple):
    """An element, and how many words may come before it."""

    element: Element
    gap: int = NEAR


class Phrase(NamedTuple):
    """A phrase as written, its weight, its rows of elements, and its language.

    ``anywhere`` says that its rows may stand in several sentences.
    """

    said: str
    weight: float
    rows: tuple[tuple[Step, ...], ...]
    language: str
    anywhere: bool = False

    @property
    def quotes(self) -> bool:
        """Whether it holds what somebody said, word for word."""
        return "@quote" in self.said


def read_phrase(
    said: str, weight: float, groups: Mapping[str, str], *, language: str, where: str
) -> Phrase:
    """Read one phrase; raise ``BadDeclaration`` for a group or entity that is not known."""
    rows = tuple(
        _row(row.split(), groups, language, where) for row in said.replace("&&", "&").split("&")
    )
    if not all(rows):
        raise BadDeclaration(f"{said!r} has no words", where=where)
    return Phrase(said, weight, rows, language, "&&" in said)


def _row(
    parts: Sequence[str], groups: Mapping[str, str], language: str, where: str
) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap = NEAR
    for part in parts:
        if part != "..":
            steps.append(Step(_element(part, groups, language, where), gap))
        gap = FAR if part == ".." else NEAR
    return tuple(steps)


def _element(said: str, groups: Mapping[str, str], language: str, where: str) -> Element:
    choices = said.split("|")
    named = tuple(choice[1:] for choice in choices if choice.startswith("@"))
    for name in named:
        if name not in ENTITIES:
            raise BadDeclaration(
                f"@{name} is not known", where=where, hint=f"@ and one of {', '.join(ENTITIES)}"
            )
    words = (choice for choice in choices if not choice.startswith("@"))
    return Element(tuple(_choices(words, groups, language, where)), named)


def _choices(
    choices: Iterable[str], groups: Mapping[str, str], language: str, where: str
) -> Iterator[tuple[Atom, ...]]:
    for choice in choices:
        if not (choice.startswith("<") and choice.endswith(">")):
            yield tuple(_atom(word, language, where) for word in choice.split("+"))
            continue
        if choice[1:-1] not in groups:
            raise BadDeclaration(
                f"there is no group {choice}", where=where, hint=f"one of {', '.join(groups)}"
            )
        for each in groups[choice[1:-1]].split():
            yield tuple(_atom(word, language, where) for word in each.split("+"))


def _atom(word: str, language: str, where: str) -> Atom:
    begins, star, ends = word.removeprefix(EXACT).partition("*")
    if not (begins or ends) or "*" in ends:
        raise BadDeclaration(f"{word!r} is no word", where=where, hint="like clos*, or ир*гүй")
    stem = "" if word.startswith(EXACT) else _stem(begins, language, not star)
    return Atom(fold(begins), fold(ends), not star, stem, begins)


def _stem(begins: str, language: str, whole: bool) -> str:
    if whole:
        return next(stems_of(begins, language), "")
    bones = beginning(begins) if language == "mn" else ""
    return bones if len(bones) >= SHORTEST else ""
