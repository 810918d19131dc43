"""From the failure to the offer: the case opens before the customer says a word (R1, R3, R26)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from amends.app.actions import offers
from amends.app.actions.aftercare import remedy_settled
from amends.app.actions.cases import decide_undecided, open_cases
from amends.app.actions.choices import choose
from amends.app.actions.deciding import make_offers
from amends.app.actions.due import find_due
from amends.app.actions.policy import current_policy
from amends.app.actions.record import receive
from amends.app.ledger.models import (
    Case,
    Decision,
    Event,
    Failure,
    Journal,
    Message,
    Offer,
    Order,
    Promise,
)
from amends.core.rulebook import Table
from amends.core.rulebook.cells import read_cell
from tests.support.line import NOON, closed_point, event, order, points, send

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def option_keys(case: Case) -> list[str]:
    return [option["key"] for option in case.offers.latest("pk").body["options"]]


def test_a_closed_point_opens_a_case_with_an_offer_that_mends_this_order_first():
    case = closed_point()
    assert (case.state, case.failure_kind, case.round) == ("offered", "point_closed", 1)
    assert option_keys(case) == ["bring_home", "other_point", "money_back", "person_calls"]
    body = case.offers.get().body
    assert [point["code"] for point in body["possible"]["points"]] == ["P2", "P3", "P4"]
    assert body["gesture"]["kind"] == "delivery_price_back"


def test_the_decision_keeps_version_rules_and_facts_as_they_were():
    decision = closed_point().decisions.get()
    assert (decision.rulebook, len(decision.checksum)) == ("retail", 64)
    assert decision.facts["wasted_visits"] == 1
    assert decision.facts["value"] == "50.0000"
    fired = {(hit["table"], hit["rule"]) for hit in decision.fired}
    assert {("stance", "shown"), ("responsibility", "point_closed")} <= fired


def test_another_wasted_visit_is_counted_in_the_same_case_and_tells_nobody_twice():
    case = closed_point(visits=2)
    assert case.promise.wasted_visits == 2
    assert case.offers.latest("pk").body["apology"][0] == "wasted_visits"
    assert Case.objects.count() == 1
    assert Message.objects.filter(case=case).count() == 1


def test_the_mere_passing_of_the_due_time_opens_a_case():
    promise = {"kind": "delivered_by", "due": "2026-11-19"}
    send(order(fulfilment="home", point=None, promises=[promise]), now=NOON - timedelta(days=2))
    assert not Case.objects.exists()
    open_cases(find_due(now=NOON), now=NOON)
    case = Case.objects.get()
    assert (case.failure_kind, case.promise.state) == ("undelivered", "broken")
    assert option_keys(case)[0] == "bring_home"


def test_an_overdue_order_that_came_is_late_and_still_the_same_case():
    promise = {"kind": "delivered_by", "due": "2026-11-18"}
    send(order(fulfilment="home", point=None, promises=[promise]))
    assert Case.objects.get().failure_kind == "undelivered"
    send(event("parcel.delivered", "A1"))
    case = Case.objects.get()
    assert case.failure_kind == "late"
    assert option_keys(case)[0] == "delivery_price_back"
    assert [f.kind for f in Failure.objects.order_by("id")] == ["undelivered", "late"]


def test_a_second_trouble_of_the_same_order_joins_the_open_case():
    send(points("P1", "P2"), order(promises=[{"kind": "ready_at_point_by", "due": "2026-11-18"}]))
    send(event("visit.point_closed", "A1", point="P1"))
    assert Case.objects.count() == 1
    assert Failure.objects.count() == 2


def test_every_event_of_the_line_stands_in_the_journal():
    case = closed_point()
    actions = Journal.objects.filter(case=case).values_list("action", flat=True)
    assert list(actions) == ["case opened"]


@pytest.mark.parametrize("model", [Event, Failure, Decision, Offer, Journal])
def test_the_database_refuses_to_edit_or_remove_what_was_recorded(model):
    closed_point()
    row = model.objects.first()
    with pytest.raises((InternalError, IntegrityError), match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete(using="default")
    with (
        pytest.raises((InternalError, IntegrityError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {model._meta.db_table} SET id = id WHERE id = %s", [row.pk])


def test_the_database_refuses_to_edit_what_was_promised():
    closed_point()
    with pytest.raises((InternalError, IntegrityError), match="never edited"):
        Promise.objects.update(made_by="nobody")


def test_the_database_refuses_two_open_cases_for_one_broken_promise():
    case = closed_point()
    twin = Case(
        order=case.order,
        customer=case.customer,
        promise=case.promise,
        failure_kind=case.failure_kind,
        opened_at=NOON,
        state_at=NOON,
    )
    with pytest.raises(IntegrityError, match="one_open_case_per_broken_promise"):
        twin.save()


def test_deciding_forty_cases_costs_no_more_queries_than_one():
    send(points("P1", "P2"), [order(f"A{n}", customer={"id": f"C{n}"}) for n in range(40)])
    send([event("visit.point_closed", f"A{n}", point="P1") for n in range(40)])
    cases = Case.objects.select_related("order", "customer", "promise")
    asked = []
    for some in (cases[:1], cases[:40]):
        with CaptureQueriesContext(connection) as queries:
            make_offers(list(some), now=NOON)
        asked.append(len(queries))
    assert asked[1] <= asked[0] <= 17
    assert Case.objects.filter(state="offered").count() == 40


def test_nobody_is_told_about_a_case_of_a_history_load():
    visit = event("visit.point_closed", "A1", point="P1")
    receive([*points("P1", "P2"), order(), visit], now=NOON, as_of=NOON)
    assert Case.objects.get().history
    assert Offer.objects.count() == 1
    assert not Message.objects.exists()


def test_an_order_of_a_history_that_something_is_heard_of_is_alive():
    promise = {"kind": "delivered_by", "due": "2026-11-18"}
    receive([order(fulfilment="home", point=None, promises=[promise])], now=NOON, as_of=NOON)
    assert (Case.objects.get().history, Message.objects.count()) == (True, 0)
    send(event("parcel.scanned", "A1"))
    assert (Case.objects.get().history, Message.objects.count()) == (False, 1)
    assert not Order.objects.get().history


def test_the_same_failure_again_in_an_open_case_is_a_failure_of_its_own():
    case = closed_point(visits=2)
    assert list(case.promise.failures.values_list("kind", flat=True)) == ["point_closed"] * 2


def test_wrong_again_after_it_was_mended_is_the_next_round():
    case = mended(closed_point())
    send(event("visit.point_closed", "A1", point="P1", at=NOON + HOUR), now=NOON + HOUR)
    case.refresh_from_db()
    assert (case.state, case.round) == ("offered", 2)
    assert not case.follow_ups.filter(answered_at=None).exists()


def test_wrong_again_after_it_was_solved_is_a_new_case():
    case = mended(closed_point())
    Case.objects.filter(pk=case.pk).update(state="solved")
    send(event("visit.point_closed", "A1", point="P1", at=NOON + HOUR), now=NOON + HOUR)
    assert sorted(Case.objects.values_list("state", flat=True)) == ["offered", "solved"]


def test_an_order_called_off_later_is_offered_what_is_still_possible():
    case = closed_point()
    send(event("order.called_off", "A1"), order("A2", promises=[]))
    send(event("order.called_off", "A1", reason="again"))
    case.refresh_from_db()
    assert "bring_home" in option_keys(case)
    promised = order("A3", promises=[{"kind": "ready_at_point_by", "due": "2026-11-30"}])
    send(promised, event("visit.point_closed", "A3", point="P1", at=NOON - HOUR))
    send(event("order.called_off", "A3"))
    third = Case.objects.get(order="A3")
    assert (third.failure_kind, option_keys(third)[0]) == ("called_off", "money_back")


def test_a_due_time_that_passes_does_not_hide_the_wasted_visits():
    promise = {"kind": "ready_at_point_by", "due": "2026-11-18"}
    send(points("P1", "P2"), order())
    send(event("visit.point_closed", "A1", point="P1", at=NOON - HOUR))
    send(event("call.promised", "A1", said="tomorrow", due="2026-11-18", promises=[promise]))
    assert Case.objects.get().failure_kind == "point_closed"


def test_a_delivery_in_time_that_is_reported_late_ends_the_case():
    promise = {"kind": "delivered_by", "due": "2026-11-18"}
    send(order(fulfilment="home", point=None, promises=[promise]))
    assert Case.objects.get().state == "offered"
    send(event("parcel.delivered", "A1", at=NOON - timedelta(days=2, hours=3)))
    assert Case.objects.get().state == "closed"
    assert not Message.objects.filter(state="waiting").exists()


def test_a_case_that_the_rulebook_cannot_decide_holds_up_nobody(monkeypatch):
    send(points("P1"), order("A1"), order("A2", customer={"id": "C2"}))
    book = current_policy().rulebook
    gap = replace(book, tables=tuple(map(without_a_rule_for_the_rich, book.tables)))
    monkeypatch.setattr(offers, "current_policy", lambda: replace(current_policy(), rulebook=gap))
    Order.objects.filter(pk="A2").update(total=9999)
    send([event("visit.point_closed", ref, point="P1") for ref in ("A1", "A2")])
    assert dict(Case.objects.values_list("order_id", "state")) == {"A1": "offered", "A2": "open"}
    monkeypatch.undo()
    assert decide_undecided(now=NOON) == 1
    assert set(Case.objects.values_list("state", flat=True)) == {"offered"}


def without_a_rule_for_the_rich(table: Table) -> Table:
    if table.name != "urgency":
        return table
    value = current_policy().rulebook.facts["value"]
    poor = read_cell("<1000", value, where="here")
    return replace(
        table,
        columns=(*table.columns, value),
        rules=tuple(replace(rule, cells=(*rule.cells, poor)) for rule in table.rules),
    )


def mended(case: Case) -> Case:
    offer = case.offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=NOON, by="customer")
    for remedy in case.remedies.filter(is_gesture=False):
        remedy.state = "done"
        remedy.save()
        remedy_settled(remedy, now=NOON)
    return case
