"""Where phrases stand in a text.

A word that stands negated (not broken, не сломан, эвдрээгүй) is not met by a phrase that does not
hold the negation itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from amends.core.claims.reading.lexicon import Lexicon
from amends.core.claims.reading.phrases import FAR, Atom, Element, Phrase, Step
from amends.core.claims.reading.results import Entity
from amends.core.claims.reading.spelling import fold
from amends.core.claims.reading.stems import forms
from amends.core.claims.reading.tokens import Words

MOST_TRIED = 200
"""Places tried for one phrase in one text."""
NEGATIONS = """не ни без not never no nothing none nobody without cannot cant couldnt didnt doesnt
    dont isnt wasnt werent arent wont wouldnt hasnt havent hadnt"""
NOT_BEFORE = frozenset(map(fold, NEGATIONS.split()))
IF = frozenset(map(fold, ["if", "unless", "если", "вдруг", "коли", "хэрвээ", "хэрэв"]))
AS = frozenset({"as", "даже", "even", "only", "asked", "ask", "know", "see", "wonder"})
ASKING = frozenset(
    tuple(map(fold, said.split()))
    for said in (
        "how do i", "how can i", "how to", "can i", "could i", "may i", "do you", "does your",
        "is it possible", "what is your", "можно ли", "как мне", "как можно", "подскажите",
        "а если",
    )
)  # fmt: skip
"""How sentences begin that ask how one may do something, and do not tell what was."""
IF_ENDINGS = tuple(
    fold(stem + ending)
    for stem in ("р", "д", "л", "г", "с", "ч", "х")
    for ending in ("вал", "вэл", "вол", "вөл")
)
"""How Mongolian verbs say «if»."""
THEN_IF, WILL_NOT = "бол", fold("хгүй")
NOT_AFTER = frozenset(map(fold, ("биш", "үгүй")))


class Match(NamedTuple):
    """Where a phrase stands: the places of its words."""

    phrase: Phrase
    places: tuple[int, ...]


class Text:
    """The words of one text with its entities, for phrases to be looked up in."""

    def __init__(
        self, words: Words, entities: Sequence[Entity], lexicons: Iterable[Lexicon]
    ) -> None:
        self.words = words
        self.by_place: dict[str, dict[int, Entity]] = {}
        for one in entities:
            for name in _names(one):
                self.by_place.setdefault(name, {}).setdefault(one.first, one)
        self.steps = _steps(words, entities)
        self._met: dict[Element, list[tuple[int, int]]] = {}
        self._entities: dict[Element, list[tuple[int, int]]] = {}
        for lexicon in lexicons:
            self._look_up(lexicon)

    def _look_up(self, lexicon: Lexicon) -> None:
        for place, word in enumerate(self.words):
            for element, run in lexicon.met_by(word.spelt):
                if self._stands(run, place, lexicon.language):
                    self._met.setdefault(element, []).append((place, place + len(run)))

    def _stands(self, run: tuple[Atom, ...], place: int, language: str) -> bool:
        """Whether the other words of a run stand behind the first, side by side."""
        return place + len(run) <= len(self.words) and all(
            atom.meets(forms(self.words[place + step].spelt, language))
            for step, atom in enumerate(run)
            if step
        )

    def is_quoted(self, places: Sequence[int]) -> bool:
        """Whether all these words, and others, are somebody else's, in quotes."""
        return len(places) > 1 and any(
            quote.first <= places[0] and places[-1] < quote.last
            for quote in self.by_place.get("quote", {}).values()
        )

    def met(self, element: Element) -> list[tuple[int, int]]:
        """Where an element stands: first word, and the word after it."""
        if not element.entities:
            return self._met.get(element, [])
        known = self._entities.get(element)
        if known is None:
            named = (
                (place, one.last)
                for name in element.entities
                for place, one in self.by_place.get(name, {}).items()
            )
            known = self._entities[element] = sorted({*named, *self._met.get(element, ())})
        return known


def _names(one: Entity) -> tuple[str, ...]:
    """By which names phrases call an entity."""
    if one.what != "lasting":
        return (one.what,)
    return "lasting", "hours" if one.value.unit in ("minute", "hour") else "days"


def _steps(words: Words, entities: Sequence[Entity]) -> list[int]:
    """How far each word is from the first, numbers of orders and sums as one word each."""
    within = {
        place
        for one in entities
        if one.what in ("order", "money")
        for place in range(one.first + 1, one.last)
    }
    return [*accumulate(place not in within for place in range(len(words)))]


def find(phrase: Phrase, text: Text) -> Iterator[Match]:
    """Where a phrase stands in a text, each word of it once."""
    row, *others = phrase.rows
    if not all(text.met(step.element) for each in phrase.rows for step in each):
        return
    for first in text.met(row[0].element)[:MOST_TRIED]:
        places = _follow(row, text, first)
        for other in others:
            more = places and _beside(other, text, places, anywhere=phrase.anywhere)
            places = (*places, *more) if places and more else None
        if places and _is_said(phrase, text, places):
            yield Match(phrase, tuple(sorted(places)))


def _follow(row: Sequence[Step], text: Text, first: tuple[int, int]) -> tuple[int, ...] | None:
    """The places of a row that begins there, each element the nearest after the last."""
    sentence = text.words[first[0]].sentence
    places = [*_held(row[0].element, first)]
    after = first[1]
    for element, gap in row[1:]:
        found = next(
            (
                one
                for one in text.met(element)
                if after <= one[0]
                and text.steps[one[0]] - text.steps[after - 1] <= gap + 1
                and text.words[one[0]].sentence == sentence
            ),
            None,
        )
        if found is None:
            return None
        places += _held(element, found)
        after = found[1]
    return tuple(places)


def _held(element: Element, met: tuple[int, int]) -> range:
    """The words that an element takes: of a quote the first, as more may be told within it."""
    return range(met[0], met[0] + 1) if "quote" in element.entities else range(*met)


def _beside(
    row: Sequence[Step], text: Text, places: tuple[int, ...], *, anywhere: bool
) -> tuple[int, ...] | None:
    """The places of another row in the same sentence, or anywhere, with no word in common."""
    sentence = text.words[places[0]].sentence
    for first in text.met(row[0].element)[:MOST_TRIED]:
        if not anywhere and text.words[first[0]].sentence != sentence:
            continue
        found = _follow(row, text, first)
        if found and not set(found) & set(places):
            return found
    return None


def _is_said(phrase: Phrase, text: Text, places: tuple[int, ...]) -> bool:
    """Whether the customer says it of what was: no negation, no condition, nobody else's words."""
    return not (
        _negated(phrase, text, places)
        or _supposed(text.words, places)
        or _asked(text.words, places)
        or (not phrase.quotes and _half_quoted(text, places))
    )


def _supposed(words: Words, places: tuple[int, ...]) -> bool:
    """Whether it stands under a condition: if it comes broken, если придёт, эвдэрсэн ирвэл."""
    first, last = places[0], places[-1]
    for at in range(first - 1, max(-1, first - 1 - FAR), -1):
        if words[at].sentence != words[first].sentence or words[at + 1].apart:
            break
        if words[at].fold in IF and words.folded(at - 1) not in AS:
            return True
    if words.folded(last).endswith(IF_ENDINGS):
        return True
    next_to = last + 1 < len(words) and words[last + 1].sentence == words[last].sentence
    if not next_to or words[last + 1].apart:
        return False
    is_if = words[last + 1].fold == THEN_IF and words.folded(last).endswith(WILL_NOT)
    return is_if or words[last + 1].fold.endswith(IF_ENDINGS)


def _asked(words: Words, places: tuple[int, ...]) -> bool:
    """Whether its sentence only asks how something may be done: how do I return what I bought?"""
    begins = places[0]
    while begins and words[begins - 1].sentence == words[begins].sentence:
        begins -= 1
    if places[0] - begins > FAR:
        return False
    return any(tuple(words.folded(begins + step) for step in range(n)) in ASKING for n in (1, 2, 3))


def _half_quoted(text: Text, places: tuple[int, ...]) -> bool:
    """Whether one of its words is somebody else's, in quotes, and another is the customer's own."""
    held = set(places)
    for quote in text.by_place.get("quote", {}).values():
        within = held & set(range(quote.first, quote.last))
        if within and within != held and len(within) < quote.last - quote.first:
            return True
    return False


def _negated(phrase: Phrase, text: Text, places: tuple[int, ...]) -> bool:
    """Whether one of its words is taken back by a negation that the phrase does not hold."""
    held = set(places)
    return any(_is_taken_back(text.words, place, held) for place in places)


def _is_taken_back(words: Words, place: int, held: set[int]) -> bool:
    word = words[place]
    if word.fold in NOT_BEFORE or word.is_number:
        return False
    before = range(max(0, place - _reach(word.fold)), place)
    for at in before:
        between = any(words[step].apart for step in range(at + 1, place + 1))
        if words[at].fold in NOT_BEFORE and at not in held and not between:
            return words[at].sentence == word.sentence
    after = words.folded(place + 1)
    return after in NOT_AFTER and place + 1 not in held and not words[place + 1].apart


def _reach(spelt: str) -> int:
    """How far before a word its negation may stand: English puts words between."""
    return 3 if spelt[:1] < "Ͱ" else 1
