"""A report as of a moment says what a report said at that moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from amends.app.actions import aftercare
from amends.app.actions.choices import choose
from amends.app.actions.remedies import attempt, shop_reported
from amends.app.actions.report import report_as_of, report_now
from amends.app.connectors.answers import Kind
from amends.app.ledger.models import Case, FormerState
from tests.support.desk import Answering, member
from tests.support.line import NOON, closed_point

pytestmark = pytest.mark.django_db

SECTIONS = ("cases", "remedies", "follow_ups", "money")
END = NOON + timedelta(days=40)


def moments() -> Iterator[datetime]:
    """One moment every six hours, beginning at noon."""
    return (NOON + timedelta(hours=6 * number) for number in range(1000))


def money_back(at: datetime) -> None:
    offer = Case.objects.get().offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=at, by="customer")


def carried_out(at: datetime, kind: Kind) -> None:
    for remedy in Case.objects.get().remedies.filter(next_attempt_at__lte=at):
        attempt(remedy.pk, now=at, shop=Answering(kind))


def reported_done(at: datetime) -> None:
    for remedy in Case.objects.get().remedies.filter(state="accepted"):
        shop_reported(remedy_key=str(remedy.key), done=True, detail="", now=at)


def asked(at: datetime) -> None:
    aftercare.start_due_follow_ups(now=at)


def asked_by_staff(at: datetime) -> None:
    follow_up = Case.objects.get().follow_ups.latest("round")
    aftercare.ask(follow_up=follow_up, by=member("manager"), now=at)


def answered(at: datetime, *, solved: bool) -> None:
    aftercare.answer(
        case=Case.objects.get(),
        solved=solved,
        satisfied=None,
        recommends=None,
        comment="",
        now=at,
        by="customer",
    )


def a_call(at: datetime) -> None:
    offer = Case.objects.get().offers.latest("pk")
    contact = {"contact": "+7 000 000 00 01"}
    choose(offer=offer, option="person_calls", details=contact, now=at, by="customer")


def done_by_hand(at: datetime) -> None:
    remedy = Case.objects.get().remedies.get(kind="person_calls")
    aftercare.staff_did(remedy=remedy, by=member("agent"), now=at)


LINE = (
    lambda at: closed_point(),
    money_back,
    lambda at: carried_out(at, Kind.ACCEPTED),
    reported_done,
    asked,
    asked_by_staff,
    asked_by_staff,
    lambda at: answered(at, solved=False),
    a_call,
    done_by_hand,
    asked,
    lambda at: aftercare.close_quiet_cases(now=END),
)


def test_every_moment_of_a_line_is_reported_as_it_was_reported_then():
    said = {}
    for at, step in zip(moments(), LINE, strict=False):
        step(at)
        found = report_now()
        said[at] = {name: found[name] for name in SECTIONS}
    assert said[max(said)]["cases"] == {"closed": 1}
    for at, then in list(said.items())[:-1]:
        found = report_as_of(at + timedelta(minutes=30), now=END)
        assert {name: found[name] for name in SECTIONS} == then, at


def test_what_was_is_never_edited():
    closed_point()
    money_back(NOON + timedelta(hours=1))
    was = FormerState.objects.get(what="case")
    assert (was.state, was.until) == ("offered", NOON + timedelta(hours=1))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        FormerState.objects.update(state="solved")
