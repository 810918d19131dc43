"""A table inside a walk: what is known of its answer while only some facts are fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.check.space import Column, Sheet, mask_of
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.generated import bits_of

Said = Mapping[str, int]
"""The buckets of what a table says, by the name of the output."""


class Known(NamedTuple):
    """What is known of a table's answer in a region.

    ``alive`` are the rules that may still fit, ``sure`` those of them that fit in all of the
    region. ``said`` is there once the answer is settled.
    """

    alive: int
    sure: int
    said: Said | None = None


class Read:
    """A column whose value the part at ``source`` says."""

    def __init__(self, source: int, sheet: Sheet, column: Column) -> None:
        self.source, self.column, self.table = source, column, sheet.table
        self.by_bucket = {} if sheet.table.policy.aggregate else _by_bucket(sheet, column.axis)
        self._passing: dict[tuple[int, int], int] = {}

    def passing(self, source: Known) -> int:
        """The rules that may pass while this is known of the source."""
        key = source.alive, source.sure
        if key not in self._passing:
            self._passing[key] = self._passed_by(source)
        return self._passing[key]

    def _passed_by(self, source: Known) -> int:
        masks = self.column.masks
        if source.said is not None:
            return masks[source.said[self.column.name]]
        return reduce(or_, (masks[bucket] for bucket in self._possible(source)), 0)

    def _possible(self, source: Known) -> Sequence[int]:
        """The buckets that the value may still have."""
        if self.table.policy.aggregate:
            return range(len(self.column.axis.buckets))
        found = [bucket for bucket, rules in self.by_bucket.items() if rules & source.alive]
        silent = self.table.may_be_empty and not source.sure
        return [*found, self.column.axis.known] if silent else found


def _by_bucket(sheet: Sheet, axis: Axis) -> dict[int, int]:
    """The rules that say a value of each bucket."""
    numbers: dict[int, list[int]] = {}
    for number, rule in enumerate(sheet.rules):
        numbers.setdefault(axis.locate(rule.outputs[axis.fact.name]), []).append(number)
    return {bucket: mask_of(rules) for bucket, rules in numbers.items()}


class Part:
    """One table in a walk.

    ``fixed`` facts have one bucket throughout, ``reads`` are the columns that other parts answer;
    ``is_sound`` says that the table is known never to contradict itself.
    """

    def __init__(
        self, sheet: Sheet, fixed: Mapping[str, int], reads: Sequence[Read], *, is_sound: bool
    ) -> None:
        self.sheet, self.reads, self.is_sound = sheet, tuple(reads), is_sound
        self.spoken: tuple[Axis, ...] = ()
        """The axes of the outputs that other parts read."""
        plain = [column for column in sheet.columns if column.source is None]
        self.columns = {column.name: column for column in plain if column.name not in fixed}
        fixing = [c.masks[fixed[c.name]] for c in plain if c.name in fixed]
        self.start = reduce(lambda a, b: a & b, fixing, sheet.everything)
        self._answers: dict[int, Said | None] = {}

    def known(self, alive: int, unsettled: int, *, may_be_empty: bool = False) -> Known | None:
        """What is known where these rules are left, of which ``unsettled`` ones may not fit.

        None where the table cannot decide: a gap (unless it ``may_be_empty``, for rules are left
        out that do not matter), or rules that contradict each other.
        """
        if not alive and not (may_be_empty or self.sheet.table.may_be_empty):
            return None
        if may_be_empty:
            return Known(alive, alive & ~unsettled, None if alive & unsettled else {})
        alive, sure = self._narrowed(alive, alive & ~unsettled)
        if alive & ~sure:
            return Known(alive, sure)
        if alive not in self._answers:
            self._answers[alive] = self._settled(alive)
        said = self._answers[alive]
        return None if said is None else Known(alive, sure, said)

    @property
    def is_list(self) -> bool:
        """Whether the answer is a list of rules."""
        policy = self.sheet.table.policy
        return not policy.is_single and not policy.aggregate

    def decides(self, known: Known) -> bool:
        """Whether the table decides in all of a region."""
        if known.said is not None:
            return True
        firm = self.is_sound or self.sheet.table.policy.name not in {"unique", "any"}
        return firm and bool(known.sure or self.sheet.table.may_be_empty)

    def _narrowed(self, alive: int, sure: int) -> tuple[int, int]:
        """Without the rules that can no longer be the answer."""
        policy, first = self.sheet.table.policy, sure & -sure
        if not sure or not policy.is_single:
            return alive, sure
        if policy.name in {"first", "priority"}:
            return alive & ((first << 1) - 1), first
        return (first, first) if self.is_sound else (alive, sure)

    def _settled(self, alive: int) -> Said | None:
        table = self.sheet.table
        try:
            said = table.said(table.answer([self.sheet.rules[at] for at in bits_of(alive)]))
            return {axis.fact.name: axis.locate(said[axis.fact.name]) for axis in self.spoken}
        except BadSituation:
            return None
