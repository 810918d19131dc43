"""The k best points for one question, and why a point is not among them."""

from __future__ import annotations

import numpy as np

from amends.core.places.choosing.answers import Answer, answers
from amends.core.places.choosing.asked import asked
from amends.core.places.choosing.engine import search
from amends.core.places.choosing.filters import LEFT_OUT_BY, Why
from amends.core.places.choosing.globe import detours
from amends.core.places.choosing.question import Question
from amends.core.places.choosing.table import PointTable


def choose(table: PointTable, question: Question) -> list[Answer]:
    """The ``question.count`` best points under all filters, exactly, best first.

    Best is the least detour (see ``globe.detours``) in whole millimetres, then the higher bound of
    reliability, then the code. Fewer answers, or none, where no more points serve.
    Errors: ``BadQuestion``.
    """
    meant = asked(table, question)
    return answers(table, search(table, meant))


def why_not(table: PointTable, question: Question, code: str) -> tuple[Why, ...]:
    """All that keeps a point from being offered; empty if ``choose`` offers it.

    Errors: ``BadQuestion``, also for a code that the table does not hold.
    """
    meant = asked(table, question)
    row = np.array([table.row(code)])
    reasons = [why for why, test in LEFT_OUT_BY.items() if test(table, meant, row)[0]]
    if Why.NO_PLACE not in reasons:
        more, _ = detours(table.fixed["vector"][row], meant.way)
        if round(more[0] * 1000) > meant.most_metres * 1000:
            reasons.append(Why.DETOUR)
    if not reasons and row[0] not in search(table, meant).rows:
        reasons.append(Why.BEHIND_OTHERS)
    return tuple(reasons)
