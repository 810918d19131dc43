"""Words brought to one spelling, so that what people mistype and misspell still meets.

Letters that are confused (ё and е, ө and о, й and и), doubled letters and soft signs fall together;
Russian and Mongolian written in Latin letters are brought to Cyrillic ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

SAME = str.maketrans(
    {
        "ё": "е",
        "э": "е",
        "ө": "о",
        "ү": "у",
        "й": "и",
        "ы": "и",
        "я": "иа",
        "ю": "иу",
        "ъ": "",
        "ь": "",
        "'": "",
        "’": "",
        "ʼ": "",
        "`": "",
        "ʉ": "у",
    }
)
LATIN = (
    ("shch", "щ"), ("sch", "щ"), ("kh", "х"), ("sh", "ш"), ("ch", "ч"), ("ts", "ц"), ("zh", "ж"),
    ("ya", "я"), ("yu", "ю"), ("yo", "ё"), ("ye", "е"), ("ja", "я"), ("ju", "ю"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"),
    ("i", "и"), ("j", "ж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"),
    ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "х"),
    ("y", "й"), ("z", "з"),
)  # fmt: skip
OWN_LATIN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ru": (("jo", "ё"), ("j", "й")),
    "mn": (("ja", "жа"), ("ju", "жу"), ("u", "ʉ")),
}
V_FOR_U = re.compile(r"(?<![aeiouyv])[vw](?=[^aeiouyvw]|$)")
"""Mongolians write v for ү: hvrgelt, vne, gvi."""
"""How Latin letters are meant in Russian or Mongolian words; the longest first."""


IN_CHATS = {
    "бхгүй": "байхгүй", "бхгү": "байхгүй", "бсан": "байсан", "бсн": "байсан", "бна": "байна",
    "бн": "байна", "бгаа": "байгаа", "гсн": "гэсэн", "гсэн": "гэсэн",
}  # fmt: skip
"""Mongolian words as they are cut short in messages."""


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The one spelling of a word: lower case, confusable letters as one, no letter twice."""
    spelt = _spelt(word)
    return WHOLE.get(spelt, spelt)


def _spelt(word: str) -> str:
    plain = word.lower().translate(SAME)
    return "".join(
        letter
        for before, letter in zip("\0" + plain, plain, strict=False)
        if letter != before or letter.isdigit()
    )


WHOLE = {_spelt(short): _spelt(whole) for short, whole in IN_CHATS.items()}


@lru_cache(maxsize=20_000)
def in_cyrillic(word: str, language: str) -> str:
    """A word in Latin letters as it is meant in Russian or Mongolian; ``ʉ`` is ү or ө."""
    rest, written = word.lower(), ""
    if language == "mn":
        rest = V_FOR_U.sub("u", rest)
    while rest:
        latin, letter = next(
            (pair for pair in (*OWN_LATIN[language], *LATIN) if rest.startswith(pair[0])),
            (rest[0], rest[0]),
        )
        written += letter
        rest = rest[len(latin) :]
    return written
