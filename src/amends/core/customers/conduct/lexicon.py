"""The words by which insults and threats are known: stems, phrases, and whom they are said of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+\*?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, at most ``gap`` others between two of them.

    Each is (letters, whether any ending may follow).
    """

    words: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One shop's words, of all languages together, since people mix them.

    ``insults`` are said of a person whatever stands around them, unless of oneself; ``aimed`` are
    insults only where the same sentence speaks to somebody (``you``); ``threats`` are threats only
    so too, or where they name a person (``whom``). ``me`` are the words of the first person;
    ``said`` those that tell what somebody else said; ``never`` phrases that look like the above
    and are not. ``gap`` is how many other words a phrase may hold between two of its own.
    """

    insults: tuple[Phrase, ...]
    aimed: tuple[Phrase, ...]
    threats: tuple[Phrase, ...]
    never: tuple[Phrase, ...]
    you: frozenset[str]
    whom: tuple[Phrase, ...]
    me: frozenset[str]
    gap: int
    near: int


def read_phrase(text: str) -> Phrase:
    """Read "kill you" or "идиот*"; raise ``ValueError`` for what holds no words."""
    words = WORD.findall(text.casefold().replace("ё", "е"))
    if not words or " ".join(words) != " ".join(text.casefold().replace("ё", "е").split()):
        raise ValueError(f"{text!r} is not words, each with * at its end or not")
    return Phrase(tuple((word.rstrip("*"), word.endswith("*")) for word in words))


def phrases(groups: Mapping[str, list[str]]) -> tuple[Phrase, ...]:
    """The phrases of all languages, each once."""
    return tuple(dict.fromkeys(read_phrase(text) for texts in groups.values() for text in texts))
