"""What was given often outside the rules, in like situations, by several people (R13).

Kindnesses are alike in the same failure, kind of order, band of worth and kind of kindness.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple


class Given(NamedTuple):
    """One kindness: ``order_worth`` and ``worth`` in the rulebook's currency, None if unknown.

    ``helped`` is what the customer answered afterwards: None where nobody knows yet.
    """

    failure: str
    order_kind: str
    order_worth: Decimal | None
    kind: str
    person: str
    worth: Decimal | None
    of_delivery: float | None
    why: str
    helped: bool | None


class Situation(NamedTuple):
    """``band`` counts the bands of worth from 0; -1 where the worth is not known."""

    failure: str
    order_kind: str
    band: int
    kind: str


class Group(NamedTuple):
    """How often, by how many people, for how much in all and in the middle; whether it helped.

    ``of_delivery`` is the middle share of the delivery price, None where there was none. ``helped``
    of ``asked`` customers said that all was right afterwards. ``whys`` are the latest first.
    """

    situation: Situation
    times: int
    people: int
    worth: Decimal
    middle: Decimal
    of_delivery: float | None
    helped: int
    asked: int
    whys: tuple[str, ...]


def groups(
    given: Iterable[Given],
    *,
    bands: Sequence[float],
    times: int,
    people: int,
    most_whys: int = 8,
) -> list[Group]:
    """The groups that came up often enough; ``given`` is oldest first. The most frequent first."""
    found: dict[Situation, list[Given]] = defaultdict(list)
    for each in given:
        found[situation_of(each, bands)].append(each)
    made = [_group(where, some, most_whys) for where, some in found.items()]
    enough = [each for each in made if each.times >= times and each.people >= people]
    return sorted(enough, key=lambda each: (-each.times, each.situation))


def situation_of(given: Given, bands: Sequence[float]) -> Situation:
    """In which group a kindness belongs."""
    band = -1 if given.order_worth is None else bisect_right(bands, float(given.order_worth))
    return Situation(given.failure, given.order_kind, band, given.kind)


def band_cell(band: int, bands: Sequence[float]) -> str:
    """A band of worth as a cell of a table; ``-`` where any will do."""
    if band < 0 or not bands:
        return "-"
    if band == 0:
        return f"<{bands[0]:g}"
    if band >= len(bands):
        return f">={bands[-1]:g}"
    return f"[{bands[band - 1]:g}..{bands[band]:g})"


def _group(where: Situation, given: Sequence[Given], most_whys: int) -> Group:
    worths = [each.worth for each in given if each.worth is not None]
    shares = [each.of_delivery for each in given if each.of_delivery is not None]
    answers = [each.helped for each in given if each.helped is not None]
    whys = dict.fromkeys(each.why for each in reversed(given))
    return Group(
        situation=where,
        times=len(given),
        people=len({each.person for each in given}),
        worth=sum(worths, Decimal(0)),
        middle=Decimal(median(worths)) if worths else Decimal(0),
        of_delivery=median(shares) if shares else None,
        helped=sum(answers),
        asked=len(answers),
        whys=tuple(whys)[:most_whys],
    )
