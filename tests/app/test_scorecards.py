"""Scorecards count whose own day was kept, from the record in PostgreSQL (R24)."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.desk.scorecards import show
from amends.app.actions.places.records import take_up_signs
from amends.app.actions.scorecards import (
    KINDS,
    Card,
    read_all,
    renew_scorecards,
    scorecards,
)
from amends.app.commands.scorecards import scorecards as command
from amends.app.ledger.models import Case, Scorecard
from tests.app.test_accounts import NOW as THEN
from tests.app.test_accounts import done, lost, step
from tests.support.desk import carried_out, chosen, signed_in
from tests.support.line import NOON, closed_point, event, order, points, send
from tests.support.partners import load_swift

pytestmark = pytest.mark.django_db

SENT = NOON - timedelta(days=20)
AFTER = THEN + timedelta(hours=1)
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
    [best, worst] = lane.options
    assert (best.chance.code, best.advice) == ("good", "take")
    assert best.chance.best > 0.99
    assert (worst.chance.code, worst.advice) == ("slow", "worse")


def test_the_command_tells_it_as_json_and_csv(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("amends.app.commands.scorecards.ready", lambda: None)
    send(parcel("G", carrier="good", days=2))
    told = CliRunner().invoke(command, ["--json"])
    kinds = {"carriers", "points", "sellers", "suppliers", "lines"}
    assert set(json.loads(told.output)["cards"]) == kinds
    rows = list(csv.reader(io.StringIO(CliRunner().invoke(command, ["--csv"]).output)))
    assert rows[0][:3] == ["kind", "code", "kept"]
    assert CliRunner().invoke(command, []).exit_code == 0


def test_the_command_shows_what_was_kept_until_it_is_renewed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("amends.app.commands.scorecards.ready", lambda: None)

    def carriers(*options: str) -> list[str]:
        told = json.loads(CliRunner().invoke(command, ["--json", *options]).output)
        return [card["code"] for card in told["cards"]["carriers"]]

    send(parcel("G", carrier="good", days=2))
    assert carriers() == ["good"]
    send(parcel("S", carrier="slow", days=3))
    assert carriers() == ["good"]
    assert carriers("--renew") == ["good", "slow"]


def supplied(
    ref: str, supplier: str, *, wrong: str = "", cause: str = ""
) -> Iterator[dict[str, Any]]:
    """Goods of a supplier, handed over; ``cause`` is what was found of damaged ones."""
    lamp = {"sku": "s1", "title": "Lamp", "quantity": 1, "price": "50.00"}
    yield order(ref, items=[{**lamp, "supplier": supplier} if supplier else lamp])
    yield event("order.handed_over", ref, at=SENT + timedelta(days=18))
    if cause:
        data = {"cause": cause, "supplier": wrong}
        yield event("item.damaged", ref, at=NOON - timedelta(hours=2), **data)


def test_a_supplier_is_judged_by_goods_that_were_there_and_as_they_should_be():
    send(supplied("A", "lamps"), supplied("B", "lamps", wrong="lamps", cause="defective"))
    send(supplied("C", "lamps", wrong="lamps", cause="badly_packed"), supplied("D", ""))
    due = [{"kind": "delivered_by", "due": "2026-11-21"}]
    send(order("E", supplier="lamps", items=[], promises=due))
    send(event("order.called_off", "E", reason="out_of_stock"))
    send(order("F", supplier="lamps", items=[]), event("order.cancelled_by_customer", "F"))
    found = cards("suppliers")
    assert (found["lamps"].kept.kept, found["lamps"].kept.total) == (2, 4)
    assert (found["?"].kept.kept, found["?"].kept.total) == (1, 1)


def test_of_two_suppliers_of_an_order_only_the_named_one_is_blamed():
    lamp, vase = ({"sku": name, "supplier": name} for name in ("lamps", "vases"))
    send(order("A", items=[lamp, vase]), event("order.handed_over", "A", at=NOON - timedelta(1)))
    send(event("item.damaged", "A", cause="defective", supplier="vases"))
    found = cards("suppliers")
    assert (found["lamps"].kept.kept, found["vases"].kept.kept) == (1, 0)


def test_the_cost_stands_on_the_card_of_who_caused_it_and_disputes_beside_it():
    load_swift(now=THEN)
    case = done(lost())
    step("approve", case)
    step("dispute", case, "40")
    step("accept", case, "10")
    step("reject", case)
    [card] = scorecards(now=AFTER).cards["carriers"]
    assert card.code == "swift"
    assert card.cost == {"EUR": 60.0}
    assert {name: (each.times, each.amounts) for name, each in card.done.items()} == {
        "approved": (1, {"EUR": 60.0}),
        "disputed": (1, {"EUR": 40.0}),
        "accepted": (1, {"EUR": 10.0}),
        "rejected": (1, {"EUR": 30.0}),
    }
    [lane] = scorecards(now=AFTER).lanes
    assert (lane.currency, lane.options[0].chance.cost_each) == ("EUR", 60.0)


def test_without_accounts_the_cost_is_that_of_the_remedies():
    case = done(lost())
    by_accounts = scorecards(now=AFTER).cards["carriers"][0].cost
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_posting; DELETE FROM ledger_entry")
        cursor.execute("DELETE FROM ledger_caseaccount")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert case.remedies.count() == 1
    assert scorecards(now=AFTER).cards["carriers"][0].cost == by_accounts == {"EUR": 60.0}


def test_what_a_closed_point_costs_stands_on_its_own_card():
    case = closed_point()
    chosen(case, "money_back")
    carried_out(Case.objects.get(pk=case.pk), now=NOON)
    now = timezone.now()
    take_up_signs(now=now)
    [card] = scorecards(now=now).cards["points"]
    assert card.code == "P1"
    assert card.cost["EUR"] >= 50


def test_what_is_kept_is_what_was_counted_and_rows_of_before_go():
    send(*(parcel(f"G{n}", carrier="good", days=2) for n in range(3)))
    renew_scorecards(now=NOON)
    assert read_all() == scorecards(now=NOON)
    later = NOON + timedelta(days=200)
    renew_scorecards(now=later)
    assert not Scorecard.objects.exists()


def test_a_name_that_a_spreadsheet_takes_for_a_formula_is_quoted():
    send(parcel("G", carrier="=cmd()", days=2))
    renew_scorecards(now=NOON)
    text = signed_in("manager").get(reverse("console:scorecards-csv", args=["carriers"]))
    assert "'=cmd()" in text.getvalue().decode()


@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_the_page_shows_cards_and_lanes_in_few_queries(
    language: str, django_assert_max_num_queries: Any
):
    send(*(parcel(f"G{n}", carrier="good", days=2) for n in range(30)))
    send(*(parcel(f"S{n}", carrier="slow", days=3) for n in range(30)))
    renew_scorecards(now=NOON)
    client = signed_in("quality")
    client.cookies["django_language"] = language
    path = reverse("console:scorecards")
    client.get(path)
    for kind in (*KINDS, "lanes", "nonsense"):
        with django_assert_max_num_queries(9):
            answer = client.get(path, {"kind": kind})
        assert answer.status_code == 200
    text = client.get(path).content.decode()
    assert text.count('class="card-picture') == 2
    assert "slow" in client.get(path, {"kind": "lanes"}).content.decode()


def test_pages_go_on_after_the_last_card():
    send(*(parcel(f"G{n}", carrier=f"c{n:03}", days=2) for n in range(60)))
    renew_scorecards(now=NOON)
    first, seen = show("carriers", ""), set[str]()
    second = show("carriers", first.cards.after)
    for each in (first, second):
        seen |= {shown.card.code for shown in each.cards.rows}
    assert (len(first.cards.rows), len(second.cards.rows), len(seen)) == (50, 10, 60)
    assert not second.cards.after


def test_only_who_may_sees_scorecards():
    for role, status in (("agent", 403), ("engineer", 403), ("manager", 200), ("quality", 200)):
        client = signed_in(role)
        assert client.get(reverse("console:scorecards")).status_code == status
        csv_path = reverse("console:scorecards-csv", args=["carriers"])
        assert client.get(csv_path).status_code == status
    assert signed_in("manager").get("/console/scorecards/people.csv").status_code == 404
