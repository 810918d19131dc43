"""Who of the simulated staff was marked, against what they are really like."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.app.actions.score.truth import Truth
from amends.app.actions.staff_truth.standings import first_marks, renew_staff
from amends.app.ledger.models import StaffStanding
from amends.core.scores.people import PersonRow, score_people

GUILTY = frozenset({"careless", "blame_shifting"})
WITHIN = 200


def score_staff(truth: Truth, *, now: datetime) -> dict[str, Any]:
    """Count everybody anew, then compare; a case is a customer's trouble that was theirs."""
    renew_staff(now=now)
    marks = first_marks()
    cases: dict[str, int] = {}
    for person, count in StaffStanding.objects.values_list("person", "cases"):
        cases[person] = max(count, cases.get(person, 0))
    return score_people(
        [
            PersonRow(
                code=row["staff"],
                group=row["team"],
                character=row["character"],
                marked=marks.get(row["staff"], ("", 0))[0],
                cases=cases.get(row["staff"], 0),
                after=marks.get(row["staff"], ("", 0))[1],
            )
            for row in truth.rows["staff"]
        ],
        guilty=GUILTY,
        within=WITHIN,
    )
