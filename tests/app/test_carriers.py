"""Carriers' raw answers: what they mean, what is not known, and what becomes of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from amends.app.actions.carriers import take_answer
from amends.app.actions.record import receive
from amends.app.actions.tokens import SEND_EVENTS, make_token
from amends.app.connectors.carriers import (
    BadAnswer,
    carrier_named,
    carriers,
    read_answer,
    unclear,
)
from amends.app.ledger.models import Event, Responsibility
from amends.cli import main
from amends.core.errors import BadDeclaration
from tests.support.feed import placed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MEANT = {
    "pending": {"announced"},
    "picked_up": {"picked_up"},
    "in_transit": {"in_transit", "picked_up", "announced", "out_for_delivery"},
    "out_for_delivery": {"out_for_delivery", "in_transit"},
    "delivered": {"delivered"},
    "on_hold": {"held", "out_for_delivery"},
    "delivery_failed": {"attempt_failed"},
}
"""What the fixtures call it, and what we may; ours is finer where the carrier's words say more."""


def hermes(*said: tuple[str, str]) -> bytes:
    status = [
        {"timestamp": at, "code": code, "description": f"words of {code}"} for at, code in said
    ]
    parcel = {"shipmentID": "H42", "clientReference": "o1", "status": status}
    return json.dumps({"shipmentinfo": [parcel]}).encode()


XML = b"""<?xml version="1.0"?><itemTracking xmlns="http://schema.post.be/tracking/v1/">
<itemCode>323</itemCode><customerReference>o1</customerReference>
<stateInfo><time>2026-11-11T09:00:00+01:00</time><stateCode>%s</stateCode></stateInfo>
</itemTracking>"""


def meant(carrier: str, raw: bytes) -> list[str]:
    [parcel] = read_answer(carrier_named(carrier), raw)
    return [each.meaning.name for each in parcel.said]


def test_codes_mean_what_is_declared_and_are_told_in_the_order_of_time() -> None:
    raw = hermes(("2026-11-13T14:00:00+01:00", "3500"), ("2026-11-11T08:00:00+01:00", "0000"))
    assert meant("hermes", raw) == ["announced", "delivered"]
    assert meant("bpost", XML % b"B05") == ["damaged"]
    assert meant("bpost", XML % b"N01") == ["nobody_home"]
    assert meant("bpost", XML % b"B00") == ["customs"]


def test_a_reason_says_more_than_a_code() -> None:
    scan = {"date": "2026-11-11T09:00:00-08:00", "eventType": "DE", "exceptionCode": "WE"}
    track = {"trackingNumberInfo": {"trackingNumber": "7"}, "scanEvents": [scan]}
    raw = json.dumps({"output": {"completeTrackResults": [{"trackResults": [track]}]}}).encode()
    assert meant("fedex", raw) == ["weather"]


def test_what_nobody_declared_is_kept_and_listed_never_guessed() -> None:
    raw = hermes(("2026-11-11T08:00:00+01:00", "9999"))
    assert meant("hermes", raw) == ["unclear"]
    found = read_answer(carrier_named("hermes"), raw)
    assert unclear(found) == {("9999", "words of 9999"): 1}


BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><itemTracking>&b;</itemTracking>"""


@pytest.mark.parametrize(
    ("carrier", "raw"),
    [
        ("hermes", b"{"),
        ("hermes", b"[" * 100_000),
        ("hermes", b"{}"),
        ("hermes", hermes(("yesterday", "3500"))),
        ("bpost", BOMB),
        ("bpost", b"<a>"),
        ("hermes", b" " * (8 * 2**20 + 1)),
    ],
)
def test_what_is_no_answer_is_refused(carrier: str, raw: bytes) -> None:
    with pytest.raises(BadAnswer):
        read_answer(carrier_named(carrier), raw)


def test_a_carrier_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(BadDeclaration, match="hermes"):
        carrier_named("../shop")


# --- the real answers -----------------------------------------------------------------------------


def fixtures(folder: Path) -> list[tuple[str, list[dict[str, Any]], bytes]]:
    """Each carrier's raw answers, with what the fixture says that they mean."""
    found = []
    for name in carriers():
        text = (folder / "carriers" / f"{name}.json").read_text(encoding="utf-8")
        parts = json.loads(text)
        for key, meaning in parts.items():
            raw = parts.get(key.removeprefix("Parsed")) or parts.get("TrackingResponseJSON")
            raw = raw or parts.get("TrackingResponseXML")
            told = key.startswith("Parsed") and "Error" not in key and "NoEvents" not in key
            if told and isinstance(raw, str):
                found.append((name, meaning[0], raw.strip().encode()))
    return found


def test_the_real_answers_mean_what_is_said_of_them(shared_data: Path) -> None:
    seen = set()
    for name, expected, raw in fixtures(shared_data):
        told = read_answer(carrier_named(name), raw)
        ours = [each for parcel in told for each in parcel.said]
        for event in (event for parcel in expected for event in parcel["events"]):
            same = [
                each
                for each in ours
                if each.code.lower() == event["code"].lower() or each.text == event["description"]
            ]
            assert same, (name, event)
            if event.get("status"):
                names = {each.meaning.name for each in same}
                assert names & MEANT[event["status"]], (name, event, names)
                seen.add(name)
    assert seen == set(carriers()) - {"chronopost"}


def test_only_these_codes_of_the_real_answers_are_not_known(shared_data: Path) -> None:
    codes = {
        (name, code)
        for name, _, raw in fixtures(shared_data)
        for code, _ in unclear(read_answer(carrier_named(name), raw))
    }
    assert codes == {("fedex", "AO"), ("fedex", "AE"), ("smartkargo", "PND")}


# --- into the record ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_answer_becomes_events_of_our_order_once() -> None:
    receive([placed(due="2026-11-12", ship_by="2026-11-10")], now=NOW)
    raw = hermes(
        ("2026-11-10T18:00:00+01:00", "2000"),
        ("2026-11-11T08:00:00+01:00", "9999"),
        ("2026-11-15T14:00:00+01:00", "3500"),
    )
    taken = take_answer("hermes", raw, now=NOW)
    assert (taken.recorded, taken.repeated, taken.strangers) == (3, 0, [])
    assert list(taken.unclear) == [("9999", "words of 9999")]
    kept = Event.objects.exclude(type="order.placed").order_by("time")
    assert [each.type for each in kept] == ["parcel.scanned", "parcel.unclear", "parcel.delivered"]
    assert kept[1].data["code"] == "9999"
    again = take_answer("hermes", raw, now=NOW)
    assert (again.recorded, again.repeated) == (0, 3)
    assert Responsibility.objects.get(failure_kind="late").party == "carrier"


@pytest.mark.django_db
def test_a_parcel_of_no_order_is_said_and_not_recorded() -> None:
    taken = take_answer("hermes", hermes(("2026-11-11T08:00:00+01:00", "2000")), now=NOW)
    assert (taken.recorded, taken.strangers) == (0, ["H42"])
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_the_command_loads_files_and_lists_what_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.app.commands.load.ready", lambda: None)
    receive([placed("A7")], now=NOW)
    answer, orders = tmp_path / "answer.json", tmp_path / "orders.csv"
    answer.write_bytes(hermes(("2026-11-11T08:00:00+01:00", "9999")))
    orders.write_text("tracking,order\nH42,A7\n")
    asked = ["load", "carrier", "hermes", str(answer), "--orders", str(orders)]
    told = CliRunner().invoke(main, asked)
    assert told.exit_code == 0, told.output
    assert "1 events recorded" in told.output
    assert "code not declared: 9999 (words of 9999), 1 times" in told.output
    assert Event.objects.get(type="parcel.unclear").subject == "A7"
    orders.write_text("number\nH42\n")
    assert "these columns are needed" in CliRunner().invoke(main, asked).output


@pytest.mark.django_db
def test_the_door_takes_a_webhook_with_a_token_only() -> None:
    receive([placed("A7")], now=NOW)
    raw = hermes(("2026-11-11T08:00:00+01:00", "3500"))
    door = "/api/v1/carriers/hermes?order=A7"

    def send(path: str, body: bytes, **headers: str) -> Any:
        return Client().post(path, body, content_type="application/json", headers=headers)

    assert send(door, raw).status_code == 401
    made = make_token(name="carrier", rights=[SEND_EVENTS], now=timezone.now(), by="test")
    token = {"authorization": f"Bearer {made}"}
    told = send(door, raw, **token)
    assert told.status_code == 202, told.content
    assert told.json()["recorded"] == 1
    assert Event.objects.get(type="parcel.delivered").subject == "A7"
    assert send(door, b"{", **token).json()["code"] == "bad_answer"
    assert send("/api/v1/carriers/nobody", raw, **token).status_code == 400
