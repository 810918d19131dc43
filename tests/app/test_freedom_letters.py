"""The customer is told what staff gave on top: once, in the shop's words, never why."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from amends.app.actions.freedom.answering import answer
from amends.app.actions.freedom.giving import Wish, give
from amends.app.actions.letters import withdraw_letters
from amends.app.ledger.models import Case, Customer, Kindness, Message
from amends.core.wording import forbidden
from tests.support.desk import member, signed_in, waiting

pytestmark = pytest.mark.django_db
WHY = "She shouted at me and I gave in"


def gift(amount: str = "5.00") -> Wish:
    return Wish("small_gift", WHY, Decimal(amount), "a scarf")


def given(case: Case, wish: Wish, by: User) -> Kindness:
    return give(case, wish, by=by, key=uuid4(), now=timezone.now())


def told(case: Case) -> list[Message]:
    return list(case.messages.filter(step__startswith=Message.KINDNESS).order_by("pk"))


def test_a_gift_is_told_without_the_line_of_why() -> None:
    case, key = waiting(), uuid4()
    for _ in range(2):
        give(case, gift(), by=member("agent"), key=key, now=timezone.now())
    [letter] = told(case)
    assert "A small gift from us: a scarf." in letter.body
    assert "By when: " in letter.body
    assert WHY not in letter.body + letter.subject
    assert (letter.state, letter.channel) == ("waiting", "email")
    assert case.messages.filter(step="offer", state="waiting").exists()


@pytest.mark.parametrize(
    ("language", "line"),
    [("ru", "Небольшой подарок от нас: a scarf."), ("mn", "Биднээс бяцхан бэлэг: a scarf.")],
)
def test_it_is_told_in_the_customers_language(language: str, line: str) -> None:
    case = waiting()
    Customer.objects.update(language=language)
    given(Case.objects.get(pk=case.pk), gift(), member("agent"))
    [letter] = told(case)
    assert line in letter.body
    assert letter.language == language
    assert forbidden(letter.body, language, []) == []


def test_money_and_a_date_are_told_each_by_itself() -> None:
    case, manager = waiting(), member("manager")
    due = timezone.now() + timedelta(days=2)
    given(case, Wish("part_of_price", WHY, Decimal("10.00")), manager)
    given(case, Wish("date_promised", WHY, due=due), manager)
    money, date = told(case)
    assert "a part of the price back: €10" in money.body
    assert "Your order will be there: " in date.body
    assert "By when" not in date.body


def test_what_is_asked_is_told_only_when_somebody_said_yes() -> None:
    case, manager, now = waiting(), member("manager"), timezone.now()
    asked = given(case, gift("20.00"), member("agent"))
    refused = given(case, gift("21.00"), member("agent"))
    assert told(case) == []
    answer(refused, yes=False, reason="Too much", by=manager, now=now)
    for _ in range(2):
        answer(asked, yes=True, reason="Do it", by=manager, now=now)
    assert [each.step for each in told(case)] == [f"kindness.{asked.pk}"]


def test_it_stays_true_when_the_letters_of_the_line_are_withdrawn() -> None:
    case = waiting()
    given(case, gift(), member("agent"))
    withdraw_letters(case)
    assert [each.state for each in told(case)] == ["waiting"]
    assert not case.messages.filter(step="offer", state="waiting").exists()


def test_nobody_is_written_to_without_an_address_or_while_staff_decide() -> None:
    case = waiting()
    Message.objects.filter(case=case).update(state=Message.State.HELD)
    given(case, gift("1.00"), member("agent"))
    Message.objects.filter(case=case).update(state=Message.State.TOLD)
    Customer.objects.update(email="")
    given(case, gift("1.00"), member("agent"))
    assert told(case) == []


def test_the_mailbox_names_it() -> None:
    case = waiting()
    given(case, gift(), member("agent"))
    page = signed_in("manager").get("/console/mailbox/?state=waiting").content.decode()
    assert "Something on top, given on our own" in page
    assert "kindness." not in page
