"""An offer stands for a week: what it promises lies ahead on each of its days (R4, R10)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.app.actions import phrases
from amends.app.actions.choices import choose
from amends.app.actions.links import make_token
from amends.app.ledger.models import Case, Message
from tests.support.desk import waiting
from tests.support.line import ANNA, NOON, REACH, closed_point, event, free_windows, order, send

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=6)
AT_HOME = {"address": "Main street 1"}


def accept(case: Case, option: str, **details: str) -> Case:
    offer = case.offers.latest("pk")
    choose(offer=offer, option=option, details=details, now=LATER, by="customer")
    return Case.objects.get(pk=case.pk)


def test_what_is_chosen_on_the_sixth_day_is_promised_from_that_day():
    case = accept(closed_point(), "money_back")
    remedy = case.remedies.get()
    assert remedy.due_at is not None
    assert remedy.due_at == LATER + timedelta(hours=73)
    assert remedy.choice is not None
    assert remedy.choice.due_at == remedy.due_at
    body = Message.objects.get(case=case, step="mending").body
    assert "By when: Sunday, 29 November, by 13:00." in body


def test_a_window_may_be_chosen_on_every_day_that_the_offer_stands():
    case = closed_point()
    for day in range(7):
        assert free_windows(case, now=NOON + timedelta(days=day))
    window = free_windows(case, now=LATER)[0]
    assert datetime.fromisoformat(window.split("/")[0]) > LATER
    remedy = accept(case, "bring_home", window=window, **AT_HOME).remedies.get(is_gesture=False)
    assert remedy.due_at == datetime.fromisoformat(window.split("/")[1])


def test_the_page_promises_from_now_and_says_what_was_agreed_ever_after():
    case = waiting("A1")
    home = f"/c/{make_token(case, now=timezone.now(), days=14)}/"
    offer = case.offers.latest("pk")
    long_ago = timezone.now() - timedelta(days=3)
    choose(offer=offer, option="person_calls", details=REACH, now=long_ago, by="customer")
    agreed = case.remedies.get(is_gesture=False).due_at
    assert agreed is not None
    speech = phrases.speech_for(case, now=timezone.now())
    assert speech.by(agreed) in Client().get(home).content.decode()


def test_windows_deadlines_and_letters_go_by_one_clock():
    far = {**ANNA, "time_zone": "Asia/Ulaanbaatar"}
    send(order("A1", customer=far), event("visit.point_closed", "A1", point="P1"))
    case = Case.objects.get()
    assert all(w.split("/")[0].endswith("+08:00") for w in free_windows(case))
    evening = NOON + timedelta(hours=3)
    offer: Any = case.offers.latest("pk")
    choose(offer=offer, option="person_calls", details=REACH, now=evening, by="customer")
    due = case.remedies.get(is_gesture=False).due_at
    assert due is not None
    assert due.astimezone(phrases.speech_for(case, now=NOON).zone).hour == 11
