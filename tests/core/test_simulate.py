"""The simulated town: it is reproducible, speaks the shop's words and keeps the truth apart."""

import json
import re
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from amends.core.declarations import Declarations, read_declarations
from amends.core.events import Event, read_event
from amends.simulate import Mix, Settings, simulate_town, write_town
from amends.simulate.presets import PRESETS

UNTIL = datetime(2026, 3, 20, 12, tzinfo=UTC)
ORDERS = 6000
GIVEN_AWAY = re.compile(r"honest|mistaken|careless|shifting|liar|truth|planted|refutable|false_")
Row = dict[str, Any]


def settings(**changes: Any) -> Settings:
    return Settings(
        **{"until": UNTIL, "start": UNTIL - timedelta(days=30), "orders": 400, **changes}
    )


def lines_of(chosen: Settings) -> tuple[list[str], list[str]]:
    batches = list(simulate_town(chosen))
    return [e for b in batches for e in b.events], [t for b in batches for t in b.truth]


@pytest.fixture(scope="module")
def lines() -> tuple[list[str], list[str]]:
    return lines_of(settings(orders=ORDERS, seed=7))


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    folder = resources.files("amends.policies") / "retail"
    read = {
        name: tomllib.loads((folder / f"{name}.toml").read_text())
        for name in ("events", "promises")
    }
    return read_declarations(**read)


@pytest.fixture(scope="module")
def events(lines: tuple[list[str], list[str]], declarations: Declarations) -> list[Event]:
    return [
        read_event(json.loads(line), types=declarations.events, received_at=UNTIL)
        for line in lines[0]
    ]


@pytest.fixture(scope="module")
def truth(lines: tuple[list[str], list[str]]) -> list[Row]:
    return [json.loads(line) for line in lines[1]]


def rows(truth: list[Row], kind: str) -> list[Row]:
    return [row for row in truth if row["truth"] == kind]


def test_same_settings_same_bytes() -> None:
    assert lines_of(settings(seed=3)) == lines_of(settings(seed=3))
    assert lines_of(settings(seed=3))[0] != lines_of(settings(seed=4))[0]


@pytest.mark.parametrize("other", [{"seed": 4}, {"orders": 301}, {"days": 9}])
def test_two_towns_share_no_order_customer_or_event(other: dict[str, int]) -> None:
    here, there = (named(settings(**{"seed": 3, **more})) for more in ({}, other))
    assert not here & there


def named(of: Settings) -> set[str]:
    """Everything by which the record knows the orders, customers, points and events of a town."""
    found = set()
    for line in lines_of(of)[0]:
        event = json.loads(line)
        found.add(f"{event['source']} {event['id']}")
        if event["type"] != "brand.described":
            found.add(event["subject"])
        if event["type"] == "order.placed":
            found.add(event["data"]["customer"]["id"])
    return found


def test_events_are_ordered_marked_and_not_after_the_end(events: list[Event]) -> None:
    times = [event.time for event in events]
    assert times == sorted(times)
    assert times[-1] <= UNTIL
    assert all(event.source.startswith("simulated:7-") for event in events)
    assert len({event.key for event in events}) == len(events)


def test_every_field_is_declared(events: list[Event], declarations: Declarations) -> None:
    sent = {(event.type, field) for event in events for field in event.data}
    for type_, field in sent:
        declared = declarations.events[type_]
        assert field in {path.split(".")[0] for path in (*declared.requires, *declared.allows)}


def test_as_many_orders_as_asked(events: list[Event], truth: list[Row]) -> None:
    assert sum(event.type == "order.placed" for event in events) == ORDERS
    assert len(rows(truth, "order")) == ORDERS


def test_events_do_not_give_the_truth_away(lines: tuple[list[str], list[str]]) -> None:
    assert not [line for line in lines[0] if GIVEN_AWAY.search(line)]


def test_every_claim_has_its_truth(events: list[Event], truth: list[Row]) -> None:
    said = {
        event.key
        for event in events
        if event.type == "customer.claimed" or event.data.get("reported_by") == "customer"
    }
    claims = rows(truth, "claim")
    assert Counter(row["event"] for row in claims) == Counter(said)
    assert {row["intent"] for row in claims} == {"honest", "mistaken", "dishonest"}
    assert not [row for row in claims if row["true"] and row["refutable"]]
    assert not [row for row in claims if row["refutable"] and not row["how"]]


def test_truth_speaks_of_events_that_exist(events: list[Event], truth: list[Row]) -> None:
    keys = {event.key for event in events}
    for row in truth:
        assert keys.issuperset(row.get("events", []))
        assert keys.issuperset(row.get("evidence", []))
        assert not row.get("event") or row["event"] in keys


def test_claims_come_in_the_languages_of_the_customers(events: list[Event]) -> None:
    spoken = Counter(e.data["language"] for e in events if e.type == "customer.claimed")
    assert set(spoken) == {"mn", "ru", "en"}


def test_a_closed_door_is_never_disproved_by_others(events: list[Event], truth: list[Row]) -> None:
    served = [e for e in events if e.type == "order.handed_over" and "point" in e.data]
    closed = [e for e in events if e.type == "visit.point_closed"]
    assert closed
    for visit in closed:
        near = [s for s in served if s.data["point"] == visit.data["point"]]
        assert not [s for s in near if abs(s.time - visit.time) <= timedelta(minutes=30)]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("waiting", [40, 7])
def test_the_closed_point_has_exactly_the_asked_parcels(seed: int, waiting: int) -> None:
    events, truth = lines_of(settings(seed=seed, orders=1500, waiting=waiting))
    (closure,) = [row for row in map(json.loads, truth) if row.get("planted") and "point" in row]
    point, closed_at = closure["point"], datetime.fromisoformat(closure["from"])
    waits, in_vain = set(), Counter[str]()
    for event in map(json.loads, events):
        at_point = event["data"].get("point") == point
        if event["type"] == "parcel.arrived_at_point" and at_point:
            waits.add(event["subject"])
            assert datetime.fromisoformat(event["time"]) < closed_at
        elif event["type"] == "order.handed_over" and at_point:
            waits.discard(event["subject"])
        elif event["type"] == "visit.point_closed" and at_point:
            in_vain[event["subject"]] += 1
    assert len(waits) == waiting
    assert waits == set(in_vain)
    assert set(in_vain.values()) <= {1, 2}
    assert waiting < 40 or 2 in in_vain.values()


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_town_can_be_simulated(name: str, declarations: Declarations) -> None:
    events, _ = lines_of(settings(town=name, orders=300))
    for line in events:
        read_event(json.loads(line), types=declarations.events, received_at=UNTIL)


def test_nothing_goes_wrong_when_nothing_is_mixed_in() -> None:
    calm = Mix(**dict.fromkeys(Mix(), 0.0))
    _, truth = lines_of(settings(mix=calm, waiting=0))
    kinds = Counter(json.loads(line)["truth"] for line in truth)
    assert kinds["order"] == 400
    assert not kinds["failure"] + kinds["claim"] + kinds["closure"]


def test_files_are_the_same_compressed_or_not(tmp_path: Path) -> None:
    import gzip

    write_town(settings(), tmp_path / "plain")
    write_town(settings(), tmp_path / "small", compress=True)
    write_town(settings(), tmp_path / "again", compress=True)
    for name in ("events", "truth"):
        small = (tmp_path / "small" / f"{name}.jsonl.gz").read_bytes()
        assert small == (tmp_path / "again" / f"{name}.jsonl.gz").read_bytes()
        assert gzip.decompress(small) == (tmp_path / "plain" / f"{name}.jsonl").read_bytes()
    assert "SIMULATED" in (tmp_path / "plain" / "README.txt").read_text()
