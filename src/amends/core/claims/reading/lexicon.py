"""All words of the phrases of one language, found by any form of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain

from amends.core.claims.reading.phrases import Atom, Element, Phrase
from amends.core.claims.reading.stems import Forms, forms
from amends.core.claims.reading.vocabulary import Vocabulary

SHORTEST_BEGINNING = 4
SHORTEST_SLIP = {"en": 6, "ru": 6, "mn": 9}
"""Letters of a word that may be a slip: shorter ones are too often another word, in Mongolian with
its many endings most of all."""
Run = tuple[Atom, ...]
Hit = tuple[Element, Run]
"""A choice of an element: its words, of which the first was met."""


class Lexicon:
    """Which elements of the phrases of one language a word meets."""

    def __init__(self, language: str, phrases: Iterable[Phrase]) -> None:
        self.language = language
        self._whole: dict[str, list[Hit]] = {}
        self._begun: dict[str, list[Hit]] = {}
        self.elements = {step.element for phrase in phrases for row in phrase.rows for step in row}
        for element in self.elements:
            for run in element.runs:
                self._add(element, run)
        self.met_by = lru_cache(maxsize=5_000)(self._met_by)
        self.knows = lru_cache(maxsize=5_000)(self._knows)

    def _add(self, element: Element, run: Run) -> None:
        table = self._whole if run[0].whole else self._begun
        for key in filter(None, {run[0].begins, run[0].stem} if run[0].begins else {"*"}):
            table.setdefault(key, []).append((element, run))

    def _met_by(self, said: str) -> tuple[Hit, ...]:
        """The choices whose first word is this one, each once."""
        word = forms(said, self.language)
        hits = {(id(one[0]), one[1]): one for one in self._looked_up(word)}
        return tuple(hits.values())

    def _looked_up(self, word: Forms) -> Iterator[Hit]:
        for key in (word.fold, *word.stems):
            yield from self._whole.get(key, ())
        beginnings = (spelt[:end] for spelt in (word.fold, *word.long) for end in range(len(spelt)))
        for key in {"*", word.fold, *word.long, *beginnings}:
            for hit in self._begun.get(key, ()):
                if hit[1][0].meets(word):
                    yield hit

    def _knows(self, said: str) -> bool:
        """Whether a phrase is written with a form of this word."""
        return any(
            run[0].whole or len(run[0].begins) >= SHORTEST_BEGINNING for _, run in self.met_by(said)
        )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that a misspelt one is brought to."""
        atoms = [*chain.from_iterable(run for each in self.elements for run in each.runs)]
        return Vocabulary(
            (atom.said for atom in atoms if atom.whole),
            (atom.said for atom in atoms if not atom.whole and not atom.ends),
            SHORTEST_SLIP.get(self.language, 6),
        )
