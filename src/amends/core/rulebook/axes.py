"""A fact's values cut into buckets inside which no cell of any table can tell two values apart.

Ordered facts are cut at every limit that a cell names: buckets are single limits and the open
stretches between them; a stretch in which no value of the fact lies is left out. Other facts have
a bucket for each value, and one for any other text where the values are not listed. A missing
fact has a bucket of its own, the last one. With *n* limits there are at most 2 *n* + 2 buckets.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

from amends.core.rulebook.between import BETWEEN, stepped
from amends.core.rulebook.cells import Cell, Span
from amends.core.rulebook.facts import BadSituation, Fact

OTHER: Final = "\N{HORIZONTAL ELLIPSIS}"
"""Stands for any text that no cell names."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Values that all cells treat alike; ``sample`` is one of them, None that of a missing fact."""

    span: Span | None
    sample: Any

    @property
    def is_point(self) -> bool:
        """Whether the bucket holds a single known value."""
        return (
            self.span is not None and self.span.low is not None and self.span.low == self.span.high
        )

    @property
    def is_other(self) -> bool:
        """Whether the bucket holds all texts that no cell names."""
        return self.span == Span()


@dataclass(frozen=True)
class Axis:
    """The buckets of one fact, in the order of its values."""

    fact: Fact
    cuts: tuple[Any, ...]
    buckets: tuple[Bucket, ...]
    places: tuple[int | None, ...]
    """Of ordered facts: 2 *i* + 1 is the place of cut *i*, 2 *i* of the stretch before it; the
    index of the bucket there, None where there is no value."""

    def ranges(self, cell: Cell) -> list[tuple[int, int]]:
        """The buckets that pass a cell, as ascending ranges without overlap, ends included."""
        null = [(self.known, self.known)] if self.fact.optional and cell.null else []
        if cell.anything:
            return [(0, len(self.buckets) - 1)]
        passed = merged([each for span in cell.spans for each in self._inside(span)])
        return (complement(passed, self.known) if cell.negated else passed) + null

    def bits(self, cell: Cell) -> int:
        """The buckets that pass a cell, as a bitmask (bit 0 is the first bucket)."""
        return sum((1 << high + 1) - (1 << low) for low, high in self.ranges(cell))

    @cached_property
    def known(self) -> int:
        """The number of buckets of known values; the index of the missing fact's bucket."""
        return len(self.buckets) - self.fact.optional

    @property
    def all_bits(self) -> int:
        """The bitmask of all buckets."""
        return (1 << len(self.buckets)) - 1

    def locate(self, value: Any) -> int:
        """The index of the bucket that holds a value.

        Raise ``BadSituation`` for a value that the fact never has.
        """
        try:
            index = self._locate(self.fact.clamp(value)) if self.fact.admits(value) else None
        except (TypeError, ArithmeticError):
            index = None
        if index is None:
            raise BadSituation(
                f"{value!r} is not a value of this fact",
                where=self.fact.name,
                hint=self.fact.domain(),
            )
        return index

    def _locate(self, value: Any) -> int | None:
        if value is None:
            return len(self.buckets) - 1
        if self.fact.type.ordered and not self.fact.values:
            at = bisect_left(self.cuts, value)
            on_cut = at < len(self.cuts) and self.cuts[at] == value
            return self.places[2 * at + on_cut]
        return self.by_value.get(value, self.other)

    def _inside(self, span: Span) -> list[tuple[int, int]]:
        """The buckets inside a span; listed values need not stand in their order."""
        if self.places:
            return [self._range(span)]
        if span.low is not None and span.low == span.high:
            return [(self.by_value[span.low],) * 2]
        return [(i, i) for i in range(self.known) if span.holds(self.buckets[i].sample)]

    def _range(self, span: Span) -> tuple[int, int]:
        """The first and the last bucket inside a span; the last before the first: none."""
        low, high = 0, len(self.places) - 1
        if span.low is not None:
            low = 2 * bisect_left(self.cuts, span.low) + (1 if span.low_closed else 2)
        if span.high is not None:
            high = 2 * bisect_left(self.cuts, span.high) + (1 if span.high_closed else 0)
        return self._before[low], self._before[high + 1] - 1

    @cached_property
    def _before(self) -> tuple[int, ...]:
        """For each place, and the one after the last, the number of buckets before it."""
        counts = accumulate((place is not None for place in self.places), initial=0)
        return tuple(counts)

    @cached_property
    def by_value(self) -> dict[Any, int]:
        """Buckets of a single value, by that value."""
        return {b.sample: i for i, b in enumerate(self.buckets) if b.span and b.is_point}

    @cached_property
    def other(self) -> int | None:
        """The bucket of all texts that no cell names, if there is one."""
        return next((i for i, b in enumerate(self.buckets) if b.is_other), None)


def merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges put in order, those that touch made one, empty ones left out."""
    whole: list[tuple[int, int]] = []
    for low, high in sorted(r for r in ranges if r[0] <= r[1]):
        if whole and low <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(whole[-1][1], high))
        else:
            whole.append((low, high))
    return whole


def complement(ranges: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """What merged ranges leave of the indices from 0 up to ``count``."""
    starts = [0, *(high + 1 for _, high in ranges)]
    ends = [*(low - 1 for low, _ in ranges), count - 1]
    return [pair for pair in zip(starts, ends, strict=True) if pair[0] <= pair[1]]


def build_axis(fact: Fact, cells: Iterable[Cell]) -> Axis:
    """Cut a fact's values by all cells that test it."""
    spans = [span for cell in cells for span in cell.spans]
    if fact.type.ordered and not fact.values:
        return _ordered(fact, spans)
    named = dict.fromkeys(span.low for span in spans)
    values = fact.values or tuple(sorted(named))
    buckets = [Bucket(Span(value, value), value) for value in values]
    if not fact.values:
        buckets.append(Bucket(Span(), _unnamed(named)))
    return Axis(fact, (), _with_null(buckets, fact), ())


def _unnamed(named: Collection[str]) -> str:
    """A text that no cell names."""
    return next(text for n in range(1, len(named) + 2) if (text := OTHER * n) not in named)


def _with_null(buckets: Sequence[Bucket], fact: Fact) -> tuple[Bucket, ...]:
    return (*buckets, Bucket(None, None)) if fact.optional else tuple(buckets)


def _ordered(fact: Fact, spans: Sequence[Span]) -> Axis:
    limits = {end for span in spans for end in (span.low, span.high) if end is not None}
    limits |= {end for end in (fact.low, fact.high) if end is not None}
    cuts = tuple(sorted(limits))
    buckets: list[Bucket] = []
    places: list[int | None] = []
    for place in range(2 * len(cuts) + 1):
        bucket = _bucket(fact, cuts, place)
        places.append(None if bucket is None else len(buckets))
        if bucket is not None:
            buckets.append(bucket)
    return Axis(fact, cuts, _with_null(buckets, fact), tuple(places))


def _bucket(fact: Fact, cuts: Sequence[Any], place: int) -> Bucket | None:
    """The bucket at a place, if a value of the fact lies there."""
    at, on_cut = divmod(place, 2)
    if on_cut:
        span = Span(cuts[at], cuts[at])
    else:
        low = cuts[at - 1] if at else None
        high = cuts[at] if at < len(cuts) else None
        span = Span(low, high, low_closed=False, high_closed=False)
    sample = _sample(fact, span)
    return None if sample is None else Bucket(span, sample)


def _sample(fact: Fact, span: Span) -> Any:
    """A value of the fact inside the span: the first one where there are steps; or None."""
    if fact.low is not None and (span.low is None or span.low < fact.low):
        return None
    if fact.high is not None and (span.high is None or span.high > fact.high):
        return None
    if fact.step is None:
        return _between(fact, span)
    steps = 0 if span.low is None else int((span.low - fact.low) // fact.step)
    first = fact.low + steps * fact.step
    if not span.holds(first):
        first = stepped(first, fact.step)
    return first if first is not None and span.holds(first) else None


def _between(fact: Fact, span: Span) -> Any:
    """A value of a fact without steps."""
    if span.low is not None and span.low == span.high:
        return span.low
    return BETWEEN[fact.type.name](span.low, span.high)
