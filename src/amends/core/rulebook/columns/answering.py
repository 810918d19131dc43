"""Sets of fitting rules as codes of answers, each distinct set answered once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.columns.lookups import Index, Words
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.generated import bits_of
from amends.core.rulebook.tables import Rule, Table

Codes = NDArray[np.integer[Any]]


class Answering:
    """The answers of one table, numbered as they are met; single rules by their place in the table.

    The code of what cannot be answered is -2 less its place in ``problems``.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        single = table.rules if table.policy.is_single else ()
        self.answers: list[tuple[Rule, ...]] = [(rule,) for rule in single]
        self.problems: list[BadSituation] = []
        self._codes: dict[tuple[str, ...], int] = {(rule.id,): at for at, rule in enumerate(single)}
        self._by_set: dict[bytes, int] = {}

    def codes(self, sets: Words) -> Index:
        """A code for each set of rules."""
        sets = self._decisive(sets)
        return np.fromiter((self._code(raw) for raw in _raw(sets)), np.intp, len(sets))

    def _decisive(self, sets: Words) -> Words:
        """Where the first rule wins, that rule alone."""
        if self.table.policy.name != "first":
            return sets
        decisive = np.zeros_like(sets)
        is_open = np.ones(len(sets), np.bool_)
        for word in range(sets.shape[1]):
            column = sets[:, word]
            decisive[:, word] = np.where(is_open, column & (~column + np.uint64(1)), 0)
            is_open &= column == 0
        return decisive

    def _code(self, raw: bytes) -> int:
        code = self._by_set.get(raw)
        if code is None:
            code = self._by_set[raw] = self._answered(int.from_bytes(raw, "little"))
        return code

    def _answered(self, mask: int) -> int:
        try:
            answer = self.table.answer([self.table.rules[place] for place in bits_of(mask)])
        except BadSituation as error:
            self.problems.append(error)
            return -1 - len(self.problems)
        key = tuple(rule.id for rule in answer)
        if key not in self._codes:
            self._codes[key] = len(self.answers)
            self.answers.append(answer)
        return self._codes[key]


def _raw(sets: Words) -> Iterator[bytes]:
    width = sets.shape[1] * 8
    whole = np.ascontiguousarray(sets).tobytes()
    return (whole[at : at + width] for at in range(0, len(whole), width))
