"""A choice is held against the offer that was made (R4, R10)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.core.choices import check_choice
from amends.core.errors import BadChoice
from amends.core.times import by_when, windows_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVENING = "2026-11-23T19:00:00+03:00/2026-11-23T21:00:00+03:00"
OFFER = {
    "valid_until": (NOW + timedelta(days=7)).isoformat(),
    "options": [
        {"key": "bring_home", "needs": ["address", "window"], "by": "2026-11-24T12:00:00+00:00"},
        {"key": "other_point", "needs": ["point"], "by": "2026-11-24T12:00:00+00:00"},
        {"key": "person_calls", "needs": ["contact"], "by": "2026-11-22T16:00:00+00:00"},
        {"key": "money_back", "needs": [], "by": "2026-11-25T12:00:00+00:00"},
    ],
    "possible": {"windows": [EVENING], "points": [{"code": "P2"}]},
}


def check(option: str, now: datetime = NOW, **details: str):
    free = windows_of(OFFER, now=now, zone=MOSCOW)
    return check_choice(OFFER, option, details, now=now, windows=free, points=["P2"])


def test_home_delivery_tomorrow_between_19_and_21():
    option, details = check("bring_home", address=" Main street 1 ", window=EVENING)
    assert details == {"address": "Main street 1", "window": EVENING}
    assert by_when(option, details, now=NOW, zone=MOSCOW) == datetime(2026, 11, 23, 18, tzinfo=UTC)


def test_without_a_window_the_option_names_the_latest_moment():
    option, details = check("money_back", address="not asked for")
    assert details == {}
    assert by_when(option, details, now=NOW, zone=MOSCOW) == datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("option", "details", "where", "code"),
    [
        ("bring_home", {"window": EVENING}, "address", "address_missing"),
        ("bring_home", {"address": "x", "window": "tomorrow"}, "window", "window_not_on_offer"),
        ("bring_home", {"address": "x" * 501, "window": EVENING}, "address", "address_too_long"),
        ("other_point", {"point": "P1"}, "point", "point_not_on_offer"),
        ("person_calls", {"contact": " "}, "contact", "contact_missing"),
        ("person_calls", {"contact": "1" * 201}, "contact", "contact_too_long"),
        ("points", {}, "option", "not_on_offer"),
    ],
)
def test_what_is_missing_or_not_on_offer_is_named(option, details, where, code):
    with pytest.raises(BadChoice) as refused:
        check(option, **details)
    assert (refused.value.where, refused.value.code) == (where, code)


def test_a_window_that_has_begun_and_an_offer_that_ran_out_are_refused():
    with pytest.raises(BadChoice, match="window: this is not on offer"):
        check("bring_home", NOW + timedelta(days=1, hours=4), address="x", window=EVENING)
    with pytest.raises(BadChoice, match="run out"):
        check("money_back", NOW + timedelta(days=8))
