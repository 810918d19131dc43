"""A history tells nobody: where it meets live orders, and what is old writes no letter unasked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from amends.app.actions import quarantine
from amends.app.actions.dates import read_as_of
from amends.app.actions.record import receive
from amends.app.actions.report import report_as_of
from amends.app.ledger.models import Case, Load, Message, Order, Promise, Quarantined
from amends.cli import main
from tests.support import feed
from tests.support.line import ANNA, NOON, event, order, send

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def home(ref: str = "A1", *, due: str = "2026-11-18", **data: Any) -> dict[str, Any]:
    promise = {"kind": "delivered_by", "due": due}
    return order(ref, fulfilment="home", point=None, promises=[promise], **data)


# --- where a history meets a live order -----------------------------------------------------------


def test_a_history_that_tells_of_a_live_order_is_believed_and_writes_no_letter() -> None:
    send(order(fulfilment="home", point=None))
    receive([event("item.wrong", "A1", at=NOON - DAY)], now=NOON, as_of=NOON - DAY)
    case = Case.objects.get()
    assert (case.history, case.failure_kind, case.opened_at) == (False, "wrong_item", NOON)
    assert not Message.objects.exists()
    send(event("item.damaged", "A1"))
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("booted")
def test_a_history_file_that_tells_of_a_live_order_writes_no_letter(tmp_path: Path) -> None:
    send(order(fulfilment="home", point=None))
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(event("item.wrong", "A1", at=NOON - DAY)))
    result = CliRunner().invoke(main, ["load", "events", str(path), "--as-of", "2026-11-19"])
    assert result.exit_code == 0, result.output
    assert not Case.objects.get().history
    assert not Message.objects.exists()


def test_a_row_of_a_history_replayed_for_a_live_order_opens_its_case_now() -> None:
    old = NOON - 100 * DAY
    send(order(fulfilment="home", point=None))
    load = Load.objects.create(kind="events", name="f", digest="d", as_of=old, started_at=NOON)
    raw = json.dumps(event("item.wrong", "A1", at=NOON - DAY))
    row = Quarantined.objects.create(load=load, where="x", raw=raw, received_at=NOON)
    quarantine.replay(number=row.pk, by="me", now=NOON)
    assert Case.objects.get().opened_at == NOON
    assert not Message.objects.exists()


# --- what wakes a history -------------------------------------------------------------------------


@pytest.mark.parametrize("type_", ["customer.reviewed", "order.approved"])
def test_what_touches_no_promise_wakes_nobody(type_: str) -> None:
    receive([home()], now=NOON, as_of=NOON)
    send(event(type_, "A1", at=NOON + DAY, score=5), now=NOON + DAY)
    assert Order.objects.get().history
    assert Case.objects.get().history
    assert not Message.objects.exists()


@pytest.mark.usefixtures("booted")
def test_what_touches_no_promise_wakes_nobody_from_a_live_file_either(tmp_path: Path) -> None:
    receive([home()], now=NOON, as_of=NOON)
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(event("customer.reviewed", "A1", score=5)))
    assert CliRunner().invoke(main, ["load", "events", str(path)]).exit_code == 0
    assert Order.objects.get().history


@pytest.mark.parametrize(
    "news",
    [
        {"type_": "item.wrong"},
        {"type_": "parcel.scanned"},
        {"type_": "call.promised", "said": "tomorrow"},
        {"type_": "order.approved", "promises": [{"kind": "delivered_by"}]},
    ],
)
def test_what_can_touch_a_promise_wakes_it(news: dict[str, Any]) -> None:
    receive([home()], now=NOON, as_of=NOON)
    send(event(news.pop("type_"), "A1", **news))
    assert not Order.objects.get().history
    assert Message.objects.count() == 1


def test_what_somebody_promised_by_name_wakes_it() -> None:
    word = event("call.promised", "A1", at=NOON - DAY, said="approved", kept_by="order.approved")
    receive([home(), word], now=NOON, as_of=NOON)
    send(event("order.approved", "A1"))
    assert not Order.objects.get().history


# --- what is old ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "days", "letters"),
    [
        ("item.wrong", 14, 1),
        ("item.wrong", 15, 0),
        ("visit.point_closed", 15, 0),
        ("", 60, 1),
        ("", 61, 0),
        ("order.called_off", 61, 0),
    ],
)
def test_old_failures_are_not_told_unasked(failure: str, days: int, letters: int) -> None:
    """Whole days after the event that broke the promise, or after the due time."""
    if failure:
        send(home(due="2027-12-01"), event(failure, "A1", point="P1"), now=NOON + days * DAY)
    else:
        send(home(due=NOON.isoformat()), now=NOON + days * DAY)
    assert Case.objects.get().state == "offered"
    assert Message.objects.exclude(state="held").count() == letters
    assert Message.objects.filter(state="held").count() == 1 - letters


def test_an_old_file_loaded_live_writes_to_nobody_until_staff_decide() -> None:
    old = home(due="2017-02-01") | {"time": "2017-01-01T00:00:00Z"}
    came = event("parcel.delivered", "B1") | {"time": "2017-02-09T00:00:00Z"}
    late = home("B1", due="2017-02-01", customer={**ANNA, "id": "C2"})
    send(old, late | {"time": "2017-01-01T00:00:00Z"}, came)
    assert Case.objects.count() == 2
    assert set(Message.objects.values_list("state", flat=True)) == {"held"}


# --- as of a day, where each order is -------------------------------------------------------------


ULAANBAATAR = [
    feed.placed(
        "UB",
        at="2018-10-01T00:00:00Z",
        due="2018-11-01",
        customer={"id": "u", "time_zone": "Asia/Ulaanbaatar"},
    ),
    feed.event("parcel.delivered", "UB", at="2018-11-02T10:00:00+08:00"),
]
SAO_PAULO = [
    feed.placed(
        "BR",
        at="2018-10-01T00:00:00Z",
        due="2018-11-01",
        customer={"id": "b", "time_zone": "America/Sao_Paulo"},
    ),
    feed.event("parcel.delivered", "BR", at="2018-11-01T22:30:00-03:00"),
]
AS_OF = date(2018, 11, 1)


def standings() -> dict[str, str]:
    return dict(Promise.objects.values_list("order_id", "state"))


def test_a_day_ends_where_the_order_is() -> None:
    receive([*ULAANBAATAR, *SAO_PAULO], now=NOON, as_of=AS_OF)
    assert standings() == {"UB": "open", "BR": "kept"}
    receive([*ULAANBAATAR, *SAO_PAULO], now=NOON, as_of=AS_OF + DAY)
    assert standings() == {"UB": "broken", "BR": "kept"}
    assert report_as_of(AS_OF, now=NOON)["promises"]["delivered_by"] == {"kept": 1, "open": 1}
    assert report_as_of(AS_OF, now=NOON)["cases"] == {}
    assert report_as_of(AS_OF + DAY, now=NOON)["cases"] == {"offered": 1}


def test_a_moment_is_the_same_everywhere() -> None:
    receive([*ULAANBAATAR, *SAO_PAULO], now=NOON, as_of=feed.NOW.replace(2018, 11, 1, 23))
    assert standings() == {"UB": "broken", "BR": "open"}


@pytest.mark.usefixtures("booted")
def test_a_file_and_the_report_agree_on_the_day(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(map(json.dumps, [*ULAANBAATAR, *SAO_PAULO])))
    run = CliRunner().invoke
    assert run(main, ["load", "events", str(path), "--as-of", "2018-11-02"]).exit_code == 0
    assert standings() == {"UB": "broken", "BR": "kept"}
    assert Load.objects.get().viewpoint == AS_OF + DAY
    result = run(main, ["report", "--as-of", "2018-11-01", "--json"])
    assert json.loads(result.output)["promises"]["delivered_by"] == {"kept": 1, "open": 1}
    text = run(main, ["report", "--as-of", "2018-11-01"]).output
    assert "As of the end of 2018-11-01, where each order is" in text


def test_today_is_today_in_the_shops_own_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Ulaanbaatar"
    evening = NOON.replace(hour=20)
    assert read_as_of("2026-11-21", now=evening) == date(2026, 11, 21)
