"""Sums of products of numbers that are only known to lie in a range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any

MOST_CORNERS = 1 << 10
Bounds = tuple[Any, Any]
"""The least and the greatest value, which may be infinite."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """``terms`` are factors by the sorted names of their variables; ``boxes`` bound those."""

    terms: Mapping[tuple[str, ...], Fraction]
    boxes: Mapping[str, Bounds]

    def plus(self, other: Polynomial, times: int = 1) -> Polynomial:
        """The sum, or with ``times`` -1 the difference."""
        terms = dict(self.terms)
        for names, factor in other.terms.items():
            terms[names] = terms.get(names, Fraction()) + times * factor
        return self._with(other, terms)

    def times(self, other: Polynomial) -> Polynomial:
        """The product."""
        terms: dict[tuple[str, ...], Fraction] = {}
        for mine, factor in self.terms.items():
            for theirs, other_factor in other.terms.items():
                names = tuple(sorted(mine + theirs))
                terms[names] = terms.get(names, Fraction()) + factor * other_factor
        return self._with(other, terms)

    def _with(self, other: Polynomial, terms: Mapping[tuple[str, ...], Fraction]) -> Polynomial:
        kept = {names: factor for names, factor in terms.items() if factor}
        return Polynomial(kept, {**self.boxes, **other.boxes})

    @property
    def names(self) -> list[str]:
        """The variables on which it depends."""
        return sorted({name for names in self.terms for name in names})

    def bounds(self) -> Bounds:
        """Its least and greatest value over the box, or something below and above them.

        Exact where no product holds a variable twice: such a function has its extremes in the
        corners of the box.
        """
        names = self.names
        boxes = [self.boxes[name] for name in names]
        is_multilinear = all(len(set(each)) == len(each) for each in self.terms)
        is_finite = all(-inf < low and high < inf for low, high in boxes)
        if is_multilinear and is_finite and 1 << len(names) <= MOST_CORNERS:
            values = [self.at(dict(zip(names, corner, strict=True))) for corner in product(*boxes)]
            return min(values), max(values)
        return self._outer_bounds()

    def at(self, values: Mapping[str, Any]) -> Any:
        """Its value for these values of its variables."""
        total: Any = Fraction()
        for names, factor in self.terms.items():
            term: Any = factor
            for name in names:
                term *= values[name]
            total += term
        return total

    def _outer_bounds(self) -> Bounds:
        low: Any = Fraction()
        high: Any = Fraction()
        for names, factor in self.terms.items():
            ends: Bounds = (factor, factor)
            for name in names:
                corners = [_product(a, b) for a in ends for b in self.boxes[name]]
                ends = min(corners), max(corners)
            low, high = low + ends[0], high + ends[1]
        return low, high


def constant(value: Any) -> Polynomial:
    """A known number."""
    exact = Fraction(value)
    return Polynomial({(): exact} if exact else {}, {})


def variable(name: str, bounds: Bounds) -> Polynomial:
    """A number of which only the bounds are known."""
    low, high = (end if end in {-inf, inf} else Fraction(end) for end in bounds)
    return Polynomial({(name,): Fraction(1)}, {name: (low, high)})


def _product(left: Any, right: Any) -> Any:
    """A product in which nothing times something endless is nothing."""
    return Fraction() if not left or not right else left * right
