"""What both books say where all is settled, and whether that is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from amends.core.rulebook.diff.parts import Known, Said
from amends.core.rulebook.diff.twins import Twins


class Pair(NamedTuple):
    """What both books say where they differ."""

    old: Said
    new: Said


SAME: Final = None


class Answers:
    """The answers of one table in both books, held against each other."""

    def __init__(self, twins: Twins) -> None:
        self.twins = twins
        tables = [twins.parts[at].table for at in twins.targets]
        said = [{fact.name for fact in table.outputs} for table in tables]
        self._names = said[0] & said[1] or said[0] | said[1]
        sets = [t.policy.name == "collect" and not t.policy.aggregate for t in tables]
        self._ordered = not any(sets) or any(table.policy.aggregate for table in tables)
        self.adds_up = all(sets)
        """Whether the answers are sets of rules, so that what both have may be left out."""
        self._pairs: dict[Pair, Pair] = {}

    def compared(self, known: Sequence[Known]) -> Pair | None:
        """What both books say, each pair of answers once; None where that is the same."""
        old, new = (self._answer(known, side) for side in (0, 1))
        if self._told(old) == self._told(new):
            return SAME
        if not (self._ordered or old.undecided or new.undecided):
            old, new = self._without(old, new), self._without(new, old)
        return self._pairs.setdefault(pair := Pair(old, new), pair)

    def _answer(self, known: Sequence[Known], side: int) -> Said:
        """What the table says in one book; an earlier table that cannot decide leaves it none."""
        for at, part in enumerate(self.twins.parts):
            if self.twins.sides[at] == side and known[at].settled:
                said = part.said(known[at])
                if at == self.twins.targets[side]:
                    return said
                if said.undecided:
                    return Said((), (), f"{said.undecided} in {part.table.name}")
        raise AssertionError("the table is not settled")

    def _told(self, said: Said) -> Any:
        """An answer as far as it is compared: outputs that both books have, in their order where
        the order means something."""
        if said.undecided:
            return "undecided"
        shown = self._shown(said)
        return shown if self._ordered else Counter(shown)

    def _without(self, said: Said, other: Said) -> Said:
        """The part of an answer without order that the other answer does not have."""
        left = self._shown(other)
        rules, outputs = [], []
        for rule, shown, each in zip(said.rules, self._shown(said), said.outputs, strict=True):
            if shown in left:
                left.remove(shown)
            else:
                rules.append(rule)
                outputs.append(each)
        return Said(tuple(rules), tuple(outputs))

    def _shown(self, said: Said) -> list[Any]:
        return [frozenset((n, v) for n, v in each if n in self._names) for each in said.outputs]
