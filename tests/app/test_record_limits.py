"""What validates and still cannot be stored, and two senders who get in each other's way."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from amends.app.actions import record
from amends.app.actions.ingest import whole
from amends.app.actions.ingest.locks import lock_unplaced
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive
from amends.app.actions.retailer import wake_orders
from amends.app.ledger.models import Event, Load, Message, Order, Promise, Quarantined
from amends.cli import main
from tests.support.feed import NOW, event, placed, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that lets through what the record cannot hold, as a shop's own might."""
    fields = current_policy().declarations.events["order.placed"].shape.fields
    monkeypatch.setitem(fields, "total", ("data.total", lambda value, where: None))


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("bad", [0, 3, 6])
def test_what_cannot_be_stored_is_set_apart_and_stops_nobody(bad: int) -> None:
    rows = [placed(f"o{n}") for n in range(7)]
    rows[bad]["data"]["total"] = "much"
    receipt = receive([*rows, "?"], now=NOW)
    assert (receipt.recorded, receipt.quarantined, receipt.events_seen) == (6, 2, 8)
    assert receipt.results[bad]["reason"]["code"] == "cannot_be_stored"
    assert Order.objects.count() == Promise.objects.count() == 6
    row = Quarantined.objects.get(code="cannot_be_stored")
    assert (row.where, "much" in row.raw) == (f"event {bad + 1}", True)
    assert "numeric" in row.reason.format(**row.values)


@pytest.mark.usefixtures("lenient", "booted")
def test_a_row_that_cannot_be_stored_does_not_stop_a_load(tmp_path: Path) -> None:
    rows = [placed(f"o{n}", due="2026-11-12") for n in range(5)]
    rows[2]["data"]["total"] = "much"
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    result = CliRunner().invoke(main, ["load", "events", str(path), "--as-of", "2026-11-15"])
    assert result.exit_code == 0, result.output
    assert "4 events recorded, 0 known already, 1 of 5 in quarantine" in result.output
    assert Quarantined.objects.get().where == "events.jsonl: row 3"
    assert Promise.objects.filter(failure_kind="undelivered").count() == 4
    assert Load.objects.get().finished_at


def test_a_long_name_of_who_promised_is_refused() -> None:
    word = event("refund.promised", amount="5", due="2026-12-01", agent="x" * 300)
    receipt = receive([placed(), word], now=NOW)
    assert receipt.results[1]["reason"]["where"] == "data.agent"


# --- two senders ----------------------------------------------------------------------------------


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own; what they gave, or raised."""
    out: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            out[number] = act()
        except Exception as error:
            out[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return out


@pytest.mark.django_db(transaction=True)
def test_an_order_that_two_senders_place_at_once_is_placed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both, real = threading.Barrier(2), lock_unplaced
    waited = threading.local()

    def meet(*some: Any, **more: Any) -> Any:
        locked = real(*some, **more)
        if not getattr(waited, "done", False):
            waited.done = True
            both.wait(10)
        return locked

    monkeypatch.setattr(record, "lock_unplaced", meet)
    one, other = placed(), placed(total="99.00") | {"id": "another"}
    results = at_once(lambda: receive([one], now=NOW), lambda: receive([other], now=NOW))
    assert sorted(receipt.recorded for receipt in results) == [0, 1]
    [refused] = [receipt for receipt in results if not receipt.recorded]
    assert refused.results[0]["reason"]["code"] == "placed_twice"
    assert Event.objects.count() == Promise.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_waking_a_history_and_loading_it_never_wait_in_a_circle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receive([placed("o1")], now=NOW)
    receive([placed("o2")], now=NOW, as_of=NOW)
    woke, real = threading.Event(), wake_orders

    def slowly(refs: Any) -> Any:
        found = real(refs)
        woke.set()
        time.sleep(0.7)
        return found

    def loads() -> Any:
        woke.wait(10)
        return receive(
            [event("parcel.scanned", ref, key=f"l{ref}") for ref in ("o1", "o2")],
            now=NOW,
            as_of=NOW,
        )

    monkeypatch.setattr(record, "wake_orders", slowly)
    monkeypatch.setattr(whole, "TRIES", 1)
    live = [event("parcel.scanned", "o1"), event("parcel.scanned", "o2")]
    results = at_once(lambda: receive(live, now=NOW), loads)
    assert [getattr(each, "recorded", each) for each in results] == [2, 2]


def _gives_way(times: int) -> Callable[..., Any]:
    left = [times]

    def judge(*some: Any, **more: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise OperationalError("deadlock detected") from DeadlockDetected()
        return real(*some, **more)

    real = record.judge_heard_of
    return judge


def test_who_gave_way_to_another_sender_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "judge_heard_of", _gives_way(1))
    assert receive([placed()], now=NOW).recorded == 1
    assert standing() == ("open", "")


def test_who_gives_way_for_ever_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "judge_heard_of", _gives_way(99))
    with pytest.raises(OperationalError, match="deadlock"):
        receive([placed()], now=NOW)


# --- sent again and again -------------------------------------------------------------------------


def test_a_bad_event_sent_again_and_again_waits_once_and_is_counted() -> None:
    bad = placed(total="much")
    for batch in ([bad], [bad, bad, placed("o2", total="more")]):
        receive(batch, now=NOW)
    assert list(Quarantined.objects.order_by("pk").values_list("times", flat=True)) == [3, 1]
    Quarantined.objects.filter(times=3).update(state="dismissed")
    receive([bad], now=NOW)
    assert Quarantined.objects.filter(state="waiting").count() == 2
    assert not Message.objects.exists()


# --- nothing is emptied ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table", ["event", "failure", "decision", "offer", "choice", "outcome", "journal"]
)
def test_no_table_of_the_record_is_emptied(table: str) -> None:
    refused = pytest.raises(DatabaseError, match="never emptied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL amends.may_empty = off")
        cursor.execute(f"TRUNCATE ledger_{table} CASCADE")
