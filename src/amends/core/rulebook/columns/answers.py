"""What was decided of many situations, and what could not be and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.tables import Rule, Table

Index = NDArray[np.integer[Any]]
UNDECIDED = -1
"""The code of a row that has a problem."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why some rows are not decided; ``rows`` are their indices, ascending."""

    error: BadSituation
    rows: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class TableAnswers:
    """What one table answers: ``answers[codes[row]]`` are the rules; code -1 is undecided."""

    table: Table
    codes: Index
    answers: Sequence[tuple[Rule, ...]]

    @property
    def rule(self) -> Index:
        """For each row the index of the first rule of its answer, in the order of the file; -1 for
        none. The codes themselves where one rule is the answer."""
        if not self.table.policy.is_single:
            places = {rule.id: place for place, rule in enumerate(self.table.rules)}
            firsts = [places[answer[0].id] if answer else -1 for answer in self.answers]
            return np.array([*firsts, -1], np.int32).take(self.codes, mode="wrap")
        if len(self.answers) == len(self.table.rules):
            return self.codes
        is_rule = self.codes < len(self.table.rules)
        return np.where(is_rule, self.codes, self.codes.dtype.type(-1))

    def lists(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """All rules of each row's answer: those of row *n* are the indices from ``offsets[n]`` up
        to ``offsets[n + 1]`` of the second array."""
        places = {rule.id: place for place, rule in enumerate(self.table.rules)}
        flat = [places[rule.id] for answer in self.answers for rule in answer]
        sizes = np.array([*map(len, self.answers), 0], np.int64)
        starts = np.cumsum(sizes) - sizes
        counts = sizes[self.codes]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], counts)
        at = np.repeat(starts[self.codes], counts) + within
        return offsets, np.array(flat or [0], np.int32)[at]

    def said(self, output: str) -> list[Any]:
        """For each distinct answer what it says: a value, or a list of them where the table gives
        several rules; look it up by ``codes``."""
        if self.table.readable:
            return [self.table.said(answer)[output] for answer in self.answers]
        return [[rule.outputs[output] for rule in answer] for answer in self.answers]

    def output(self, output: str) -> NDArray[Any]:
        """For each row what its answer says in one column.

        Whole numbers as int64 and booleans as bool where every row says one; all else as Python
        objects, None where nothing is said or the row is undecided.
        """
        said = self.said(output)
        return _array(said, is_complete=self._is_complete)[self.codes]

    @property
    def _is_complete(self) -> bool:
        return not len(self.codes) or int(self.codes.min()) >= 0

    def to_arrow(self, output: str) -> Any:
        """One column of the answers as a dictionary-encoded Arrow array, null where undecided."""
        import pyarrow as pa

        mask = None if self._is_complete else self.codes < 0
        codes = pa.array(self.codes.astype(np.int32, copy=False), mask=mask)
        return pa.DictionaryArray.from_arrays(codes, pa.array(_alike(self.said(output))))


def _alike(said: Sequence[Any]) -> list[Any]:
    """Numbers all as Decimal if some are."""
    if not any(isinstance(value, Decimal) for value in said):
        return list(said)
    return [Decimal(value) if isinstance(value, int) else value for value in said]


def _array(said: Sequence[Any], *, is_complete: bool) -> NDArray[Any]:
    """Values to be looked up by code, with one more at the end for undecided rows."""
    kinds = {type(value) for value in said}
    if is_complete and kinds == {bool}:
        return np.array([*said, False])
    if is_complete and kinds == {int} and all(abs(value) < 2**63 for value in said):
        return np.array([*said, 0], np.int64)
    array = np.empty(len(said) + 1, object)
    array[:-1] = np.fromiter(said, object, len(said))
    return array


@dataclass(frozen=True)
class ManyDecisions:
    """What a rulebook says of many situations, table by table."""

    length: int
    tables: Mapping[str, TableAnswers]
    problems: Sequence[Problem]

    def __getitem__(self, table: str) -> TableAnswers:
        return self.tables[table]

    @property
    def is_decided(self) -> NDArray[np.bool_]:
        """For each row whether it is decided."""
        decided = np.ones(self.length, np.bool_)
        for problem in self.problems:
            decided[problem.rows] = False
        return decided
