"""What the law gives at least, as the rulebook's legal layer says it. Not legal advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from amends.core.money import share_of
from amends.core.rulebook import Decision, Fired
from amends.core.situation import Situation

LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Right:
    """One rule of the legal layer that applies, with the act it comes from."""

    rule: str
    reasons: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Due:
    """Money that the law adds to whatever is chosen. ``amount`` in the order's currency.

    It is neither goodwill nor a part of the price, so no bound of those holds for it.
    """

    kind: str
    rule: str
    reasons: Mapping[str, str]
    amount: str
    who: str
    hours: str
    quiet: tuple[int, int] | None


def rights(decision: Decision) -> tuple[Right, ...]:
    """Every rule of the legal layer that applies."""
    return tuple(Right(hit.rule, hit.reasons, hit.source) for hit in _legal(decision))


def least_remedies(decision: Decision) -> Iterator[tuple[Fired, bool]]:
    """The remedies that the law gives at least, and whether it names a time for them.

    One without a time is done within the hours that ``[legal]`` names.
    """
    hours = decision.book.declared.get(LEGAL, {}).get("hours")
    for hit in _legal(decision):
        if "remedy" in hit.outputs:
            said = {**hit.outputs, "hours": hit.outputs["hours"] or hours}
            least = Fired(hit.table, hit.rule, said, hit.reasons, hit.source)
            yield least, hit.outputs["hours"] is not None


def dues(decision: Decision, situation: Situation, quiet: tuple[int, int]) -> tuple[Due, ...]:
    """What the law adds, for every whole day late up to its cap."""
    found = (
        _due(hit, situation, quiet)
        for hit in _legal(decision)
        if hit.outputs.get("due") is not None
    )
    return tuple(due for due in found if due is not None)


def _due(hit: Fired, situation: Situation, quiet: tuple[int, int]) -> Due | None:
    outputs = hit.outputs
    share = outputs["share_a_day"] * situation.days_late
    if outputs["most_share"] is not None:
        share = min(share, outputs["most_share"])
    base: Decimal = getattr(situation, outputs["amount_of"])
    amount = share_of(base, share, situation.currency)
    if not amount:
        return None
    return Due(
        kind=outputs["due"],
        rule=hit.rule,
        reasons=hit.reasons,
        amount=str(amount),
        who=outputs["who"],
        hours=str(outputs["hours"]),
        quiet=quiet if outputs["daytime"] else None,
    )


def _legal(decision: Decision) -> Iterator[Fired]:
    for table in decision.book.tables:
        if table.layer == LEGAL:
            yield from decision.of(table.name)


def falls_short(offered: Mapping[str, Any], least: Mapping[str, Any], *, in_time: bool) -> bool:
    """Whether something on offer is of another kind, less or (``in_time``) later than what the
    law gives.

    Both say what they give, the ``amount`` and the ``hours`` within which it is done.
    """
    return (
        offered["gives"] != least["gives"]
        or Decimal(offered["amount"] or 0) < Decimal(least["amount"] or 0)
        or (in_time and Decimal(offered["hours"]) > Decimal(least["hours"]))
    )
