"""Nothing is lost and nothing is done twice, whoever is killed (see bench/durability)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.durability import Plan, try_out
from bench.durability.killer import AT_LEAST
from tests.support.environment import remove_home

RECOVERIES = int(os.environ.get("AMENDS_TEST_RECOVERIES", "60"))
"""`python -m bench durability` does 200, and so does this test if it is told to."""
PATIENCE = 180.0
"""Seconds that a recovery may take at most: on a busy machine whoever was killed is long in coming
back."""
LEAST_SPREAD = 24.0
"""Seconds: long enough for everybody to be killed in turn."""


@pytest.fixture
def durable_home() -> Iterator[Path]:
    """An installation of its own, with real disks."""
    home = Path(tempfile.mkdtemp(prefix="amends-durable-"))
    yield home
    remove_home(home)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_killed_at_random_nothing_is_lost_and_nothing_is_done_twice(durable_home: Path) -> None:
    spread = max(RECOVERIES * 0.175, LEAST_SPREAD)
    plan = Plan(recoveries=RECOVERIES, spread=spread, patience=PATIENCE)
    verdict = try_out(plan, durable_home)
    assert verdict.faults == {}, verdict.as_rows()
    assert verdict.counts["choices made"] == RECOVERIES
    assert verdict.states["done"] + verdict.states["failed"] >= RECOVERIES
    killed = {name: verdict.killed[name] for name in ("worker", "web server", "postmaster")}
    assert min(killed.values()) >= AT_LEAST, killed
