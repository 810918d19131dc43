"""The same story told again: one kind of claim of which what both say agrees."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from numbers import Number
from typing import Any, NamedTuple

from amends.core.customers.rules import Rules

CONFIRMED, UNCONFIRMED, CONTRADICTED = "confirmed", "unconfirmed", "contradicted"
PIECE = re.compile(r"[^\W\d_]{2,}")
DAY = timedelta(days=1)


class Told(NamedTuple):
    """One claim as it was told, and what came of it.

    ``said_at``, ``placed_at`` (of its order) and ``answered_at`` are aware; ``answered_at`` is when
    the finding was made, None where nobody can tell. ``fields`` holds values as
    ``amends.core.claims.Claim`` does. ``worth`` is that of the order in the rulebook's currency.
    """

    number: int
    order: str
    kind: str
    verdict: str
    said_at: datetime
    placed_at: datetime
    answered_at: datetime | None = None
    fields: Mapping[str, Any] = {}
    text: str = ""
    worth: float | None = None


def earlier_tellings(told: Sequence[Told], rules: Rules) -> Mapping[int, Told]:
    """Claims that tell a story again which was contradicted and answered before: by their number
    the latest such earlier claim.

    A claim that was confirmed repeats nothing, nor one that was corrected since. Of another order
    only what is contradicted again counts: the same bad luck may come twice.
    """
    found: dict[int, Told] = {}
    contradicted: list[Told] = []
    corrected = corrected_tellings(told)
    for each in _in_turn(one for one in told if one.number not in corrected):
        before = next(
            (one for one in reversed(contradicted) if _tells_again(each, one, rules)), None
        )
        if before is not None:
            found[each.number] = before
        if each.verdict == CONTRADICTED:
            contradicted.append(each)
    return found


def corrected_tellings(told: Sequence[Told]) -> Mapping[int, Told]:
    """Claims that were contradicted and that their customer has corrected since: by their number
    the telling that holds.

    Memory errs: who says now that it was another day is held to that alone. Once: who named
    several things that the record contradicts has corrected them only by what it confirms.
    """
    found: dict[int, Told] = {}
    for story in _stories(told):
        wrong = [each for each in story if each.verdict == CONTRADICTED]
        if not wrong:
            continue
        several = any(_says_otherwise(each, wrong[0]) for each in wrong)
        later = story[story.index(wrong[-1]) + 1 :]
        right = next((each for each in later if _corrects(each, wrong[-1], several)), None)
        if right is not None:
            found |= {each.number: right for each in wrong}
    return found


def _corrects(later: Told, wrong: Told, several: bool) -> bool:
    enough = (CONFIRMED,) if several else (CONFIRMED, UNCONFIRMED)
    return later.verdict in enough and _says_otherwise(later, wrong)


def _says_otherwise(one: Told, other: Told) -> bool:
    """Whether the two name the same thing, and name it differently."""
    return any(
        value != other.fields[name] for name, value in one.fields.items() if name in other.fields
    )


def _stories(told: Sequence[Told]) -> Iterable[list[Told]]:
    """What was told of each order and kind, in turn."""
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for each in _in_turn(told):
        found[each.order, each.kind].append(each)
    return found.values()


def _in_turn(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda one: (one.said_at, one.number))


def _tells_again(later: Told, earlier: Told, rules: Rules) -> bool:
    doubted = later.verdict == CONTRADICTED or (
        later.order == earlier.order and later.verdict == UNCONFIRMED
    )
    return (
        doubted
        and _answered(earlier, rules) <= later.said_at
        and is_same_story(later, earlier, rules)
    )


def _answered(told: Told, rules: Rules) -> datetime:
    """When it was answered: what is loaded as a history was answered in its own time."""
    latest = told.said_at + timedelta(hours=rules.answered_hours)
    return min(told.answered_at, latest) if told.answered_at else latest


def is_same_story(one: Told, other: Told, rules: Rules) -> bool:
    """Whether both are of one kind, and of one order or alike in all that both say.

    Days and moments are compared by how long before the telling they lay.
    """
    if one.kind != other.kind or not one.kind:
        return False
    if one.order == other.order:
        return True
    both = [name for name in one.fields if name in other.fields]
    return all(_alike(_said(one, name), _said(other, name), rules) for name in both)


def _said(told: Told, name: str) -> Any:
    value = told.fields[name]
    if isinstance(value, datetime):
        return told.said_at - value
    return told.said_at.date() - value if isinstance(value, date) else value


def _alike(one: Any, other: Any, rules: Rules) -> bool:
    if isinstance(one, timedelta) and isinstance(other, timedelta):
        return _near(one / DAY, other / DAY, rules.near_days, rules)
    if isinstance(one, Number) and isinstance(other, Number):
        return _near(float(str(one)), float(str(other)), 0, rules)
    return one == other or _share_of_pieces(str(one), str(other)) >= rules.alike


def _near(one: float, other: float, least: float, rules: Rules) -> bool:
    return abs(one - other) <= max(least, rules.near_share * max(abs(one), abs(other)))


def _share_of_pieces(one: str, other: str) -> float:
    """Jaccard's index of the words of both."""
    first, second = (set(PIECE.findall(text.casefold())) for text in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0
