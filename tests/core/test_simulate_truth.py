"""The simulated truth: shares follow the mix, and the record shows just what it may."""

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from math import sqrt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from amends.core.declarations import read_declarations
from amends.core.promises import Happening, Promise, State, assess, due_moment
from amends.simulate import Mix, Settings, simulate_town

UNTIL = datetime(2026, 3, 20, 12, tzinfo=UTC)
MIX = Mix(late_carrier=0.1, dishonest=0.1, wrong_dish=0.06, lost=0.02, customer_absent=0.03)
Row = dict[str, Any]


class Run(NamedTuple):
    events: list[Row]
    truth: list[Row]

    def rows(self, kind: str) -> list[Row]:
        return [row for row in self.truth if row["truth"] == kind]


@pytest.fixture(scope="module")
def run() -> Run:
    start = UNTIL - timedelta(days=40)
    batches = list(
        simulate_town(Settings(until=UNTIL, start=start, days=40, orders=8000, seed=11, mix=MIX))
    )
    events = [json.loads(line) for batch in batches for line in batch.events]
    return Run(events, [json.loads(line) for batch in batches for line in batch.truth])


def near(count: int, total: int, share: float) -> bool:
    """Whether a count lies within four standard deviations of its share."""
    return abs(count - total * share) <= 4 * sqrt(total * share * (1 - share)) + 1


def parcels(run: Run, *fulfilment: str) -> list[Row]:
    gone = {"called_off", "cancelled"}
    return [
        row
        for row in run.rows("order")
        if row["kind"] in ("online", "marketplace")
        and not row["planted"]
        and not gone.intersection(row["causes"])
        and row["fulfilment"] in (fulfilment or ("home", "pickup_point", "post"))
    ]


@pytest.mark.parametrize(
    ("share", "fulfilment"),
    [
        ("late_seller", ()),
        ("late_carrier", ()),
        ("lost", ()),
        ("storm", ()),
        ("calls", ()),
        ("late_point", ("pickup_point",)),
        ("parcel_not_found", ("pickup_point",)),
        ("customer_absent", ("home",)),
        ("false_delivery", ("home",)),
        ("wrong_item", ()),
    ],
)
def test_shares_of_parcels_follow_the_mix(
    run: Run, share: str, fulfilment: tuple[str, ...]
) -> None:
    orders = parcels(run, *fulfilment)
    assert near(sum(share in row["causes"] for row in orders), len(orders), MIX[share])


@pytest.mark.parametrize("share", ["wrong_dish", "slow_kitchen"])
def test_shares_of_the_kitchen_follow_the_mix(run: Run, share: str) -> None:
    orders = [row for row in run.rows("order") if row["fulfilment"] == "counter"]
    assert near(sum(share in row["causes"] for row in orders), len(orders), MIX[share])


def test_the_share_of_dishonest_customers_follows_the_mix(run: Run) -> None:
    people = run.rows("customer")
    dishonest = sum(row["character"] == "dishonest" for row in people)
    assert near(dishonest, len(people), MIX["dishonest"])


def test_only_the_dishonest_lie_and_always_the_same(run: Run) -> None:
    character = {row["customer"]: row["character"] for row in run.rows("customer")}
    stories = defaultdict(set)
    for claim in run.rows("claim"):
        lies = claim["intent"] == "dishonest"
        assert not lies or character[claim["customer"]] == "dishonest"
        assert claim["intent"] != "mistaken" or character[claim["customer"]] == "honest"
        if lies:
            stories[claim["customer"]].add(claim["claim"])
    assert stories
    assert max(map(len, stories.values())) <= 3


def test_failures_lower_the_chance_of_coming_back(run: Run) -> None:
    chances = defaultdict(list)
    for row in run.rows("order"):
        chances[min(2, len(row["failures"]))].append(row["back_chance"])
    means = [sum(chances[n]) / len(chances[n]) for n in range(3)]
    assert means[0] > means[1] > means[2]


def test_careless_and_blame_shifting_staff_can_be_told_by_their_doings(run: Run) -> None:
    character = {row["staff"]: row["character"] for row in run.rows("staff")}
    assert set(character.values()) == {"careful", "careless", "blame_shifting"}
    given = Counter(character[row["agent"]] for row in run.rows("gesture"))
    handled = Counter(character[row["agent"]] for row in run.rows("note"))
    assert given["careless"] / handled["careless"] > 2 * given["careful"] / handled["careful"]
    shifted = Counter(
        character[row["agent"]]
        for row in run.rows("note")
        if row["blames"] == "carrier" != row["responsible"]
    )
    assert shifted["blame_shifting"]
    assert not shifted["careful"]


def promises_of(event: Row) -> Iterator[tuple[str, str | None, str]]:
    data = event["data"]
    if event["type"] == "order.placed":
        yield from ((p["kind"], p["due"], "") for p in data["promises"])
    elif event["type"] == "call.promised":
        yield "told_by_staff", data["due"], data["kept_by"]
    elif event["type"] == "refund.promised":
        yield "refunded_by", data["due"], ""


def broken_in_the_record(run: Run) -> set[tuple[str, str, str]]:
    """What the core finds broken in the events alone."""
    folder = resources.files("amends.policies") / "retail"
    texts = {name: (folder / f"{name}.toml").read_text() for name in ("events", "promises")}
    kinds = read_declarations(**{k: tomllib.loads(text) for k, text in texts.items()}).promises
    implied = [Promise(kind.name, None) for kind in kinds.values() if kind.implied]
    zone = ZoneInfo("Asia/Ulaanbaatar")
    by_order = defaultdict(list)
    for event in run.events:
        by_order[event["subject"]].append(event)
    found = set()
    for order, events in by_order.items():
        happenings = [
            Happening(n, e["type"], datetime.fromisoformat(e["time"])) for n, e in enumerate(events)
        ]
        made = [Promise(k, moment(due, zone), by) for e in events for k, due, by in promises_of(e)]
        for promise in made + implied:
            standing = assess(kinds[promise.kind], promise, happenings, now=UNTIL)
            if standing.state is State.BROKEN:
                found.add((order, promise.kind, standing.failure))
    return found


def moment(due: str | None, zone: ZoneInfo) -> datetime | None:
    if due is None:
        return None
    day = date.fromisoformat(due) if len(due) == 10 else datetime.fromisoformat(due)
    return due_moment(day, zone)


def test_the_core_finds_in_the_record_what_is_true_and_shown(run: Run) -> None:
    found = broken_in_the_record(run)
    failures = run.rows("failure")
    true = {(row["order"], row["promise"], row["failure"]) for row in failures}
    shown = {(row["order"], row["promise"]) for row in failures if row["record_shows"]}
    lied_about = {row["order"] for row in run.rows("claim") if row["intent"] == "dishonest"}
    assert shown <= {(order, promise) for order, promise, _ in found}
    assert all(order in lied_about for order, _, _ in found - true)
    assert len(found & true) > 500


def test_every_failure_names_who_is_responsible(run: Run) -> None:
    nameless = {"nobody", "customer", "supplier"}
    for row in run.rows("failure"):
        assert row["responsible"] == max(row["shares"], key=row["shares"].__getitem__)
        assert row["shares"].values()
        assert abs(sum(row["shares"].values()) - 1) < 0.001
        assert row["who"] or row["responsible"] in nameless, row
