"""What the forms of one word have in common, so that a phrase written with one meets the others.

Russian: case, gender and number fall away (сказала, сказали; закрытой, закрытая), tense does not.
Mongolian: all ways to say that something is done are one (ирсэн, ирлээ, иржээ, ирчихсэн), denied
or not stays apart, and so does what lies ahead; vowels after the first syllable, which fall out
and which nobody spells alike, are dropped (захиалга, захялга, zahialga). English: -s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from amends.core.claims.reading.spelling import fold

SHORTEST = 4
"""Letters that a stem has at least; shorter words are met in their own form only."""
DONE, DENIED = "+", "~"
VOWELS = frozenset("аеиоу")
MN_LETTERS = str.maketrans("эёөүйыv", "еооуииу")
MN_DENIED = re.compile(r"(?:[аеоу]{1,2}|с[аеоу]?н)?г[уо]и?$")
MN_DONE = re.compile(
    r"(?:чи?х?)?(?:с[аеоу]?н|[лч][аеоу]{1,2}|ж[аеоу]{1,2}|[аеоу]в)$"
    r"|(?:чи?х)?г?[аеоу]{1,2}д$|чи?х[аеоу]{0,2}ж$"
)
MN_CASE = re.compile(r"(?:иг|иин|ин|нии|(?:а{2}|е{2}|о{2})[ср]|т[аео]и|нд|[рл]уу|[аеоу]{2})$")
RU_PAST = re.compile(r"(?<=[аеёиоуыюя])л(?:а|о|и)?(?:сь|ся)?$")
RU_NAME = re.compile(
    r"(?:ыми|ими|ого|его|ому|ему|ами|ями|ый|ий|ой|ая|яя|ое|ее|ые|ие|ым|им|ом|ем|ых|их|ую|юю|ей|"
    r"ам|ям|ах|ях|ов|ев|а|я|о|е|у|ю|ы|и|ь)$"
)
EN_S = re.compile(r"(?<![s'’])s$")


class Forms(NamedTuple):
    """One word in all the ways in which it is looked up.

    ``fold`` is its spelling; ``stems`` what it shares with its other forms; ``long`` the same with
    its ending, for phrases that give a beginning only.
    """

    fold: str
    stems: frozenset[str] = frozenset()
    long: frozenset[str] = frozenset()


@lru_cache(maxsize=20_000)
def forms(said: str, language: str) -> Forms:
    """The forms of a word of that language; ``said`` in its own letters, ``ʉ`` is a Latin u."""
    spelt = said.lower()
    ways = {spelt.replace("ʉ", "у"), spelt.replace("ʉ", "ө")}
    stems = {stem for way in ways for stem in stems_of(way, language)}
    long = {beginning(way) for way in ways} if language == "mn" else set()
    return Forms(fold(spelt.replace("ʉ", "у")), frozenset(stems), frozenset(long))


def stems_of(said: str, language: str) -> Iterator[str]:
    """What all forms of a word share, the language before it; nothing for a short word."""
    for stem in STEMMERS[language](said) if language in STEMMERS else ():
        bare = stem.rstrip(DONE + DENIED)
        is_root = bare != stem and len(bare) > 1 and bare[-1] not in VOWELS
        if len(bare) >= SHORTEST or is_root:
            yield f"{language}:{stem}"


def beginning(said: str) -> str:
    """The bones of a Mongolian word with its ending, the mark of denial behind."""
    plain = said.translate(MN_LETTERS)
    bare = MN_DENIED.sub("", plain)
    return _bones(bare) + (DENIED if bare != plain else "")


def _mongolian(said: str) -> tuple[str, ...]:
    plain = said.translate(MN_LETTERS)
    bare = MN_DENIED.sub("", plain)
    if bare != plain:
        return (_bones(bare) + DENIED,)
    name, done = MN_CASE.sub("", plain), MN_DONE.sub("", plain)
    if done == plain or len(done) < 2:
        return (_bones(name),)
    both = plain[len(done) :].startswith("л")  # хооллоо, of «хоол», ends as what is done
    return _bones(done) + DONE, *((_bones(name),) if both else ())


@lru_cache(maxsize=20_000)
def _bones(said: str) -> str:
    """The first syllable's vowels and all consonants: захиалга is захлг, хайрцаг is хаирцг."""
    spelt = fold(said)
    first = next((at for at, letter in enumerate(spelt) if letter in VOWELS), len(spelt))
    first += spelt[first + 1 : first + 2] == "и"
    rest = "".join(letter for letter in spelt[first + 1 :] if letter not in VOWELS)
    return spelt[: first + 1] + "".join(
        letter for before, letter in zip("\0" + rest, rest, strict=False) if letter != before
    )


def _russian(said: str) -> tuple[str, ...]:
    past = RU_PAST.sub("л", said)
    if past != said or said.endswith("л"):
        return (fold(past),)
    return (fold(RU_NAME.sub("", said)),)


def _english(said: str) -> tuple[str, ...]:
    return (fold(EN_S.sub("", said)),)


STEMMERS = {"ru": _russian, "mn": _mongolian, "en": _english}
