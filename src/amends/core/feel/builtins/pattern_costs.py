"""What a regular expression may cost at worst, counted from its parts before it runs.

A matcher that tries one way after another goes through at most so many ways: a choice (``?``,
``|``, ``{2,5}``) multiplies them by the number of its outcomes; *q* endless repeats and a place to
begin share *n* letters in *n* + *q* + 1 over *q* + 1 ways; endless repeats of what has several ways
itself are some number to the *n* (see ``growth``). Each way reads at most the pattern's letters or
the text's, whichever are fewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, log2

from amends.core.feel.arithmetic import LONGEST_TEXT
from amends.core.feel.errors import TooCostly

MOST_LETTERS_READ = 100_000_000
MOST_BITS = log2(MOST_LETTERS_READ)
MOST_REPEATS = 30
"""More share even a short text in too many ways."""
LETTERS_PER_STEP = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a part of a pattern: how many ``letters`` it has, how many ``bits`` its choices are, how
    many endless ``repeats`` share its text; repeats in repeats are so many ``bits_per_letter``."""

    letters: int = 0
    bits: float = 0
    repeats: int = 0
    bits_per_letter: float = 0

    def then(self, other: Cost) -> Cost:
        """The cost of both, one after another."""
        return Cost(
            self.letters + other.letters,
            self.bits + other.bits,
            self.repeats + other.repeats,
            max(self.bits_per_letter, other.bits_per_letter),
        )

    def repeated(self, least: int, most: int | None) -> Cost:
        """The cost of this so many times; ``most`` is None where there is no end."""
        if most is None:
            return self._endless()
        return Cost(
            self.letters * most,
            self.bits * most + log2(max(most - least, 0) + 1),
            self.repeats * most,
            self.bits_per_letter,
        )

    def _endless(self) -> Cost:
        if not (self.bits or self.repeats):
            return Cost(self.letters, repeats=1)
        more = max(1, log2(growth(self.bits, self.repeats)))
        return Cost(self.letters, repeats=1, bits_per_letter=self.bits_per_letter + more)

    def steps(self, letters: int) -> int:
        """The steps to spend on a text of so many letters; raise ``TooCostly`` where they may be
        too many."""
        bits = self.bits + self.bits_per_letter * letters
        if bits <= MOST_BITS and self.repeats <= MOST_REPEATS:
            ways = comb(letters + self.repeats + 1, self.repeats + 1) * 2**bits
            read = ways * max(min(self.letters, letters), 1)
            if read <= MOST_LETTERS_READ:
                return int(read) // LETTERS_PER_STEP
        raise TooCostly("this pattern may take too long on this text")


def growth(bits: float, repeats: int) -> float:
    """By how much each letter multiplies the ways in which an endless repeat shares a text, where
    one time has *w* ways and in it *q* repeats: *g* with 1 = w ((1 - 1/g)^-q - 1)."""
    ways = 2 ** min(bits, MOST_BITS)
    return 1 / (1 - (1 + 1 / ways) ** (-1 / repeats)) if repeats else ways


def either(costs: Sequence[Cost]) -> Cost:
    """The cost of alternatives: their ways added up."""
    most = max(cost.bits for cost in costs)
    return Cost(
        max(cost.letters for cost in costs),
        most + log2(sum(2 ** (cost.bits - most) for cost in costs)),
        max(cost.repeats for cost in costs),
        max(cost.bits_per_letter for cost in costs),
    )


NOTHING = Cost()
LETTER = Cost(letters=1)
ANY_TEXT = Cost(letters=LONGEST_TEXT)
"""What a group found before, once more."""
