"""What staff give on their own (R13): within their freedom at once, above it only with a yes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.accounts.booking import held_in
from amends.app.actions.desk.line import followed, line_of
from amends.app.actions.freedom.answering import answer
from amends.app.actions.freedom.giving import BadKindness, Wish, give
from amends.app.actions.freedom.stated import month_of, stated_for
from amends.app.actions.journal import SYSTEM
from amends.app.ledger.models import Case, Journal, Kindness, Promise, Remedy
from tests.support.desk import carried_out, member, signed_in, waiting
from tests.support.line import ANNA

pytestmark = pytest.mark.django_db
WHY = "She waited in the rain"


def gift(amount: str = "5.00", why: str = WHY) -> Wish:
    return Wish("small_gift", why, Decimal(amount), "a scarf")


def given(case: Case, wish: Wish, by: User) -> Kindness:
    return give(case, wish, by=by, key=uuid4(), now=timezone.now())


def refused(act: Callable[[], object], code: str) -> None:
    with pytest.raises(BadKindness) as problem:
        act()
    assert problem.value.code == code


def test_within_the_freedom_it_is_given_at_once_and_only_once():
    case, agent, key = waiting(), member("agent"), uuid4()
    for _ in range(2):
        kindness = give(case, gift(), by=agent, key=key, now=timezone.now())
    remedy = case.remedies.get()
    assert kindness.state == "given"
    assert (remedy.kind, remedy.amount, remedy.is_gesture) == ("small_gift", Decimal(5), True)
    assert remedy.details == {"what": "a scarf"}
    carried_out(case)
    carried_out(case)
    assert case.remedies.get().state == Remedy.State.DONE
    assert case.remedies.get().attempts.count() == 1


def test_its_cost_is_posted_as_the_shops_own_where_no_contract_pays():
    case = waiting()
    given(case, gift(), member("agent"))
    carried_out(case)
    held = {account.bucket.value: amount for account, amount in held_in(case)["EUR"].items()}
    assert held == {"customer": Decimal(-5), "shop": Decimal(5)}


def test_it_stands_in_the_line_and_in_the_journal_without_the_words():
    case = waiting()
    given(case, gift(), member("agent"))
    steps = [step for step in line_of(case, followed(case)) if step.kind == "kindness"]
    assert [step.what.why for step in steps] == [WHY]
    line = Journal.objects.get(case=case, action="kindness given")
    assert line.actor == "agent" != SYSTEM
    assert line.detail["amount"] == "5.00"
    assert WHY not in str(line.detail)


def test_the_sum_of_a_case_is_one_for_all_who_give_in_it():
    case = waiting()
    assert given(case, gift("3.00"), member("agent")).state == "given"
    assert given(case, gift("2.00"), member("agent", "second")).state == "given"
    third = given(case, gift("0.01"), member("agent"))
    assert (third.state, third.above) == ("asked", "manager")


def test_what_no_role_may_give_below_the_director_goes_to_the_director():
    case = waiting()
    asked = given(case, Wish("part_of_price", WHY, Decimal("30.00")), member("agent"))
    assert asked.above == "director"
    refused(
        lambda: answer(asked, yes=True, reason="ok", by=member("manager"), now=timezone.now()),
        "kindness_above",
    )
    answer(asked, yes=True, reason="She is right", by=member("director"), now=timezone.now())
    assert case.remedies.get(kind="part_of_price").amount == Decimal(30)


def test_above_the_freedom_somebody_with_more_says_yes_and_then_it_is_done():
    case, agent, manager = waiting(), member("agent"), member("manager")
    asked = given(case, gift("20.00"), agent)
    assert (asked.state, asked.above, case.remedies.count()) == ("asked", "manager", 0)
    for _ in range(2):
        answer(asked, yes=True, reason="Do it", by=manager, now=timezone.now())
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by, asked.answer) == ("given", manager, "Do it")
    assert case.remedies.get().amount == Decimal(20)
    assert month_of(manager, "manager", now=timezone.now()).spent == Decimal(20)
    assert month_of(agent, "agent", now=timezone.now()).spent == 0


def test_a_no_needs_a_reason_and_nothing_is_given():
    case = waiting()
    asked = given(case, gift("20.00"), member("agent"))
    manager, now = member("manager"), timezone.now()
    refused(lambda: answer(asked, yes=False, reason=" ", by=manager, now=now), "reason_needed")
    answer(asked, yes=False, reason="Five is enough", by=manager, now=now)
    assert case.remedies.count() == 0
    refused(lambda: answer(asked, yes=True, reason="x", by=manager, now=now), "ask_answered")
    page = signed_in("agent").get(reverse("console:freedom")).content.decode()
    assert "Five is enough" in page


def test_nobody_approves_their_own_neither_by_the_action_nor_in_the_database():
    case, manager = waiting(), member("manager")
    asked = given(case, gift("30.00"), manager)
    assert asked.above == "director"
    manager.groups.add(member("director").groups.get())
    fresh = User.objects.get(pk=manager.pk)
    refused(
        lambda: answer(asked, yes=True, reason="me", by=fresh, now=timezone.now()), "kindness_own"
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Kindness.objects.filter(pk=asked.pk).update(state="given", answered_by=manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        Kindness.objects.filter(pk=asked.pk).update(state="given")


def test_what_was_given_is_never_edited_or_removed():
    kindness = given(waiting(), gift(), member("agent"))
    mine = Kindness.objects.filter(pk=kindness.pk)
    for change in ({"amount": 1}, {"why": "other"}, {"state": "asked"}, {"by": member("x")}):
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        mine.delete()


def test_the_first_page_counts_what_waits_for_a_yes():
    given(waiting(), gift("20.00"), member("agent"))
    text = "Somebody wants to give more than they may on their own."
    assert text in signed_in("manager").get(reverse("console:home")).content.decode()
    assert text not in signed_in("agent").get(reverse("console:home")).content.decode()


def test_another_agent_approves_nothing():
    asked = given(waiting(), gift("20.00"), member("agent"))
    refused(
        lambda: answer(
            asked, yes=False, reason="no", by=member("agent", "two"), now=timezone.now()
        ),
        "kindness_above",
    )


def test_the_month_has_an_end_and_the_rest_is_asked_for():
    agent, now = member("agent"), timezone.now()
    for number in range(3):
        case = waiting(f"A{number}", total="1000.00", customer={**ANNA, "id": f"C{number}"})
        state = given(case, gift("70.00"), agent).state
        assert state == ("given" if number < 2 else "asked")
    assert month_of(agent, "agent", now=now).left == Decimal(10)


def test_a_month_is_spent_anew_and_what_failed_is_not_spent():
    agent, now = member("agent"), timezone.now()
    case = waiting(total="1000.00")
    kindness = given(case, gift("70.00"), agent)
    assert month_of(agent, "agent", now=now + timedelta(days=31)).spent == 0
    Remedy.objects.filter(kindness=kindness).update(state=Remedy.State.FAILED)
    assert month_of(agent, "agent", now=now).spent == 0
    assert stated_for(case, agent, now=now).left == Decimal(100)


def test_another_currency_counts_by_its_rate_and_never_below_it():
    case = waiting(currency="MNT", total="390000", delivery_price="3900")
    kindness = given(case, gift("1000"), member("agent"))
    assert kindness.worth == Decimal("0.2565")
    refused(lambda: given(case, gift("0.001"), member("agent")), "bad_demand")


def test_of_an_unknown_currency_nobody_below_the_director_can_count_the_month():
    case = waiting(currency="XAU", total="100.00")
    asked = given(case, gift("1.00"), member("agent"))
    assert (asked.state, asked.above, asked.worth) == ("asked", "manager", None)
    refused(
        lambda: answer(asked, yes=True, reason="ok", by=member("manager"), now=timezone.now()),
        "kindness_above",
    )
    answer(asked, yes=True, reason="ok", by=member("director"), now=timezone.now())
    assert case.remedies.count() == 1


def test_no_more_money_goes_back_than_was_paid():
    case = waiting()
    director = member("director")
    refused(
        lambda: given(case, Wish("part_of_price", WHY, Decimal("50.01")), director),
        "more_than_paid",
    )
    given(case, Wish("delivery_price_back", WHY), director)
    assert case.remedies.get().amount == Decimal(4)
    refused(lambda: given(case, Wish("delivery_price_back", WHY), director), "not_given")
    refused(
        lambda: given(case, Wish("part_of_price", WHY, Decimal("46.01")), director),
        "more_than_paid",
    )


def test_a_gift_is_no_money_back():
    case = waiting()
    given(case, gift("5.00"), member("agent"))
    assert given(case, Wish("part_of_price", WHY, Decimal("50.00")), member("director")).state


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (gift(why=" "), "reason_needed"),
        (gift(why="x" * 201), "line_too_long"),
        (gift("0"), "bad_demand"),
        (gift("NaN"), "bad_demand"),
        (Wish("small_gift", WHY, None, "a scarf"), "bad_demand"),
        (Wish("small_gift", WHY, Decimal(1)), "gift_missing"),
        (Wish("show_record", WHY), "not_given"),
        (Wish("date_promised", WHY), "date_not_within"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_written(wish: Wish, code: str):
    case = waiting()
    refused(lambda: given(case, wish, member("agent")), code)
    assert not Kindness.objects.exists()
    assert not case.remedies.exists()


def test_who_has_no_stated_freedom_gives_nothing():
    case = waiting()
    refused(lambda: given(case, gift(), member("quality")), "not_given")
    url = reverse("console:give", args=[case.public_id])
    assert signed_in("quality").post(url).status_code == 403


def test_a_promised_date_is_a_promise_like_any_other():
    case = waiting()
    due = timezone.now() + timedelta(days=2)
    kindness = given(case, Wish("date_promised", WHY, due=due), member("agent"))
    promise = Promise.objects.get(order=case.order_id, kind="told_by_staff")
    assert (promise.due_at, promise.kept_by) == (due, "parcel.arrived_at_point")
    assert promise.made_by == "call centre:agent"
    assert (kindness.state, kindness.amount) == ("given", Decimal(0))
    assert not case.remedies.exists()


def test_an_over_case_gets_nothing_more():
    case = waiting()
    asked = given(case, gift("20.00"), member("agent"))
    Case.objects.filter(pk=case.pk).update(state="closed")
    refused(
        lambda: answer(asked, yes=True, reason="ok", by=member("manager"), now=timezone.now()),
        "case_over",
    )
    refused(lambda: given(case, gift(), member("agent")), "case_over")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_give_more_than_the_month_allows():
    """Eight windows of one agent, a case each: 150 euro are 7 gifts of 20, and no more."""
    agent = member("agent")
    cases = [waiting(f"A{n}", total="1000.00", customer={**ANNA, "id": f"C{n}"}) for n in range(9)]

    def one(case: Case) -> str:
        try:
            return given(case, gift("20.00"), agent).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(9) as hands:
        states = list(hands.map(one, cases))
    assert sorted(states) == ["asked"] * 2 + ["given"] * 7
    assert month_of(agent, "agent", now=timezone.now()).spent == Decimal(140)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_give_more_than_the_case_allows():
    case = waiting()
    people = [member("agent", f"agent{n}") for n in range(6)]

    def one(by: Any) -> str:
        try:
            return given(case, gift("2.00"), by).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        states = list(hands.map(one, people))
    assert sorted(states) == ["asked"] * 4 + ["given"] * 2
    assert connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_is_too_late():
    asked = given(waiting(), gift("20.00"), member("agent"))
    people = [member("manager", f"manager{n}") for n in range(4)]

    def one(by: Any) -> str:
        try:
            return answer(asked, yes=True, reason="ok", by=by, now=timezone.now()).state
        except BadKindness as problem:
            return problem.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hands:
        assert sorted(hands.map(one, people)) == ["ask_answered"] * 3 + ["given"]
    assert Remedy.objects.filter(kind="small_gift").count() == 1
