"""The array look-ups answer as a walker does that looks at every minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.places.hours import (
    ALWAYS,
    NEVER,
    Schedule,
    as_minutes,
    as_moment,
    pack,
    status,
)
from amends.core.places.hours.spans import joined

ZONES = (
    "Europe/Helsinki",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",
    "Asia/Ulaanbaatar",
    "Asia/Kathmandu",
    "UTC",
)

# Europe and America change their clocks in these weeks, and back.
SPRING = (date(2026, 3, 5), date(2026, 4, 8))
AUTUMN = (date(2026, 10, 22), date(2026, 11, 4))

minutes = st.sampled_from([0, 60, 61, 90, 120, 150, 179, 180, 181, 540, 1080, 1380, 1439, 1440])
days = st.lists(st.tuples(minutes, minutes), max_size=3).map(joined)


@st.composite
def schedules(draw, span):
    first, last = span
    known = st.sampled_from([None, first + timedelta(days=3)])
    length = (last - first).days
    dates = st.integers(0, length).map(lambda n: first + timedelta(days=n))
    week = draw(st.one_of(st.tuples(*[days] * 7), days.map(lambda day: (day,) * 7)))
    dated = draw(st.dictionaries(dates, days, max_size=4))
    ends = draw(st.sampled_from([None, last - timedelta(days=3)]))
    return Schedule(week, tuple(sorted(dated.items())), draw(known), ends)


@st.composite
def questions(draw):
    span = draw(st.sampled_from([SPRING, AUTUMN]))
    made = draw(
        st.lists(st.tuples(schedules(span), st.sampled_from(ZONES)), min_size=1, max_size=4)
    )
    start = as_minutes(datetime.combine(span[0], time(), tzinfo=UTC))
    length = ((span[1] - span[0]).days + 2) * 1440
    offsets = st.integers(-1440, length)
    return span, made, [draw(offsets) + start for _ in made]


class Walker:
    """Looks at the wall clock of every minute."""

    def __init__(self, schedule, zone, span):
        self.schedule, self.clock, self.span = schedule, ZoneInfo(zone), span
        self.end = as_minutes(datetime.combine(span[1], time(), tzinfo=UTC)) + 4 * 1440

    def open(self, minute):
        local = datetime.fromtimestamp(minute * 60, tz=self.clock)
        if not self.span[0] <= local.date() <= self.span[1]:
            return False
        now = local.hour * 60 + local.minute
        return any(low <= now < high for low, high in self.schedule.on(local.date()))

    def first(self, minute, *, wanted):
        ahead = (m for m in range(minute, self.end) if self.open(m) is wanted)
        return next(ahead, NEVER)

    def within(self, start, end, least):
        run = 0
        for minute in range(start, end):
            run = run + 1 if self.open(minute) else 0
            if run == least:
                return minute - least + 1
        return NEVER


@settings(max_examples=40, deadline=None)
@given(questions(), st.integers(1, 400), st.integers(0, 3000))
def test_array_look_ups_are_those_of_the_walker(asked, least, length):
    span, made, at = asked
    table, rows = pack(made, first=span[0], last=span[1])
    moments = np.array(at, dtype=np.int64)
    walkers = [Walker(schedule, zone, span) for schedule, zone in made]
    seen = zip(walkers, at, table.open_at(rows, moments), strict=True)
    assert all(walker.open(minute) == found for walker, minute, found in seen)
    until = [w.first(m, wanted=False) for w, m in zip(walkers, at, strict=True)]
    assert table.open_until(rows, moments).tolist() == until
    opening = [w.first(m, wanted=True) for w, m in zip(walkers, at, strict=True)]
    assert table.next_opening(rows, moments).tolist() == opening
    within = [w.within(m, m + length, least) for w, m in zip(walkers, at, strict=True)]
    ends = moments + length
    assert table.opens_within(rows, moments, ends, least=least).tolist() == within
    whole = [u >= m + least for u, m in zip(until, at, strict=True)]
    assert table.open_throughout(rows, moments, moments + least).tolist() == whole


def test_one_moment_for_many_points_is_asked_once_a_row_and_shared():
    schedules_ = [Schedule(((),) * 5 + (((600, 900),),) * 2), ALWAYS]
    table, rows = pack(
        [(schedules_[n % 2], "Europe/Moscow") for n in range(50)], first=SPRING[0], last=SPRING[1]
    )
    assert len(table) == 2
    saturday = as_minutes(datetime(2026, 3, 14, 10, 0, tzinfo=ZoneInfo("Europe/Moscow")))
    each = np.full(50, saturday, dtype=np.int64)
    assert table.open_at(rows, saturday).all()
    assert (table.open_until(rows, saturday) == table.open_until(rows, each)).all()
    assert (table.next_opening(rows, saturday + 600) == table.next_opening(rows, each + 600)).all()


@pytest.mark.parametrize(
    ("day", "open_minutes"),
    [(date(2026, 3, 29), 23 * 60), (date(2026, 10, 25), 25 * 60), (date(2026, 10, 26), 24 * 60)],
)
def test_a_day_of_23_or_25_hours_has_as_many(day, open_minutes):
    week = tuple(((0, 1440),) if n == day.weekday() else () for n in range(7))
    table, rows = pack([(Schedule(week), "Europe/Helsinki")], first=day, last=day)
    start = as_minutes(datetime.combine(day, time(), tzinfo=ZoneInfo("Europe/Helsinki")))
    assert table.open_until(rows, start)[0] - start == open_minutes


def test_the_hour_that_comes_twice_is_open_twice():
    """In Helsinki 03:00 to 04:00 comes twice on 25 October 2026."""
    week = (((3 * 60, 3 * 60 + 30),),) * 7
    table, rows = pack([(Schedule(week), "Europe/Helsinki")], first=AUTUMN[0], last=AUTUMN[1])
    first = as_minutes(datetime(2026, 10, 25, 0, 0, tzinfo=UTC))
    assert table.next_opening(rows, first)[0] == first
    assert table.open_until(rows, first)[0] == first + 30
    assert table.next_opening(rows, first + 30)[0] == first + 60


def test_a_place_that_never_closes_is_open_to_the_end_of_the_table():
    table, rows = pack([(ALWAYS, "UTC")], first=SPRING[0], last=SPRING[1])
    end = as_minutes(datetime.combine(SPRING[1], time(), tzinfo=UTC)) + 1440
    assert as_moment(int(table.open_until(rows, end - 5000)[0])) == as_moment(end)
    assert table.next_opening(rows, end)[0] == NEVER


def test_a_timetable_needs_its_days_in_order():
    with pytest.raises(ValueError, match="first before last"):
        pack([], first=SPRING[1], last=SPRING[0])


def test_a_million_points_share_what_is_equal():
    made = [(Schedule((((540, 1080 + n % 60),),) * 7), "Asia/Almaty") for n in range(100)]
    table, rows = pack((made[n % 100] for n in range(100_000)), first=SPRING[0], last=SPRING[1])
    assert len(table) == 60
    assert rows.nbytes == 400_000
    assert table.nbytes < 20_000


def test_status_of_one_point_in_its_own_zone():
    noon = Schedule((((540, 780), (840, 1080)),) * 5 + ((), ()))
    zone = "Asia/Ulaanbaatar"
    at = datetime(2026, 11, 20, 13, 30, tzinfo=ZoneInfo(zone))
    closed = status(noon, zone=zone, at=at)
    assert (closed.open, closed.until) == (False, None)
    assert closed.next == at.replace(hour=14, minute=0)
    opened = status(noon, zone=zone, at=at + timedelta(hours=2))
    assert (opened.open, opened.until) == (True, at.replace(hour=18, minute=0))
    weekend = status(noon, zone=zone, at=at + timedelta(days=1))
    assert weekend.next == datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo(zone))
    assert status(ALWAYS, zone=zone, at=at).until is None


def local(day, hour):
    return datetime.combine(date(2026, 12, day), time(hour))


def test_own_days_and_closures_stand_above_the_week():
    week = Schedule((((540, 1080),),) * 7)
    day = date(2026, 12, 24)
    shorter = week.with_days({day: ((540, 720),)})
    assert shorter.on(day) == ((540, 720),)
    shut = shorter.closed_during([(local(24, 11), local(26, 10))])
    assert shut.on(day) == ((540, 660),)
    assert shut.on(date(2026, 12, 25)) == ()
    assert shut.on(date(2026, 12, 26)) == ((600, 1080),)
    assert shut.on(date(2026, 12, 27)) == ((540, 1080),)
    assert Schedule.from_data(shut.as_data()) == shut
