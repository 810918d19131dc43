"""What a message says to the people who read it, with the words that say it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from amends.core.customers.conduct.letters import Token, fits, tokens
from amends.core.customers.conduct.lexicon import Lexicon, Phrase

USUAL, RUDE, THREATENING = "usual", "rude", "threatening"
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…\n]*")
QUOTED = re.compile(r"[\"«„“][^\"«»„“”]*[\"»”“]")
MOST_CHARACTERS = 20_000


class Seen(NamedTuple):
    """A place in the text, and what stands there: ``rude`` or ``threatening``."""

    start: int
    end: int
    what: str


class Conduct(NamedTuple):
    """How the message treats people, and the words that say so."""

    conduct: str
    seen: tuple[Seen, ...]


def read_conduct(text: str, lexicon: Lexicon) -> Conduct:
    """Insults and threats of a message of at most 20,000 characters; the rest is not read.

    Complaints, anger, swearing at things and words that somebody else is quoted with are none. A
    suggestion to a person, never a fact.
    """
    seen = sorted(set(_all(text[:MOST_CHARACTERS], lexicon)))
    kinds = {each.what for each in seen}
    conduct = THREATENING if THREATENING in kinds else RUDE if RUDE in kinds else USUAL
    return Conduct(conduct, tuple(seen))


def _all(text: str, lexicon: Lexicon) -> Iterator[Seen]:
    unquoted = QUOTED.sub(lambda found: " " * len(found[0]), text)
    for sentence in _sentences(unquoted):
        yield from _of_sentence(sentence, lexicon)


def _sentences(text: str) -> Iterator[list[Token]]:
    words = list(tokens(text))
    for sentence in SENTENCE.finditer(text):
        inside = [w for w in words if sentence.start() <= w.start < sentence.end()]
        if inside:
            yield inside


def _of_sentence(words: Sequence[Token], lexicon: Lexicon) -> Iterator[Seen]:
    innocent = {
        place
        for first, last in _places(lexicon.never, words, lexicon.gap)
        for place in range(first, last + 1)
    }
    to_somebody = any(_is_one_of(word, lexicon.you) for word in words)

    def found(
        phrases: Sequence[Phrase], what: str, holds: Callable[[int, int], bool]
    ) -> Iterator[Seen]:
        for first, last in _places(phrases, words, lexicon.gap):
            if innocent.isdisjoint(range(first, last + 1)) and holds(first, last):
                yield Seen(words[first].start, words[last].end, what)

    yield from found(
        lexicon.insults, RUDE, lambda first, _: not _is_of_oneself(words, first, lexicon)
    )
    yield from found(
        lexicon.aimed,
        RUDE,
        lambda first, _: to_somebody and not _is_of_oneself(words, first, lexicon),
    )
    yield from found(
        lexicon.threats,
        THREATENING,
        lambda first, last: _is_to_somebody(words, first, last, lexicon),
    )


def _is_of_oneself(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Shortly before it stands the first person, and nobody spoken to after that."""
    for word in reversed(words[max(at - lexicon.near, 0) : at]):
        if _is_one_of(word, lexicon.you):
            return False
        if _is_one_of(word, lexicon.me):
            return True
    return False


def _is_to_somebody(words: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    around = words[max(first - lexicon.near, 0) : last + lexicon.near + 1]
    return any(_is_one_of(word, lexicon.you) for word in around) or bool(
        next(_places(lexicon.whom, around, 0), None)
    )


def _is_one_of(word: Token, known: frozenset[str]) -> bool:
    return any(reading in known for reading in word.readings)


def _places(
    phrases: Sequence[Phrase], words: Sequence[Token], gap: int
) -> Iterator[tuple[int, int]]:
    """Where phrases stand: the numbers of their first and last word."""
    by_letter = _by_first_letter(tuple(phrases))
    for first, word in enumerate(words):
        for letter in {reading[0] for reading in word.readings if reading}:
            for phrase in by_letter.get(letter, ()):
                last = _end(phrase, words, first, gap)
                if last is not None:
                    yield first, last


@lru_cache(maxsize=64)
def _by_first_letter(phrases: tuple[Phrase, ...]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        found[phrase.words[0][0][0]].append(phrase)
    return found


def _end(phrase: Phrase, words: Sequence[Token], first: int, gap: int) -> int | None:
    at = first
    for number, (letters, open_ended) in enumerate(phrase.words):
        reach = words[at : at + 1] if number == 0 else words[at + 1 : at + 2 + gap]
        here = at if number == 0 else at + 1
        for place, word in enumerate(reach, here):
            if any(fits(reading, letters, ends=not open_ended) for reading in word.readings):
                at = place
                break
        else:
            return None
    return at
