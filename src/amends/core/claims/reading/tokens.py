"""A text as words with their places in it, and the sentences that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from amends.core.claims.reading.spelling import fold, in_cyrillic
from amends.core.claims.reading.words import senses

LONGEST_TEXT = 4000
"""Characters that are read; a complaint says what it is about before that."""
LONGEST_WORD = 60
TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*|[^\w\s]|_|\n")
QUOTE = re.compile(r'«[^«»]{1,500}»|“[^“”]{1,500}”|„[^„“”]{1,500}[“”]|"[^"]{1,500}"')
ENDS = frozenset(".!?;…\n")
APART = frozenset(",:()—–-")


class Word(NamedTuple):
    """A word or a number: its place in the text, its one spelling, and its sentence.

    ``apart`` says that a mark stands between it and the word before. ``spelt`` is what was meant
    where it was misspelt or in Latin letters; ``slip`` that a misspelling was guessed.
    """

    start: int
    end: int
    said: str
    fold: str
    sentence: int
    apart: bool = False
    spelt: str = ""
    slip: bool = False

    def meant(self, spelt: str, *, slip: bool = False) -> Word:
        """The same word, read as another spelling."""
        return self._replace(spelt=spelt, fold=fold(spelt), slip=slip)

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.said[0].isdecimal()


class Words(tuple[Word, ...]):
    """The words of a text, found again by their places."""

    def between(self, start: int, end: int) -> tuple[int, int]:
        """From which word to which (not included) the text from start to end reaches."""
        first = bisect_right(self, start, key=lambda word: word.end)
        return first, max(first, bisect_left(self, end, key=lambda word: word.start))

    def folded(self, place: int) -> str:
        """The spelling of the word at a place; nothing beyond the ends."""
        return self[place].fold if 0 <= place < len(self) else ""


def split(text: str) -> Words:
    """The words of a text, at most ``LONGEST_TEXT`` characters of it."""
    text = text[:LONGEST_TEXT]
    found: list[Word] = []
    sentence, apart = 0, False
    quoted = {place for match in QUOTE.finditer(text) for place in range(*match.span())}
    for match in TOKEN.finditer(text):
        said = match.group()
        if said[0].isalnum():
            spelt = said[:LONGEST_WORD].lower()
            found.append(
                Word(match.start(), match.end(), said, fold(spelt), sentence, apart, spelt)
            )
            apart = False
        elif said in ENDS and match.start() not in quoted and _ends(text, match.end()):
            sentence, apart = sentence + 1, True
        elif said in APART:
            apart = True
    return Words(found)


def _ends(text: str, after: int) -> bool:
    """Whether a mark ends its sentence: not the dots within 15.11.2026."""
    return after >= len(text) or not text[after].isalnum()


def rewritten(words: Sequence[Word], language: str) -> Words:
    """The same words, as if those in Latin letters had been written in Cyrillic ones."""
    return Words(
        word if word.is_number else word.meant(_in_cyrillic(word.spelt, language)) for word in words
    )


def _in_cyrillic(said: str, language: str) -> str:
    """A word in Cyrillic letters, with the ө that a known word of time or number has."""
    written = in_cyrillic(said, language)
    other = written.replace("ʉ", "ө")
    return (
        other if other != written and senses(fold(other)) and not senses(fold(written)) else written
    )
