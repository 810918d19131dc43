"""By when, and the windows: always seen from the moment of showing or choosing (R4, R10)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.times import asked_from, by_when, windows_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BY_DAY = {"hours": "48", "quiet": [22, 8]}
AT_ONCE = {"hours": "0.25", "quiet": None}
OFFER = {
    "possible": {"delivery": {"slots": ["10:00-13:00", "19:00-21:00"], "days": 1, "lead_hours": 4}}
}


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_what_is_promised_lies_ahead_whenever_it_is_chosen(later):
    now = NOW + later
    assert by_when(AT_ONCE, {}, now=now, zone=MOSCOW) == now + timedelta(minutes=15)
    by = by_when(BY_DAY, {}, now=now, zone=MOSCOW)
    assert by >= now + timedelta(hours=48)
    assert 8 <= by.astimezone(MOSCOW).hour < 22


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_an_offer_never_runs_out_of_windows(later):
    now = NOW + later
    free = windows_of(OFFER, now=now, zone=MOSCOW)
    assert free
    first, end = (datetime.fromisoformat(part) for part in free[0].split("/"))
    assert first >= now + timedelta(hours=4)
    assert by_when(BY_DAY, {"window": free[0]}, now=now, zone=MOSCOW) == end


def test_older_offers_hold_their_moment_and_a_list_of_windows():
    early, late = (f"2026-11-{day}T10:00:00+03:00/2026-11-{day}T13:00:00+03:00" for day in (22, 24))
    old = {"possible": {"windows": [early, late]}}
    assert windows_of(old, now=NOW, zone=MOSCOW) == (late,)
    by = by_when({"by": "2026-11-24T12:00:00+00:00"}, {}, now=NOW, zone=MOSCOW)
    assert by == NOW + timedelta(days=2)


WINDOW = {"window": "2026-11-23T13:00:00+03:00/2026-11-23T16:00:00+03:00"}
MINUTE = timedelta(minutes=1)
START, END = (datetime.fromisoformat(each) for each in WINDOW["window"].split("/"))


def test_before_an_agreed_window_nobody_is_asked():
    early = START - MINUTE
    assert asked_from(WINDOW, done=early, if_early="window_start") == START
    assert asked_from(WINDOW, done=early, if_early="window_end") == END
    assert asked_from(WINDOW, done=START + MINUTE, if_early="window_end") == START + MINUTE
    assert asked_from({}, done=early, if_early="window_end") == early


@pytest.mark.parametrize(
    ("chosen", "due"),
    [
        ("2026-11-22T05:14", "2026-11-22T13:00"),
        ("2026-11-22T20:00", "2026-11-23T11:00"),
        ("2026-11-22T23:30", "2026-11-23T13:00"),
        ("2026-11-22T10:20", "2026-11-22T15:00"),
    ],
)
def test_the_night_does_not_count_for_what_a_person_does_by_day(chosen: str, due: str):
    call = {"hours": "4", "quiet": [22, 8]}
    now = datetime.fromisoformat(f"{chosen}:00+03:00")
    by = by_when(call, {}, now=now, zone=MOSCOW)
    assert by == datetime.fromisoformat(f"{due}:00+03:00")
