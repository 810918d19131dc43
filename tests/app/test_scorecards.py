"""Scorecards count whose own day was kept, from the record in PostgreSQL (R24)."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from amends.app.actions.scorecards import Card, scorecards
from amends.app.commands.scorecards import scorecards as command
from tests.support.line import NOON, event, order, points, send

pytestmark = pytest.mark.django_db

SENT = NOON - timedelta(days=20)
DUE = (SENT + timedelta(days=2)).date().isoformat()


def parcel(ref: str, *, carrier: str, days: int, wait: str = "") -> Iterator[dict[str, Any]]:
    """Handed over in time; there so many days later, or never where there are none."""
    placed = order(ref, ship_by=SENT.date().isoformat(), seller="smith")
    yield {**placed, "time": (SENT - timedelta(days=1)).isoformat()}
    yield event("parcel.handed_to_carrier", ref, at=SENT, carrier=carrier, due=DUE)
    if wait:
        yield event("parcel.scanned", ref, at=SENT + timedelta(days=1), status=wait)
    if days:
        yield event("parcel.arrived_at_point", ref, at=SENT + timedelta(days=days), point="P1")


def cards(kind: str) -> dict[str, Card]:
    return {card.code: card for card in scorecards(now=NOON).cards[kind]}


@pytest.fixture(autouse=True)
def shop() -> None:
    send(points("P1"))


def test_a_carrier_is_judged_by_its_own_day():
    send(*(parcel(f"G{n}", carrier="good", days=2) for n in range(3)))
    send(parcel("L", carrier="slow", days=3), parcel("N", carrier="slow", days=0))
    send(parcel("LOST", carrier="slow", days=0), event("parcel.lost", "LOST"))
    found = cards("carriers")
    assert (found["good"].kept.kept, found["good"].kept.total) == (3, 3)
    assert (found["slow"].kept.kept, found["slow"].kept.total) == (0, 3)


def test_waiting_for_somebody_else_is_not_the_carriers_fault():
    send(parcel("W", carrier="good", days=9, wait="nobody_home"))
    assert cards("carriers")["good"].kept.share == 1


def test_what_is_not_due_yet_counts_neither_way():
    send(event("order.placed", "X", at=NOON, **order("X")["data"]))
    due = (NOON + timedelta(days=1)).date().isoformat()
    send(event("parcel.handed_to_carrier", "X", carrier="good", due=due))
    assert not cards("carriers")


def test_a_seller_is_judged_by_the_hand_over_and_not_by_the_carrier():
    send(parcel("A", carrier="slow", days=9))
    late = order("B", ship_by=(SENT - timedelta(days=3)).date().isoformat(), seller="smith")
    placed = (SENT - timedelta(days=5)).isoformat()
    send({**late, "time": placed}, event("parcel.handed_to_carrier", "B", at=SENT, carrier="x"))
    off = order("C", ship_by=SENT.date().isoformat(), seller="smith")
    send({**off, "time": placed}, event("order.called_off", "C", at=SENT))
    found = cards("sellers")["smith"].kept
    assert (found.kept, found.total) == (1, 2)


def test_a_line_is_judged_by_what_it_told_customers():
    send(order("A"), order("B"))
    for ref in ("A", "B"):
        told = {"said": "today", "line": "line 3", "kept_by": "order.handed_over"}
        at = NOON - timedelta(days=2)
        send(event("call.promised", ref, at=at, due=at.date().isoformat(), **told))
    send(event("order.handed_over", "A", at=NOON - timedelta(days=2)))
    found = cards("lines")["line 3"].kept
    assert (found.kept, found.total) == (1, 2)


def test_the_lane_says_whom_to_take():
    send(*(parcel(f"G{n}", carrier="good", days=2) for n in range(30)))
    send(*(parcel(f"S{n}", carrier="slow", days=3) for n in range(30)))
    [lane] = scorecards(now=NOON).lanes
    assert lane.lane == "online/pickup_point"
    assert lane.carriers[0].code == "good"
    assert lane.carriers[0].best > 0.99


def test_the_command_tells_it_as_json_and_csv(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("amends.app.commands.scorecards.ready", lambda: None)
    send(parcel("G", carrier="good", days=2))
    told = CliRunner().invoke(command, ["--json"])
    assert set(json.loads(told.output)["cards"]) == {"carriers", "points", "sellers", "lines"}
    rows = list(csv.reader(io.StringIO(CliRunner().invoke(command, ["--csv"]).output)))
    assert rows[0][:3] == ["kind", "code", "kept"]
    assert CliRunner().invoke(command, []).exit_code == 0
