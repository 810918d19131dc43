"""Words that are known, found by a spelling that is one letter away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amends.core.claims.reading.spelling import fold

SHORTEST_BEGINNING = 6


class Vocabulary:
    """Words, and beginnings of words, with all that is one letter away from them."""

    def __init__(self, words: Iterable[str], beginnings: Iterable[str], shortest: int) -> None:
        self._shortest = shortest
        self._words = _near(words, shortest - 1)
        self._beginnings = _near(beginnings, SHORTEST_BEGINNING)

    def nearest(self, said: str) -> str:
        """The one word that was meant, empty where none or several may have been.

        The first letter is always right, and a word that ends otherwise is another form of it.
        """
        spelt = fold(said)
        if len(spelt) < self._shortest:
            return ""
        found = {each for key in _without_one(spelt) for each in self._words.get(key, ())}
        meant = {each for each in found if _slipped(spelt, fold(each))}
        if not meant:
            meant = {*self._begun(spelt)}
        return meant.pop() if len(meant) == 1 else ""

    def _begun(self, spelt: str) -> Iterator[str]:
        """Words that begin nearly as a beginning that is known, with their own ending."""
        for end in range(SHORTEST_BEGINNING - 1, len(spelt) + 1):
            for key in _without_one(spelt[:end]):
                for each in self._beginnings.get(key, ()):
                    if _slipped(spelt[:end], fold(each)) and not spelt[end:].startswith(each[-1]):
                        yield each + spelt[end:]


def _near(words: Iterable[str], shortest: int) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for word in words:
        spelt = fold(word)
        if len(spelt) >= shortest:
            for key in _without_one(spelt):
                near.setdefault(key, set()).add(word)
    return near


def _without_one(spelt: str) -> set[str]:
    """A word, and what is left of it without each of its letters but the first."""
    return {spelt, *(spelt[:at] + spelt[at + 1 :] for at in range(1, len(spelt)))}


def _slipped(spelt: str, meant: str) -> bool:
    """Whether one letter within is missing, too much or another, or two changed their places."""
    if spelt == meant or spelt[0] != meant[0] or spelt[-1] != meant[-1]:
        return False
    if abs(len(spelt) - len(meant)) == 1:
        longer, shorter = sorted((spelt, meant), key=len, reverse=True)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    if len(spelt) != len(meant):
        return False
    differ = [at for at, pair in enumerate(zip(spelt, meant, strict=True)) if pair[0] != pair[1]]
    crossed = len(differ) == 2 and differ[1] == differ[0] + 1
    return len(differ) == 1 or (
        crossed and spelt[differ[0]] == meant[differ[1]] and spelt[differ[1]] == meant[differ[0]]
    )
