"""What staff did, counted from the record: who stands out, stored, shown and scored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from amends.app.actions.freedom.giving import Wish, give
from amends.app.actions.record import receive
from amends.app.actions.staff_truth.gathering import gather
from amends.app.actions.staff_truth.standings import renew_staff
from amends.app.actions.time_spent.counting import beat
from amends.app.ledger.models import StaffStanding
from amends.cli import main
from amends.simulate import Mix, Settings, write_town
from tests.support.desk import member, waiting
from tests.support.line import ANNA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("booted")]
UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Path]:
    """The folder of a simulated town; the tests of this module share what was recorded of it."""
    settings = Settings(
        until=UNTIL,
        start=datetime(2026, 10, 20, tzinfo=UTC),
        orders=500,
        days=30,
        waiting=0,
        seed=5,
        mix=Mix(careless=0.2, blame_shifting=0.2, late_seller=0.2, wrong_dish=0.15),
    )
    folder = tmp_path_factory.mktemp("town")
    write_town(settings, folder)
    events = _read(folder / "events.jsonl")
    with django_db_blocker.unblock(), transaction.atomic():
        for start in range(0, len(events), 500):
            receive(events[start : start + 500], now=UNTIL, as_of=UNTIL)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def events(told: Path) -> list[dict[str, Any]]:
    return _read(told / "events.jsonl")


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def run(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_all_that_staff_did_is_counted_once(events: list[dict[str, Any]]) -> None:
    tallies = gather(now=UNTIL)
    notes = [each["data"]["agent"] for each in events if each["type"] == "staff.noted"]
    gives = [each for each in tallies if each.measure == "gives_away"]
    assert sum(each.trials for each in gives) == sum(each.cases for each in gives) == len(notes)
    assert {each.person for each in gives} == set(notes)
    gifts = {
        (each["subject"], each["data"]["agent"])
        for each in events
        if each["type"] == "gesture.given"
    }
    assert sum(each.hits for each in gives) >= len(gifts) > 0
    ready = {each["subject"] for each in events if each["type"] == "order.ready"}
    made = [each for each in tallies if each.measure == "goods_come_back"]
    counter = [each for each in made if each.group in ("restaurant", "store")]
    assert sum(each.trials for each in counter) == len(ready)
    wrong = {each["subject"] for each in events if each["type"] == "item.wrong"}
    assert sum(each.hits for each in counter) >= len(wrong & ready) > 0


def test_who_blames_carriers_is_held_against_the_timeline(
    told: Path,
) -> None:
    shifting = {
        row["staff"]
        for row in _read(told / "truth.jsonl")
        if row["truth"] == "staff" and row["character"] == "blame_shifting"
    }
    hits: dict[bool, list[int]] = {True: [0, 0], False: [0, 0]}
    for each in gather(now=UNTIL):
        if each.measure == "blames_carriers":
            hits[each.person in shifting][0] += each.hits
            hits[each.person in shifting][1] += each.trials
    assert hits[True][1] and hits[False][1]
    assert hits[True][0] / hits[True][1] > 0.5
    assert hits[False][0] / hits[False][1] < 0.05


@pytest.mark.usefixtures("told")
def test_standings_are_renewed_in_place() -> None:
    first = renew_staff(now=UNTIL)
    again = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert renew_staff(now=again) == first == StaffStanding.objects.count()
    assert set(StaffStanding.objects.values_list("renewed_at", flat=True)) == {again}


@pytest.mark.usefixtures("told")
def test_what_left_the_window_is_forgotten() -> None:
    renew_staff(now=UNTIL)
    renew_staff(now=datetime(2029, 1, 1, tzinfo=UTC))
    assert not StaffStanding.objects.exists()


@pytest.mark.usefixtures("told")
def test_the_funnel_is_drawn_and_said_as_json() -> None:
    assert "staff --renew" in run("staff", "--language", "en")
    drawn = run("staff", "--renew", "--all", "--language", "en")
    assert "●" in drawn
    assert "Gives more away" in drawn
    found = json.loads(run("staff", "--json"))["standings"]
    assert {"gives_away", "blames_carriers", "goods_come_back"} <= {r["measure"] for r in found}
    assert found == sorted(found, key=lambda r: (r["measure"], r["group"], r["person"]))


def test_the_score_has_a_section_of_staff(told: Path) -> None:
    staff = json.loads(run("score", str(told), "--json"))["staff"]
    assert staff["people"] > 10
    assert staff["others_marked"]["right"] == 0
    assert staff["found"]["right"] > 0


def test_who_gives_on_the_console_is_counted_against_the_cases_worked_at() -> None:
    agent, now = member("agent"), timezone.now()
    for number in range(4):
        case = waiting(f"A{number}", customer={**ANNA, "id": f"C{number}"})
        beat(case, by=agent, now=now)
        if number == 0:
            wish = Wish("small_gift", "It rained", Decimal(2), "tea")
            for _ in range(2):
                give(case, wish, by=agent, key=uuid4(), now=now)
        if number == 1:
            due = now + timedelta(days=1)
            give(case, Wish("date_promised", "Sure", due=due), by=agent, key=uuid4(), now=now)
    (mine,) = [each for each in gather(now=now) if each.group == "console"]
    assert (mine.measure, mine.person, mine.stratum) == (
        "gives_away",
        "agent",
        "point_closed.online.2",
    )
    assert (mine.trials, mine.hits, mine.cases) == (4, 1, 4)
