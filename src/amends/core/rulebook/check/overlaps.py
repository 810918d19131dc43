"""Which rules of a table have a combination of buckets in common.

Two boxes meet where they meet in every column. For each column and each distinct cell the masks of
its buckets are joined, and the columns are intersected: O(rules × columns) operations on integers
of as many bits as there are rules.
"""

from __future__ import annotations

from amends.core.rulebook.check.space import Sheet


def overlaps(sheet: Sheet) -> list[int]:
    """For each rule the mask of the rules that it has a combination of buckets in common with.

    A rule that fits nowhere meets none; any other meets itself.
    """
    met = [sheet.everything] * len(sheet.rules)
    for column in sheet.columns:
        beside = {side: column.joined(side) for side in column.rules_by_side}
        met = [rules & beside[side] for rules, side in zip(met, column.sides, strict=True)]
    return met
