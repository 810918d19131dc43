"""A region as an expression sees it: the values that facts and answers may still have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.check.invariants.polynomials import Bounds, variable
from amends.core.rulebook.check.invariants.possible import ANY, MOST, Items, Value, union
from amends.core.rulebook.check.parts import Known
from amends.core.rulebook.check.regions import Chosen, Region
from amends.core.rulebook.check.space import Sheet, Space
from amends.core.rulebook.generated import bits_of

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class View(NamedTuple):
    """A region seen by one copy of a walk.

    ``at`` gives the part of each place, ``fixed`` the buckets of the facts that the copy fixes,
    ``local`` what the variables of the expression may be.
    """

    space: Space
    at: Mapping[int, int]
    region: Region
    fixed: Chosen = NOTHING
    above: str = ""
    """The fact that has a value in this view which is not below that in another, in one bucket."""
    mark: str = ""
    """Tells numbers that are fixed in this view from those in another."""
    local: Mapping[str, Value] = NOTHING

    def within(self, names: Mapping[str, Value]) -> View:
        """The same with more variables."""
        return self._replace(local={**self.local, **names})

    def bucket(self, fact: str) -> int | None:
        """The bucket of a fact, if it is chosen."""
        return self.fixed[fact] if fact in self.fixed else self.region.chosen.get(fact)

    def known(self, place: int) -> Known:
        """What is known of a table."""
        return self.region.known[self.at[place]]

    def of_fact(self, name: str) -> Value:
        """All that a fact may be."""
        axis, bucket = self.space.axes[name], self.bucket(name)
        if bucket is None:
            return _of_axis(axis)
        chosen = axis.buckets[bucket]
        if chosen.span is None or chosen.is_point:
            return (chosen.sample,)
        if axis.fact.type.name != "number":
            return ANY
        low, high = bounds_of(axis, bucket)
        if name == self.above:
            more = variable(f"{name} more", (0, high - low))
            return (variable(name, (low, high)).plus(more),)
        mark = self.mark if name in self.fixed else ""
        return (variable(name + mark, (low, high)),)

    def of_table(self, place: int) -> Value:
        """All that a table may say: a context, or a list of those."""
        sheet, known = self.space.sheets[place], self.known(place)
        policy = sheet.table.policy
        if policy.aggregate:
            return self._folded(sheet, known)
        if not policy.is_single:
            return Items(
                tuple(
                    (dict(sheet.rules[at].outputs), bool(known.sure >> at & 1))
                    for at in bits_of(known.alive)
                )
            )
        said = [dict(sheet.rules[at].outputs) for at in bits_of(known.alive)]
        return tuple(said + ([] if known.sure else _silence(sheet)))

    def of_output(self, place: int, output: str) -> Value:
        """All that one output of a table with a single answer may be."""
        sheet, known = self.space.sheets[place], self.known(place)
        policy = sheet.table.policy
        if policy.aggregate:
            folded = self._folded(sheet, known)
            return tuple(each[output] for each in folded) if isinstance(folded, tuple) else ANY
        said = dict.fromkeys(sheet.rules[at].outputs[output] for at in bits_of(known.alive))
        values = [*said, *(each[output] for each in ([] if known.sure else _silence(sheet)))]
        return union((value,) for value in values)

    def _folded(self, sheet: Sheet, known: Known) -> Value:
        if known.alive & ~known.sure:
            return ANY
        return (sheet.table.said([sheet.rules[at] for at in bits_of(known.alive)]),)


def _silence(sheet: Sheet) -> list[dict[str, Any]]:
    """What a table says where no rule fits, if it may."""
    outputs = sheet.table.outputs
    return [dict.fromkeys(fact.name for fact in outputs)] if sheet.table.may_be_empty else []


def _of_axis(axis: Axis) -> Value:
    """All that a fact may be."""
    fact = axis.fact
    null: Sequence[Any] = [None] if fact.optional else []
    known = axis.buckets[: axis.known]
    if all(bucket.is_point for bucket in known):
        samples = [bucket.sample for bucket in known]
        return (*samples, *null) if len(samples) <= MOST else ANY
    if fact.type.name != "number" or not axis.places:
        return ANY
    low = -inf if fact.low is None else fact.low
    high = inf if fact.high is None else fact.high
    return (variable(fact.name, (low, high)), *null)


def bounds_of(axis: Axis, bucket: int) -> Bounds:
    """The least and the greatest number of a bucket; where there are no steps, its open ends."""
    span, fact = axis.buckets[bucket].span, axis.fact
    assert span is not None
    if fact.step is None:
        low = -inf if span.low is None else span.low
        return low, inf if span.high is None else span.high
    low = axis.buckets[bucket].sample
    return low, inf if span.high is None else last_step(axis, bucket)


def last_step(axis: Axis, bucket: int) -> Any:
    """The greatest value of a bucket with an end, of a fact with steps."""
    span, fact = axis.buckets[bucket].span, axis.fact
    assert span is not None
    steps = (span.high - fact.low) // fact.step
    last = fact.low + steps * fact.step
    return last if span.holds(last) else last - fact.step
