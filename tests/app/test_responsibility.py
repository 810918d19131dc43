"""Who caused what is broken, in the record: written once, anew where the legs say otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.urls import reverse

from amends.app.actions.desk.legs import fault_of
from amends.app.actions.record import receive
from amends.app.actions.situations import gather
from amends.app.ledger.models import Case, Responsibility
from tests.support.desk import signed_in
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def told() -> list[tuple[int, str, str, str, str]]:
    rows = Responsibility.objects.order_by("number", "position")
    return [(r.number, r.failure_kind, r.party, r.who, str(r.share)) for r in rows]


def late_at_both() -> None:
    receive(
        [
            placed(kind="marketplace", seller="lamps", due="2026-11-14", ship_by="2026-11-11"),
            event(
                "parcel.handed_to_carrier",
                at="2026-11-12T10:00:00Z",
                carrier="swift",
                due="2026-11-14",
            ),
            event("parcel.delivered", at="2026-11-17T10:00:00Z"),
        ],
        now=NOW,
    )


def test_the_shares_of_a_late_delivery_are_written_down() -> None:
    late_at_both()
    assert told() == [
        (1, "late", "carrier", "swift", "0.7500"),
        (1, "late", "seller", "lamps", "0.2500"),
    ]
    because = Responsibility.objects.get(party="seller").because
    assert (because["leg"], because["due"], because["days"]) == ("sending", "2026-11-11", 1)


def test_a_timeline_that_changes_makes_a_new_record_and_keeps_the_old_one() -> None:
    receive([placed(due="2026-11-14", ship_by="2026-11-11")], now=NOW)
    assert told() == [(1, "undelivered", "warehouse", "", "1.0000")]
    handed = event("parcel.handed_to_carrier", at="2026-11-11T10:00:00Z", due="2026-11-13")
    receive([handed], now=NOW)
    receive([event("order.approved", at="2026-11-11T09:00:00Z")], now=NOW)
    assert told() == [
        (1, "undelivered", "warehouse", "", "1.0000"),
        (2, "undelivered", "carrier", "", "1.0000"),
    ]


def test_a_history_is_judged_as_of_its_day() -> None:
    day = datetime(2026, 11, 16, 12, tzinfo=UTC)
    late = event("parcel.handed_to_carrier", at="2026-11-13T10:00:00Z", due="2026-11-15")
    receive([placed(due="2026-11-14", ship_by="2026-11-11"), late], now=NOW, as_of=day)
    assert told() == [
        (1, "undelivered", "warehouse", "", "0.6667"),
        (1, "undelivered", "carrier", "", "0.3333"),
    ]


@pytest.mark.parametrize("change", ["delete", "update"])
def test_the_database_refuses_to_edit_or_remove_it(change: str) -> None:
    late_at_both()
    rows = Responsibility.objects.all()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        rows.delete() if change == "delete" else rows.update(party="nobody")


def test_the_case_is_decided_by_it_and_shows_its_legs() -> None:
    late_at_both()
    case = Case.objects.select_related("order", "customer", "promise").get()
    situation = gather([case], now=NOW)[case.order_id].situation
    assert (situation.caused, situation.controls) == ("carrier", "partner")
    body = case.offers.latest("pk").body
    assert (body["caused_by"], body["borne_by"]) == ("carrier", "carrier")
    fault = fault_of(case)
    assert fault is not None
    assert [(leg.name, leg.days) for leg in fault.legs] == [
        ("sending", Decimal(1)),
        ("carrying", Decimal(3)),
    ]
    page = signed_in("quality").get(reverse("console:case", args=[case.public_id]))
    text = page.content.decode()
    for said in ("Who caused it", "75 %", "swift", "lamps", 'class="over"'):
        assert said in text
