"""Time at a case is counted by the server's clock; paying at once is held against looking (R21)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.time_spent.comparing import Line, compared
from amends.app.actions.time_spent.counting import beat, spent_by, spent_in
from amends.app.console.costs import drawn
from amends.app.ledger.models import Case, Journal, TimeSpent
from amends.cli import main
from amends.core.staff.comparing import Cost, compare
from tests.support.desk import carried_out, chosen, member, signed_in, waiting
from tests.support.line import ANNA

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def beaten(case: Case, by: Any, *after: float) -> int:
    now = timezone.now().replace(hour=12)
    return sum(beat(case, by=by, now=now + each * SECOND) for each in after)


def test_a_beat_adds_what_passed_and_never_more_than_one_beat():
    case, agent = waiting(), member("agent")
    assert beaten(case, agent, 0, 30, 60) == 90
    assert beaten(case, agent, 3600) == 30
    assert spent_in(case, agent) == 120 * SECOND


def test_beats_sent_faster_or_from_two_windows_count_once():
    one, agent = waiting(), member("agent")
    two = waiting("A2", customer={**ANNA, "id": "C2"})
    assert beaten(one, agent, 0, 1, 2, 3) == 33
    assert beaten(two, agent, 3, 3, 4) == 1
    assert beaten(one, member("agent", "other"), 3) == 30


def test_each_sees_their_own_sum_by_day():
    case, agent, now = waiting(), member("agent"), timezone.now()
    TimeSpent.objects.create(
        case=case, by=agent, day=now.date(), seconds=600, last_at=now - timedelta(hours=1)
    )
    assert spent_by(agent, now=now)[0] == timedelta(minutes=10)
    assert spent_by(member("agent", "other"), now=now) == (timedelta(0), timedelta(0))
    assert "10 min" in signed_in("agent").get(reverse("console:freedom")).content.decode()


def test_the_page_tells_it_and_only_whoever_works_at_cases_is_counted():
    case = waiting()
    url = reverse("console:here", args=[case.public_id])
    assert signed_in("agent").post(url).status_code == 204
    assert signed_in("quality").post(url).status_code == 403
    assert signed_in("agent").get(url).status_code == 405
    assert [row.by.get_username() for row in TimeSpent.objects.all()] == ["agent"]
    page = reverse("console:case", args=[case.public_id])
    assert url in signed_in("agent").get(page).content.decode()
    assert url not in signed_in("quality").get(page).content.decode()


def over(count: int, *, minutes: int, looked: bool, first: int) -> None:
    """So many cases that are over; money back each."""
    agent, now = member("agent"), timezone.now()
    for number in range(first, first + count):
        case = carried_out(
            chosen(waiting(f"A{number}", visits=1, customer={**ANNA, "id": f"C{number}"}))
        )
        TimeSpent.objects.create(
            case=case, by=agent, day=now.date(), seconds=60 * minutes, last_at=now
        )
        if looked:
            Journal.objects.create(case=case, at=now, actor="x", action="remedy approved")
        Case.objects.filter(pk=case.pk).update(state="solved", opened_at=now)


def test_paying_at_once_is_held_against_looking_into_it():
    over(20, minutes=3, looked=False, first=0)
    over(20, minutes=30, looked=True, first=100)
    lines = {(each.failure, each.claim): each.compared for each in compared(now=timezone.now())}
    assert list(lines) == [("", ""), ("point_closed", "")]
    found = lines["point_closed", ""]
    assert (found.at_once.cases, found.at_once.money, found.at_once.cost) == (20, 50, 51)
    assert (found.looked_into.minutes, found.looked_into.cost) == (30, 60)
    assert (found.less, found.verdict) == (9, "at_once")
    client = signed_in("manager")
    for language, less in (("en", "€9 less a case"), ("ru", "на 9\xa0€ дешевле")):
        client.cookies["django_language"] = language
        assert less in client.get(reverse("console:time-spent")).content.decode()


def test_with_too_few_cases_page_and_report_say_so(booted: None):
    over(2, minutes=3, looked=False, first=0)
    page = signed_in("manager").get(reverse("console:time-spent")).content.decode()
    assert "Too little data to tell: it takes 20 cases on each side." in page
    found = json.loads(CliRunner().invoke(main, ["report", "--json"]).output)["time_spent"]
    assert [line["verdict"] for line in found["lines"]] == ["too_little"] * 2
    told = CliRunner().invoke(main, ["report"]).output
    assert "too little to tell" in told
    assert signed_in("agent").get(reverse("console:time-spent")).status_code == 403


def test_a_gap_is_told_above_nothing_whichever_side_is_cheaper():
    cheap, dear = [Cost(10, 0)] * 20, [Cost(12, 0)] * 20
    for sides in ((cheap, dear), (dear, cheap)):
        found = compare(*sides, hour_costs=20, least=20, sure=0.95)
        (line,) = drawn([Line("late", "", found)])
        assert line.gap == (2, 2, 2)
