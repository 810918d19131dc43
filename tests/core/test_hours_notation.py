"""OpenStreetMap's notation: what it means day by day, and written again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.places.hours import read_hours
from amends.core.places.hours.notation.matching import easter
from amends.core.places.hours.notation.parser import parse_rules
from amends.core.places.hours.notation.rules import (
    Anchor,
    Holidays,
    Hours,
    Joint,
    Rule,
    State,
    Stretch,
    Weekdays,
    Weeks,
    Years,
)
from amends.core.places.hours.notation.writing import written
from amends.core.places.hours.words.cleaning import cleaned
from amends.core.places.hours.words.languages import notation
from amends.core.places.hours.words.lexing import lexed

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def read(text, **known):
    return read_hours(text, first=FIRST, last=LAST, **known)


weekday = st.integers(0, 6)
plain_days = st.builds(Weekdays, weekday, weekday)
nth_days = st.builds(
    lambda day, nth, shift: Weekdays(day, day, (nth,), shift),
    weekday,
    st.sampled_from([1, 2, 5, -1, -2]),
    st.sampled_from([0, 1, -2]),
)
holidays = st.builds(Holidays, st.just("PH"), st.sampled_from([0, 1, -1]))
days = st.lists(st.one_of(plain_days, nth_days, holidays), max_size=3).map(tuple)
start = st.integers(0, 95).map(lambda n: n * 15)
hours = st.builds(
    lambda begin, length, more: Hours(begin, begin + length * 15, open_end=more),
    start,
    st.integers(1, 96),
    st.booleans(),
)
months = st.builds(
    lambda a, b: Stretch(Anchor(a), Anchor(b)), st.integers(1, 12), st.integers(1, 12)
)
dates = st.builds(
    lambda a, b, step: Stretch(Anchor(*a), Anchor(*b), step),
    st.tuples(st.integers(1, 5), st.integers(1, 28)),
    st.tuples(st.integers(6, 12), st.integers(1, 28)),
    st.sampled_from([1, 2, 8]),
)
easters = st.builds(
    lambda a, b: Stretch(Anchor(shift=a), Anchor(shift=b)),
    st.integers(-5, 0),
    st.integers(1, 5),
)
weeks = st.sampled_from([(), (Weeks(1, 53, 2),), (Weeks(4, 16), Weeks(30, 30))])
# "2026 Jan" is a date with its year: the same days, yet other rules.
years = st.sampled_from([(), (Years(2025, None),), (Years(2026, 2026), Years(2020, 2030, 3))])
rules = st.builds(
    Rule,
    joint=st.sampled_from(Joint),
    years=years,
    stretches=st.lists(st.one_of(months, dates, easters), max_size=2).map(tuple),
    weeks=weeks,
    days=days,
    hours=st.lists(hours, max_size=2).map(tuple),
    state=st.sampled_from(State),
    comment=st.sampled_from([None, "by the yard"]),
)


@settings(max_examples=300)
@given(st.lists(rules, min_size=1, max_size=4))
def test_what_is_written_is_read_back_as_the_same_rules(made):
    made[0] = replace(made[0], joint=Joint.NORMAL)
    assert parse_rules(lexed(*cleaned(written(tuple(made))), notation()[0])) == tuple(made)


def on(text, day, **known):
    reading = read(text, **known)
    assert reading.understood, reading
    return [(s // 60, e // 60) for s, e in reading.schedule.on(day)]


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("Mo-Fr 09:00-18:00", [(9, 18)]),
        ("Mo-Fr 09:00-18:00; Mo 10:00-12:00", [(10, 12)]),
        ("Mo-Fr 09:00-12:00, Mo 15:00-18:00", [(9, 12), (15, 18)]),
        ("Mo-Fr 09:00-18:00; Mo 12:00-13:00 off", [(9, 12), (13, 18)]),
        ("Mo-Fr 09:00-18:00; Nov 23 off", []),
        ("Su 22:00-03:00", [(0, 3)]),
        ("22:00-02:00; Mo 12:00-14:00", [(12, 14)]),
        ("24/7; Nov 10-Dec 10 Mo off", []),
        ("Nov-Feb 10:00-16:00; Mar-Oct 09:00-20:00", [(10, 16)]),
        ("Mo[4] 09:00-18:00", [(9, 18)]),
        ("Mo[-1] 09:00-18:00", []),
        ("Mo[-1] -7 days 09:00-18:00", [(9, 18)]),
        ("week 48 09:00-18:00", [(9, 18)]),
        ("2027+ 09:00-18:00", []),
        ('Mo 09:00-18:00 || "on appointment"', [(9, 18)]),
        ("Mo 09:00-18:00 unknown; Tu 09:00-18:00", []),
        ("Mo 09:00-18:00+", [(9, 18)]),
        ("Mo 14:00+; Tu 09:00-18:00", []),
    ],
)
def test_what_a_rule_means_on_a_monday(text, opened):
    assert on(text, MONDAY) == opened


def test_public_holidays_are_those_of_the_country_and_the_region():
    text = "Mo-Sa 09:00-18:00; PH off"
    epiphany = date(2026, 1, 6)
    assert on(text, epiphany, country="DE", region="BW") == []
    assert on(text, epiphany, country="DE", region="Baden-Württemberg") == []
    assert on(text, epiphany, country="DE", region="DE-BE") == [(9, 18)]
    assert on(text, epiphany, country="FI") == []


def test_holidays_of_a_country_that_is_not_known_are_flagged_and_not_offered():
    reading = read("Mo-Sa 09:00-18:00; PH off")
    assert reading.understood
    assert not reading.offered


def test_hours_that_a_holiday_opens_need_certain_holidays():
    """Where a federal holiday is kept by some only, "open on holidays" is not certain."""
    assert read("PH 12:00-13:00", country="DE", region="BW").understood
    assert read("PH 12:00-13:00", country="PL").understood
    for known in ({"country": "US", "region": "CA"}, {"country": "DE"}, {"country": "RU"}, {}):
        reading = read("PH 12:00-13:00", **known)
        assert reading.code == "holidays"


def test_school_holidays_are_those_of_the_region_where_they_are_known():
    day = date(2026, 8, 3)
    assert on("Mo-Fr 09:00-18:00; SH off", day, country="DE", region="BW") == []
    assert read("Mo-Fr 09:00-18:00; SH off", country="FI").flags
    assert read("SH 09:00-18:00", country="FI").code == "holidays"


def test_a_schedule_of_plain_weeks_has_no_limits():
    schedule = read("Mo-Fr 09:00-18:00").schedule
    assert (schedule.first, schedule.last) == (None, None)
    assert schedule.on(date(2100, 1, 1)) == ((540, 1080),)
    seasonal = read("Apr-Oct 09:00-18:00").schedule
    assert (seasonal.first, seasonal.last) == (FIRST, LAST)
    assert seasonal.on(LAST + timedelta(days=200)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mo-Fr 10:00-20:00 open; open We 10:00-16:00",
        "Mo-Fr 10:00-18:00; 11:00-15:00",
        "Mo-Su",
        "We 22:00-22:00",
        "10:00-20:00, Su 11:00-18:00",
        "Mo-Fr 9:00-5:00",
        "Mo-Fr 10:00-6:00",
        "Mo 14:00+",
    ],
)
def test_what_is_defined_and_yet_odd_is_flagged(text):
    reading = read(text)
    assert reading.understood
    assert reading.flags
    assert not reading.offered


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sunrise-sunset", "sun"),
        ("Mo 12:00", "moment"),
        ("Mo-Fr 15:00-20:00/60", "moment"),
        ("Mo-Tr 10:00-12:00", "unknown_word"),
        ("week 54 10:00-12:00", "not_understood"),
        ("Feb 30 10:00-12:00", "not_understood"),
        ('Mo 10:00-12:00 "why', "quotation"),
        ("27:00-29:00", "not_understood"),
    ],
)
def test_what_the_notation_does_not_allow_or_leaves_open_is_refused(text, code):
    assert read(text).code == code


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text):
    assert read(text).understood in (True, False)


pieces = st.sampled_from(
    [*"0123456789:.,;-+/()[]| ", "Mo", "Fr", "пн", "с", "до", "24/7", "off", "PH", "week", "Jan"]
)


@given(st.lists(pieces, max_size=25).map("".join))
def test_no_mix_of_pieces_is_too_strange(text):
    assert read(text).understood in (True, False)


def test_easter_is_where_the_church_puts_it():
    known = {2012: (4, 8), 2024: (3, 31), 2026: (4, 5), 2038: (4, 25), 2285: (3, 22)}
    assert {year: (easter(year).month, easter(year).day) for year in known} == known
