"""Nobody is sent to another point before their parcel can be there (R5, R10)."""

import random
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amends.app.actions import choices
from amends.app.actions.places import being_there
from amends.app.actions.places.being_there import promised_by
from amends.app.actions.places.shown import as_agreed, facts_of, reasons
from amends.app.actions.places.suiting import against, reasons_against
from amends.app.actions.places.windows import begins, ends, windows_to_pass
from amends.app.actions.places.wishes import Granted, Said, Wish, grant, nothing_suits
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case
from amends.app.locale import Speech
from amends.core.places.choosing import Why
from amends.core.places.roads import Mode
from tests.support.line import NOON, closed_point, event, send

pytestmark = pytest.mark.django_db

MOSCOW = ZoneInfo("Europe/Moscow")
DUE = datetime(2026, 11, 22, 13, tzinfo=MOSCOW)
"""Two days and the rest of the hour after Friday noon."""
NEAR = Said(picked="55.77,37.61 here")
STAY = timedelta(minutes=15)

WEEKS = {
    "P2": ("Mo-Fr 09:00-12:00", range(5), 9, 12),
    "P3": ("Sa-Su 15:00-20:00", range(5, 7), 15, 20),
    "P4": ("Mo 08:00-10:00", range(1), 8, 10),
    "P5": ("Mo-Su 21:00-23:00", range(7), 21, 23),
}
"""Hours as they are written, and the same as weekdays and two full hours."""


def described_anew(code: str, **data: Any) -> None:
    about: dict[str, Any] = {"name": f"Point {code}", "time_zone": "Europe/Moscow", **data}
    send(event("point.described", code, at=NOON, **about))


def asked(case: Case, *, now: datetime = NOON, window: str = "") -> Granted:
    return grant(case, Wish(NEAR, window=window), now=now)


def leg(to: str = "point/P3") -> dict[str, Any]:
    ends: dict[str, Any] = {"from": "point/P1", "to": to}
    return event(
        "leg.described",
        "L",
        **ends,
        cut_off="14:00",
        arrives_at="20:30",
        time_zone="Europe/Moscow",
    )


def test_without_legs_the_parcel_is_there_when_the_offer_says():
    case = closed_point()
    assert promised_by(case, now=NOON) == DUE
    granted = asked(case)
    assert granted.suiting
    assert {each.answer.there_by for each in granted.suiting.points} == {DUE}
    assert min(each.answer.come for each in granted.suiting.points) == DUE
    assert begins(granted.window) == DUE


def test_the_times_to_choose_from_begin_then_and_go_on_for_the_days_of_the_rulebook():
    case = closed_point()
    every = windows_to_pass(case, now=NOON)
    assert begins(every[0]) == DUE
    last = DUE.date() + timedelta(days=current_policy().choosing.days)
    assert ends(every[-1]).astimezone(MOSCOW).date() == last


def test_with_legs_they_begin_today_as_each_point_has_its_own_time():
    case = closed_point()
    send(leg())
    assert begins(windows_to_pass(case, now=NOON)[0]).date() == NOON.date()
    granted = asked(case)
    assert granted.suiting
    [found] = granted.suiting.points
    assert found.answer.there_by == NOON.replace(hour=17, minute=30)


def test_a_time_before_it_is_answered_with_the_first_one_after_it():
    case = closed_point()
    this_evening = "2026-11-20T17:00:00+03:00/2026-11-20T22:00:00+03:00"
    granted = asked(case, window=this_evening)
    assert granted.suiting
    assert granted.suiting.points
    assert granted.not_before == DUE
    assert begins(granted.window) == DUE
    assert granted.is_later


def test_a_time_after_it_is_kept():
    case = closed_point()
    wished = windows_to_pass(case, now=NOON)[2]
    granted = asked(case, window=wished)
    assert (granted.window, granted.is_later, granted.not_before) == (wished, False, None)


def test_an_hour_later_the_same_part_of_the_day_is_still_meant():
    case = closed_point()
    first = windows_to_pass(case, now=NOON)[0]
    granted = asked(case, now=NOON + timedelta(hours=1), window=first)
    assert begins(granted.window) == DUE + timedelta(hours=1)
    assert not granted.is_later


@pytest.mark.parametrize("wrong", ["soon", "/", "2026-11-22", "a/2026-11-22T10:00", "1/9999-12-31"])
def test_what_is_no_time_is_as_if_none_was_said(wrong: str):
    granted = asked(closed_point(), window=wrong)
    assert begins(granted.window) == DUE
    assert not granted.is_later


def test_nothing_that_is_shown_is_before_the_parcel_is_there_or_closed_then():
    case = closed_point()
    for code, (hours, *_) in WEEKS.items():
        described_anew(code, hours=hours, lat=55.76 + int(code[1]) / 1000, lon=37.61)
    chance, shown = random.Random(4), 0
    for _ in range(150):
        now = NOON + timedelta(minutes=chance.randrange(7 * 24 * 60))
        window = chance.choice(["", *windows_to_pass(case, now=now - timedelta(days=2))])
        granted = asked(case, now=now, window=window)
        due = being_there.promised_by(case, now=now)
        assert granted.suiting and due
        for each in granted.suiting.points:
            shown += 1
            assert begins(granted.window) >= due
            assert each.answer.come >= due
            assert each.answer.there_by == due
            assert each.answer.until
            assert is_open(each.point.code, each.answer.come, each.answer.until)
            assert choices.agreed_by(case, option_of(case), {}, now=now) <= each.answer.come
    assert shown > 150


def is_open(code: str, come: datetime, until: datetime) -> bool:
    _, days, opens, closes = WEEKS[code]
    start, end = come.astimezone(MOSCOW), until.astimezone(MOSCOW)
    of_one_day = start.date() == end.date() and start.weekday() in days
    return of_one_day and start.hour >= opens and end.hour <= closes and start + STAY <= end


def option_of(case: Case) -> Any:
    body = case.offers.latest("pk").body
    return next(each for each in body["options"] if each["key"] == "other_point")


def test_a_point_that_opens_soon_after_the_parcel_is_there_can_be_chosen():
    case = closed_point()
    for code, (hours, *_) in WEEKS.items():
        described_anew(code, hours=hours, lat=55.76, lon=37.61)
    found = against(case, list(WEEKS), now=NOON)
    assert found["P4"] == ()  # Monday 08:00: 68 hours from now, and 19 after the parcel is there
    described_anew("P4", hours="Sa 09:00-12:00", lat=55.76, lon=37.61)
    assert reasons_against(case, "P4", now=NOON) == (Why.HOURS,)


@pytest.mark.parametrize("days", [5, 30, 60, 200])
def test_however_long_it_takes_no_time_before_is_offered(
    days: int, monkeypatch: pytest.MonkeyPatch
):
    case, there = closed_point(), NOON + timedelta(days=days)
    monkeypatch.setattr(being_there, "promised_by", lambda *_, **__: there)
    for granted in (asked(case), asked(case, window="2026-11-20T17:00Z/2026-11-20T22:00Z")):
        assert granted.suiting
        assert granted.suiting.points
        assert begins(granted.window) == there
        assert all(each.answer.come >= there for each in granted.suiting.points)
    assert reasons_against(case, "P3", now=NOON) == ()


def test_beyond_the_days_of_any_calendar_nothing_is_offered_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch,
):
    case, there = closed_point(), NOON + timedelta(days=500)
    monkeypatch.setattr(being_there, "promised_by", lambda *_, **__: there)
    assert windows_to_pass(case, now=NOON) == []
    granted = asked(case)
    assert granted.suiting
    assert not granted.suiting.points
    assert nothing_suits(case, Wish(NEAR), granted, now=NOON) is None


def test_at_the_yes_no_hours_are_told_of_before_what_is_agreed():
    case = closed_point()
    granted = asked(case)
    assert granted.suiting
    first = granted.suiting.points[0]
    facts = facts_of(first, mode=Mode.WALK, window=granted.window, near=True)
    speech = Speech("en", MOSCOW, NOON)
    assert as_agreed(facts, DUE) == facts
    assert any("Open until 21:00" in line for line in reasons(facts, speech))
    later = reasons(as_agreed(facts, DUE + timedelta(hours=1)), speech)
    assert not any("Open" in line for line in later)
    assert any("by 14:00" in line for line in later)
