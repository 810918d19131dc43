"""Outputs of earlier tables as facts of later ones."""

from __future__ import annotations

import numpy as np

from amends.core.rulebook.axes import Axis
from amends.core.rulebook.columns.answering import Answering
from amends.core.rulebook.columns.kinds import Kinds
from amends.core.rulebook.columns.sources import Array


class Said:
    """Of which kind each answer of a table is in one of its outputs."""

    def __init__(self, answering: Answering, axis: Axis, kinds: Kinds) -> None:
        self.answering, self.axis, self.of = answering, axis, kinds.of
        self.by_code = np.empty(0, kinds.dtype)

    def kinds(self, codes: Array) -> Array:
        """The kind of each row, any where the table has no answer."""
        answers = self.answering.answers
        if len(self.by_code) < max(len(answers), 1):
            found = [self._kind(code) for code in range(len(answers))]
            self.by_code = np.array(found or [0], self.by_code.dtype)
        return self.by_code.take(codes, mode="clip")

    def _kind(self, code: int) -> int:
        said = self.answering.table.said(self.answering.answers[code])
        return self.of[self.axis.locate(said[self.axis.fact.name])]
