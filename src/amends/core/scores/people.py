"""Who was looked at more closely, against what they are really like: staff and customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from amends.core.scores.confusion import Share

MOST_LISTED = 200


class PersonRow(NamedTuple):
    """One person: their true character, how they were marked, and after how many of their cases.

    ``marked`` is empty where nobody has to look; ``cases`` is how many they had in all, and
    ``after`` how many when they were marked first.
    """

    code: str
    group: str
    character: str
    marked: str
    cases: int
    after: int = 0


def score_people(
    rows: Sequence[PersonRow], *, guilty: Collection[str], within: int
) -> dict[str, Any]:
    """How many of the guilty were marked, within so many cases, and how many of the others.

    Within so many cases only those can be found, or missed, who had that many; ``found`` is of all.
    """
    characters: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        characters[row.character][row.marked or "none"] += 1
    planted = [row for row in rows if row.character in guilty]
    enough = [row for row in planted if row.cases >= within]
    found = [row for row in planted if row.marked]
    others = [row for row in rows if row.character not in guilty]
    wrong = [row for row in others if row.marked]
    return {
        "people": len(rows),
        "found": Share(len(found), len(planted)).as_data(),
        f"found_within_{within}": Share(
            sum(bool(row.marked) and row.after <= within for row in enough), len(enough)
        ).as_data(),
        "found_after": sorted(row.after for row in found)[:MOST_LISTED],
        "others_marked": Share(len(wrong), len(others)).as_data(),
        "by_character": {name: dict(counts) for name, counts in sorted(characters.items())},
        "missed": [_listed(row) for row in planted if not row.marked][:MOST_LISTED],
        "wrongly_marked": [_listed(row) for row in wrong[:MOST_LISTED]],
    }


def _listed(row: PersonRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "group": row.group,
        "character": row.character,
        "marked": row.marked,
        "cases": row.cases,
        "after": row.after,
    }
