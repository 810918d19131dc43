"""What the words of one language mean, and the pattern that finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Forms = Mapping[str, str]
"""Meaning to forms, parted by "|". Meanings: 0 to 6 (Monday to Sunday), m1 to m12 (months),
daily, weekdays, weekend, always (round the clock), off, open, PH, SH, to, by (the Russian "по"),
and, from, break, nobreak, nodayoff, except, hour ("Uhr"), noon, midnight, appointment, and noise.
"""

DAYS = tuple(str(number) for number in range(7))
MONTHS = tuple(f"m{number}" for number in range(1, 13))

_WORD_END = r"(?![^\W\d_])\.?"


UNBROKEN = frozenset({"zh", "ja", "ko"})
"""Languages whose words need no blanks between them."""


@dataclass(frozen=True)
class Lexicon:
    """``meanings`` by form, in small letters."""

    language: str
    meanings: Mapping[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any form as a whole word, the longest first; a point may follow."""
        forms = sorted(self.meanings, key=len, reverse=True)
        end = "(?![a-z])" if self.language in UNBROKEN else _WORD_END
        return re.compile("(?:" + "|".join(_loose(form) for form in forms) + ")" + end)

    def meaning(self, found: str) -> str:
        """What a match of the pattern means."""
        return self.meanings[" ".join(found.rstrip(".").split())]


def lexicon(language: str, *tables: Forms) -> Lexicon:
    """One lexicon of several tables; a later one wins over an earlier one."""
    meanings: dict[str, str] = {}
    for table in tables:
        for meaning, forms in table.items():
            meanings |= dict.fromkeys(map(small, forms.split("|")), meaning)
    bare = {each: meaning for form, meaning in meanings.items() for each in _without_accents(form)}
    return Lexicon(language, bare | meanings)


def small(text: str) -> str:
    """Small letters in one form; the Turkish i with and without its dot is one."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return plain.replace("i\u0307", "i").replace("ı", "i")


_LONG_ENOUGH = 4
"""Shorter forms without their accents are words of other languages too."""


def _without_accents(form: str) -> Iterator[str]:
    """A form as files in plain ASCII have it: "miercoles", "sroda"."""
    parts = unicodedata.normalize("NFD", form.translate(_STROKES))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    if bare != form and len(form) >= _LONG_ENOUGH:
        yield bare


_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss"})


def without_days(table: Forms) -> Forms:
    """A language's words for everything but weekdays."""
    return {meaning: forms for meaning, forms in table.items() if meaning not in DAYS}


def without_months(table: Forms) -> Forms:
    return {meaning: forms for meaning, forms in table.items() if meaning not in MONTHS}


def _loose(form: str) -> str:
    return r"\s+".join(re.escape(word) for word in form.split())
