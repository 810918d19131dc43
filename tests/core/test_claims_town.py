"""What the simulated town's customers say in free words, held against what they meant."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from amends.core.claims import Claim, OrderHint, Reading, read_claim, read_text
from amends.simulate import Mix, Settings, simulate_town
from tests.support.policies import shipped

KINDS = shipped().declarations.claims
UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)
LEAST_RIGHT, MOST_WRONG = 0.98, 0.005
LEAST_FIELDS = 0.97
LOUD = Mix(complains=0.9, text_only=0.5, dishonest=0.1, mistaken=0.1, calls=0.3, rude=0.2)


class Spoken(NamedTuple):
    """A claim of the town: its kind in truth, as coded data, and as read from its words alone."""

    kind: str
    text: str
    coded: Claim | None
    reading: Reading


def spoken(town: str, seed: int, mix: Mix) -> Iterator[Spoken]:
    chosen = Settings(
        until=UNTIL, start=UNTIL - timedelta(days=30), orders=3000, seed=seed, town=town, mix=mix
    )
    batches = [*simulate_town(chosen)]
    events = [json.loads(line) for batch in batches for line in batch.events]
    truth = [json.loads(line) for batch in batches for line in batch.truth]
    names = {e["subject"]: e["data"]["name"] for e in events if e["type"] == "point.described"}
    orders = {e["subject"]: e["data"] for e in events if e["type"] == "order.placed"}
    claims = {e["id"]: e for e in events if e["type"] == "customer.claimed"}
    for row in truth:
        event = row["truth"] == "claim" and claims.get(row["event"])
        if event:
            yield _read(row["claim"], event, orders[event["subject"]], names)


def _read(kind: str, event: Any, order: Any, names: dict[str, str]) -> Spoken:
    zone = ZoneInfo(order["customer"]["time_zone"])
    said_at, data = datetime.fromisoformat(event["time"]), event["data"]
    point = order.get("point", "")
    hint = OrderHint(
        ref=event["subject"],
        items=tuple(item["title"] for item in order["items"]),
        point=point,
        points={point: names[point]} if point else {},
    )
    reading = read_text(data["text"], said_at=said_at, zone=zone, kinds=KINDS, order=hint)
    coded = read_claim(data, said_at=said_at, kinds=KINDS, zone=zone) if "claim" in data else None
    return Spoken(kind, data["text"], coded, reading)


@pytest.fixture(
    scope="module",
    params=[("ulaanbaatar", 11, Mix()), ("moscow", 12, LOUD), ("york", 13, LOUD)],
    ids=lambda param: param[0],
)
def claims(request: pytest.FixtureRequest) -> list[Spoken]:
    return [*spoken(*request.param)]


def test_kinds_are_read_from_words_alone(claims: list[Spoken]) -> None:
    right = sum(one.reading.kind == one.kind for one in claims)
    wrong = [one.text for one in claims if one.reading.kind not in ("", one.kind)]
    assert len(claims) > 100
    assert right >= LEAST_RIGHT * len(claims)
    assert len(wrong) <= MOST_WRONG * len(claims), wrong


def test_fields_are_read_from_words_alone(claims: list[Spoken]) -> None:
    counted: Counter[bool] = Counter()
    for one in claims:
        if one.coded and one.reading.kind == one.kind:
            for name, value in one.coded.fields.items():
                counted[agrees(one.reading, name, value)] += 1
    assert counted[True] >= LEAST_FIELDS * counted.total()


def agrees(reading: Reading, name: str, value: Any) -> bool:
    read = reading.fields.get(name)
    if isinstance(value, datetime):
        return isinstance(read, datetime) and abs(read - value) < timedelta(minutes=1)
    within = reading.within.get(name)
    if within is None:
        return bool(read == value)
    first, last = within.first or value, within.last or value
    return bool(first <= value <= last)
