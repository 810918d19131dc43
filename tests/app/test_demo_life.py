"""The demo's town lives through the real actions: its days end in outcomes, not only in events."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest

from amends.app.actions.agreed import SOURCE
from amends.app.actions.demo_life import Town, live_through
from amends.app.actions.staff import add_user
from amends.app.ledger.models import (
    Case,
    CaseReview,
    Event,
    Kindness,
    Outcome,
    Quarantined,
    Remedy,
)
from amends.core.times import lies_ahead
from amends.simulate import Settings, simulate_town

pytestmark = pytest.mark.django_db
PEOPLE = ("agent", "manager", "quality")
UNTIL = datetime(2026, 3, 20, 12, tzinfo=UTC)


def test_simulated_days_end_in_outcomes_and_leave_something_to_do():
    settings = Settings(until=UNTIL, start=UNTIL - timedelta(days=8), orders=150, waiting=8)
    events = [json.loads(line) for batch in simulate_town(settings) for line in batch.events]
    staff = {n: add_user(name=n, role=n, password="a-long-pass-1") for n in PEOPLE}
    town = Town(staff=staff, chance=random.Random(1))

    assert live_through(events, until=UNTIL, town=town) == len(events)
    assert Event.objects.exclude(source=SOURCE).count() == len(events)

    assert not Quarantined.objects.exists()
    assert Outcome.objects.filter(solved=True).count() > 5
    assert Case.objects.filter(state="offered").exists()
    assert CaseReview.objects.count() > 5
    called = Remedy.objects.filter(kind="person_calls")
    assert all(remedy.details["contact"].startswith("+976 0") for remedy in called)
    done = Remedy.objects.filter(state="done").exclude(next_attempt_at=None, who="manager")
    assert sorted(town.shop.deeds) == sorted(set(town.shop.deeds))
    assert {remedy.key for remedy in done if remedy.attempts.exists()} == set(town.shop.deeds)
    assert Kindness.objects.filter(state="given").exists()
    assert not Kindness.objects.filter(answered_by=None, above="manager", state="given").exists()
    brought = Remedy.objects.filter(state="done", details__has_key="window")
    assert brought.exists()
    for remedy in brought:
        assert not lies_ahead(remedy.details, now=remedy.state_at)
        assert remedy.due_at is not None
        assert remedy.state_at <= remedy.due_at
