"""Nobody is written to at night, unless it saves them a wasted trip."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.quiet import QuietHours, earliest

NIGHT = QuietHours(start=22, end=8)
MOSCOW, ULAANBAATAR = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Ulaanbaatar")

START = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
zones = st.sampled_from(
    [MOSCOW, ULAANBAATAR, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Asia/Kolkata")]
)
hours = st.integers(0, 23)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "zone", "first"),
    [
        ("2026-11-22T12:00+03:00", MOSCOW, "2026-11-22T12:00+03:00"),
        ("2026-11-22T22:00+03:00", MOSCOW, "2026-11-23T08:00+03:00"),
        ("2026-11-23T02:30+03:00", MOSCOW, "2026-11-23T08:00+03:00"),
        ("2026-11-23T08:00+03:00", MOSCOW, "2026-11-23T08:00+03:00"),
        ("2026-11-22T18:00+03:00", ULAANBAATAR, "2026-11-23T08:00+08:00"),
    ],
)
def test_the_night_is_the_customers_own(now: str, zone: ZoneInfo, first: str) -> None:
    assert earliest(at(now), zone=zone, quiet=NIGHT) == at(first)


def test_a_message_that_saves_a_trip_goes_out_at_night() -> None:
    now = at("2026-11-23T02:30+03:00")
    assert earliest(now, zone=MOSCOW, quiet=QuietHours(start=22, end=8, wake=True)) == now


def test_quiet_hours_may_lie_within_one_day() -> None:
    siesta = QuietHours(start=13, end=15)
    first = earliest(at("2026-11-22T14:10+03:00"), zone=MOSCOW, quiet=siesta)
    assert first == at("2026-11-22T15:00+03:00")


@given(moments, zones, hours, hours)
def test_the_first_moment_is_never_quiet_never_past_and_within_a_day(
    now: datetime, zone: ZoneInfo, start: int, end: int
) -> None:
    quiet = QuietHours(start=start, end=end)
    first = earliest(now, zone=zone, quiet=quiet)
    assert earliest(first, zone=zone, quiet=quiet) == first
    assert now <= first <= now + timedelta(hours=25)
