"""How far points are trusted at this moment: the bound of their share of good visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from amends.app.actions.places.states import as_state
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Point, PointRecord
from amends.core.places.reliability import (
    NEW,
    Prior,
    State,
    evidence,
    lower_bound,
    pooled,
    unknown,
)
from amends.core.places.reliability.bounds import lower_bounds


class Trust(NamedTuple):
    """The bound, and the hand-overs of so many last visits."""

    lower: float
    good: int
    total: int


class Trusted(NamedTuple):
    """The trust in every point that has a record, and in those of each operator without one.

    ``operators`` are those to one of whose points somebody came; ``others`` is the bound of all
    points besides.
    """

    points: Mapping[str, Trust]
    operators: Mapping[str, float]
    others: float


def trusted(*, now: datetime) -> Trusted:
    """All that is known of points. An operator lends its points what the others have shown."""
    rules = current_policy().reliability
    states = {each.point: as_state(each.body) for each in PointRecord.objects.iterator()}
    with_record = Point.objects.filter(code__in=PointRecord.objects.values("point"))
    operator_of = dict(with_record.values_list("code", "operator"))
    priors = _priors(states, operator_of, now)
    nobody = unknown(rules)

    known = [
        (state, priors.get(operator_of.get(code, ""), nobody)) for code, state in states.items()
    ]
    bounds = lower_bounds(known, rules, now=now) if known else []
    return Trusted(
        points={
            code: Trust(bound, *state.handed_over)
            for (code, state), bound in zip(states.items(), bounds, strict=True)
        },
        operators={name: lower_bound(NEW, prior, rules, now=now) for name, prior in priors.items()},
        others=lower_bound(NEW, nobody, rules, now=now),
    )


def prior_of(operator: str, *, now: datetime) -> Prior:
    """What is taken for granted of a point of this operator."""
    rules = current_policy().reliability
    if not operator:
        return unknown(rules)
    own = Point.objects.filter(operator=operator).values("code")
    bodies = PointRecord.objects.filter(point__in=own).values_list("body", flat=True)
    states = {str(number): as_state(body) for number, body in enumerate(bodies)}
    if not states:
        return unknown(rules)
    return _priors(states, dict.fromkeys(states, operator), now).get(operator, unknown(rules))


def _priors(
    states: Mapping[str, State], operator_of: Mapping[str, str], now: datetime
) -> dict[str, Prior]:
    """What each operator's working points show: one that died says nothing of the others."""
    rules = current_policy().reliability
    seen: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, state in states.items():
        if operator_of.get(code) and not state.out:
            seen[operator_of[code]].append(evidence(state, rules, now=now))
    visited = {name: points for name, points in seen.items() if any(all_ for _, all_ in points)}
    return {name: pooled(points, rules) for name, points in visited.items()}
