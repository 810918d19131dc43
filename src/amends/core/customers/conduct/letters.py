"""What was written, as it is meant: hidden letters, digits for letters, letters spaced out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_](?:[\w*@$#!'’.-]*[\w*@$#])?")
SPACED = re.compile(r"(?<![\w])(?:[^\W\d_][ .*_-]){3,}[^\W\d_](?!\w)")
MASK = "*"
AS_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s"})
CYRILLIC = str.maketrans("aceopxykmhtb", "асеорхукмнтв")
LATIN = str.maketrans("асеорхук", "aceopxyk")
MARKS = re.compile(r"[.'’!-]")
LONG = re.compile(r"(.)\1{2,}")


class Token(NamedTuple):
    """A word at its place in the text, and how it may be read; ``*`` is a letter kept secret."""

    start: int
    end: int
    readings: tuple[str, ...]


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order; "i d i o t" is one."""
    at = 0
    for spaced in SPACED.finditer(text):
        yield from _plain(text, at, spaced.start())
        letters = re.sub(r"[ .*_-]", "", spaced[0])
        yield Token(spaced.start(), spaced.end(), _readings(letters))
        at = spaced.end()
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for found in TOKEN.finditer(text, start, end):
        yield Token(found.start(), found.end(), _readings(found[0]))


def _readings(word: str) -> tuple[str, ...]:
    low = unicodedata.normalize("NFC", word).casefold().replace("ё", "е").replace("#", MASK)
    bare = MARKS.sub("", low)
    meant = bare.translate(AS_LETTERS) if re.search(r"[^\W\d_]", bare) else bare
    found = [bare, meant, *_one_alphabet(meant)]
    return tuple(dict.fromkeys([*found, *(LONG.sub(r"\1", each) for each in found)]))


def _one_alphabet(word: str) -> list[str]:
    """A word of two alphabets, with the letters that look alike all of one."""
    has_cyrillic = re.search(r"[а-яөү]", word) is not None
    has_latin = re.search(r"[a-z]", word) is not None
    return [word.translate(CYRILLIC), word.translate(LATIN)] if has_cyrillic and has_latin else []


def fits(reading: str, letters: str, *, ends: bool) -> bool:
    """Whether a reading is this word: exactly, or with any ending unless it ``ends`` there.

    A secret letter may be any; the first one is told, and no fewer than a quarter of them.
    """
    if MASK not in reading:
        return reading == letters if ends else reading.startswith(letters)
    if reading[0] == MASK or len(reading) < len(letters) or (ends and len(reading) > len(letters)):
        return False
    told = [(one, other) for one, other in zip(reading, letters, strict=False) if one != MASK]
    return (
        MASK in reading[: len(letters)]
        and all(one == other for one, other in told)
        and 4 * len(told) >= len(letters)
    )
