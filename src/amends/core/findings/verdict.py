"""From evidence to a verdict: weights of both sides, and what disagrees decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from amends.core.findings.evidence import Evidence, Finding, Side, Verdict
from amends.core.findings.rules import Rules


def weigh(evidence: Iterable[Evidence], rules: Rules) -> Finding:
    """The finding that this evidence makes; its order does not matter."""
    shown = tuple(sorted(evidence, key=_strongest_first))
    counted = [each for each in shown if each.kind not in rules.shown_only]
    speaks_for, against = _weight(counted, "for"), _weight(counted, "against")
    if min(speaks_for, against) >= rules.doubt:
        return Finding("unconfirmed", shown, conflicting=True)
    return Finding(_verdict(speaks_for, against, rules), shown, conflicting=False)


def _verdict(speaks_for: float, against: float, rules: Rules) -> Verdict:
    if speaks_for >= rules.confirms:
        return "confirmed"
    return "contradicted" if against >= rules.contradicts else "unconfirmed"


def _weight(evidence: Iterable[Evidence], side: Side) -> float:
    """The weight of one side, as of independent signs; rounded so that no order shows."""
    return round(1 - prod(1 - each.weight for each in evidence if each.side == side), 9)


def _strongest_first(each: Evidence) -> tuple[float, str, str, tuple[int, ...]]:
    return (-each.weight, each.kind, each.side, each.events)
