"""Names as they are compared: small Latin letters without marks, abbreviations written out.

Cyrillic (Russian, Ukrainian, Mongolian, Kazakh) becomes Latin, so that a name is found in whichever
alphabet it is written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

MOST_LETTERS: Final = 200
"""Of what somebody types; the rest is not looked at."""

MOST_WORDS: Final = 12

LATIN: Final = str.maketrans(
    dict(
        zip(
            "абвгдезиклмнопрстуфхыэіїєґөүқңғәұһ",
            "abvgdeziklmnoprstufhyeiiegoukngauh",
            strict=True,
        )
    )
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu"}
    | {"я": "ya", "ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ı": "i", "œ": "oe", "’": "", "'": ""}
)

GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})
"""How people write these letters who have no keys for them."""

MONGOLIAN: Final = str.maketrans({"ө": "u"})
"""How it is mostly written in Latin letters; it is folded to ``o``, as others write it."""

WHOLE: Final = {
    "str": "strasse",
    "ul": "ulitsa",
    "pr": "prospekt",
    "prt": "prospekt",
    "prosp": "prospekt",
    "per": "pereulok",
    "nab": "naberezhnaya",
    "gud": "gudamzh",
}
"""Abbreviations that are a word of their own, as they look when folded."""

STATION_WORDS: Final = frozenset(
    {"metro", "metroasema", "asema", "rautatieasema", "station", "subway"}
    | {"underground", "railway", "train", "tram", "bahnhof", "hauptbahnhof"}
    | {"haltestelle", "ubahn", "sbahn", "tunnelbana", "tunnelbanestation"}
    | {"jarnvagsstation", "stantsiya", "st", "vokzal", "ostanovka", "m", "tramvai"}
    | {"buudal", "galt", "tereg", "pysakki", "dworzec", "stacja"}
)
"""Words that say that a station is meant, folded."""

HOUSE_WORDS: Final = frozenset(
    {"d", "dom", "house", "haus", "nro", "no", "nr", "bair", "bayr", "talo"}
)
"""Words before a house number that say no more than the number, folded."""

NUMBER: Final = re.compile(r"\d{1,4}[a-z]?(?:[-/]\d{1,4}[a-z]?)?")
POSTCODE: Final = re.compile(r"\d{5,6}")


SHORTENED: Final = 0.9
"""How much of a name it is when its first or last word is left out."""

SHORTEST: Final = 5
"""Letters that must be left then."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: its words, and whether they say that a station is meant."""

    words: tuple[str, ...]
    is_station: bool


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """A name for comparing: words of small Latin letters and digits, with single spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = re.split(r"[^a-z0-9/-]+", plain.translate(LATIN).replace("kh", "h"))
    return " ".join(_whole(word.strip("-/")) for word in words if word.strip("-/"))


def forms(name: str) -> dict[str, float]:
    """The folded ways in which a name is written, each with how much of the name it is."""
    told: dict[str, float] = {}
    small = name.casefold()
    for spelled in (small, small.translate(GERMAN), small.translate(MONGOLIAN)):
        whole = folded(spelled)
        words = whole.split()
        said = " ".join(word for word in words if word not in STATION_WORDS)
        shorter = [" ".join(words[1:]), " ".join(words[:-1])] if len(words) > 1 else []
        told |= {short: SHORTENED for short in shorter if len(short) >= SHORTEST}
        told |= {form: 1.0 for form in (said, whole) if form}
    return told


def asked(text: str) -> Asked:
    """What somebody typed, taken apart."""
    every = folded(text[:MOST_LETTERS]).split()[:MOST_WORDS]
    words = [word for word in every if not POSTCODE.fullmatch(word)]
    if any(is_number(word) for word in words):
        words = [word for word in words if word not in HOUSE_WORDS]
    return Asked(tuple(words), not STATION_WORDS.isdisjoint(words))


def is_number(word: str) -> bool:
    """Whether a folded word may be a house number."""
    return NUMBER.fullmatch(word) is not None


def house_numbers(words: tuple[str, ...]) -> list[str]:
    """What may be a house's number, the likeliest first: ``10 a`` is ``10a``, or else ``10``."""
    told = []
    for word, following in pairwise((*words, "")):
        if is_number(word):
            told += [word + following] if len(following) == 1 and following.isalpha() else []
            told.append(word)
    return told


def numbered(text: str) -> frozenset[str]:
    """The numbers by which a house is found: ``10-12`` also as ``10`` and ``12``."""
    whole = folded(text).replace(" ", "")
    return frozenset({whole, *re.split(r"[-/]", whole)}) - {""}


def _whole(word: str) -> str:
    if word in WHOLE:
        return WHOLE[word]
    return word.removesuffix("str") + "strasse" if word.endswith("str") else word
