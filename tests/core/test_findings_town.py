"""Claims of a small simulated town: contradicted only where false, and mostly where it shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.core.findings import hold
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
