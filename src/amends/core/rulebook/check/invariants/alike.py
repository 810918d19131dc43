"""Tables that answer alike in both situations of a pair, whatever the open facts turn out to be.

The two situations share every fact but one. Where the same rules are left in both, and no rule
that may or may not fit reads a table which is not itself alike, the same rules fit in both.
"""

from __future__ import annotations

from amends.core.rulebook.check.parts import Known
from amends.core.rulebook.check.regions import Region
from amends.core.rulebook.check.walk import Walk


def alike(walk: Walk, region: Region) -> set[int]:
    """The places whose rules are the same in both copies of a walk, all over a region."""
    found, read_alike = set[int](), set[int]()
    for place in walk.places:
        one, other = walk.at[0, place], walk.at[1, place]
        here, there = region.known[one], region.known[other]
        if one == other or (here[:2] == there[:2] and _reads(walk, one, here) <= read_alike):
            found.add(place)
        if place in found or (here.said is not None and here.said == there.said):
            read_alike.add(place)
    return found


def _reads(walk: Walk, part: int, known: Known) -> set[int]:
    """The places of the tables on which it depends whether the rules that are left fit."""
    waiting = known.alive & ~known.sure
    columns = walk.parts[part].sheet.columns
    return {c.source for c in columns if c.source is not None and c.tests & waiting}
