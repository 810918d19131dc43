"""Claims of a small simulated town: contradicted only where false, and mostly where it shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from amends.core.findings import Record, hold
from amends.policies import load_policy
from amends.simulate.mix import Mix
from amends.simulate.settings import Settings
from bench.town_claims import Town

UNTIL = datetime(2026, 11, 20, tzinfo=UTC)
MIX = Mix(dishonest=0.2, mistaken=0.08, point_closed=0.05, calls=0.4, refund_late=0.3)


@pytest.mark.parametrize("seed", [5, 6])
def test_the_towns_claims(seed: int) -> None:
    policy = load_policy()
    start = UNTIL - timedelta(days=30)
    town = Town(Settings(orders=2000, seed=seed, start=start, until=UNTIL, mix=MIX))
    found = [
        (hold(each.claim, each.record, rules=policy.findings), each.truth)
        for each in town.claims(policy.declarations.claims, policy.findings)
    ]
    against = [truth for finding, truth in found if finding.verdict == "contradicted"]
    refutable = [finding for finding, truth in found if truth["refutable"]]
    provable = [finding for finding, truth in found if truth["confirmable"]]
    assert len(refutable) > 50
    assert all(not truth["true"] for truth in against)
    assert sum(f.verdict == "contradicted" for f in refutable) >= 0.9 * len(refutable)
    assert sum(f.verdict == "confirmed" for f in provable) >= 0.9 * len(provable)


@pytest.mark.parametrize("lost", [0.2, 0.5, 0.8])
def test_what_nobody_recorded_speaks_against_nobody(lost: float) -> None:
    policy, rng = load_policy(), Random(f"lost {lost}")
    start = UNTIL - timedelta(days=30)
    mix = Mix(dishonest=0.1, point_closed=0.2, calls=0.4, complains=1, refund_late=0.3)
    town = Town(Settings(orders=1500, seed=7, start=start, until=UNTIL, mix=mix))
    found = [
        (hold(each.claim, _with_gaps(each.record, lost, rng), rules=policy.findings), each.truth)
        for each in town.claims(policy.declarations.claims, policy.findings)
    ]
    against = [truth for finding, truth in found if finding.verdict == "contradicted"]
    assert len(found) > 300 and against
    assert all(not truth["true"] for truth in against)


def _with_gaps(record: Record, lost: float, rng: Random) -> Record:
    """The order itself and what customers say are known; of all else a part was not recorded."""
    known = ("order.placed", "customer.claimed")
    return record._replace(
        happened=tuple(h for h in record.happened if h.type in known or rng.random() >= lost),
        visits=tuple(visit for visit in record.visits if rng.random() >= lost),
    )
