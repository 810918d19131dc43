"""When a parcel would be at another point or at the door: legs, cut-off times, calendars (R5)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from amends.core.places.transfers import (
    DOOR,
    Arrival,
    Leg,
    arrival,
    at_point,
    earliest,
    location_node,
    operator_node,
    point_node,
)

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=MOSCOW)
WORKDAYS = frozenset({1, 2, 3, 4, 5})


def never(_: str, day: date) -> bool:
    return False


def leg(code: str = "L", origin: str = "A", destination: str = "B", **more: object) -> Leg:
    given = {"cut_off": time(14), "arrives_at": time(15), "zone": "Europe/Moscow", "days": 1}
    return Leg(code, origin, destination, **{**given, **more})  # type: ignore[arg-type]


def test_what_is_there_by_the_cut_off_leaves_the_same_day():
    assert arrival(leg(), FRIDAY, never) == datetime(2026, 11, 21, 15, tzinfo=MOSCOW)
    assert arrival(leg(), FRIDAY.replace(hour=14), never) == datetime(
        2026, 11, 21, 15, tzinfo=MOSCOW
    )


def test_what_comes_after_the_cut_off_leaves_on_the_next_day_it_runs():
    late = FRIDAY.replace(hour=14, minute=1)
    assert arrival(leg(), late, never) == datetime(2026, 11, 22, 15, tzinfo=MOSCOW)
    assert arrival(leg(weekdays=WORKDAYS), late, never) == datetime(2026, 11, 24, 15, tzinfo=MOSCOW)


def test_a_leg_rests_on_the_holidays_of_its_calendar():
    def rests(calendar: str, day: date) -> bool:
        return calendar == "RU" and day == date(2026, 11, 21)

    assert arrival(leg(calendar="RU"), FRIDAY, rests) == datetime(2026, 11, 22, 15, tzinfo=MOSCOW)
    assert arrival(leg(), FRIDAY, rests) == datetime(2026, 11, 21, 15, tzinfo=MOSCOW)


def test_a_leg_that_never_runs_leads_nowhere():
    assert arrival(leg(weekdays=frozenset()), FRIDAY, never) is None
    assert earliest([leg(weekdays=frozenset())], {"A": FRIDAY}, never).keys() == {"A"}


def test_the_cut_off_is_local_where_the_leg_leaves():
    berlin = leg(zone="Europe/Berlin", cut_off=time(10))
    assert arrival(berlin, FRIDAY, never) == datetime(
        2026, 11, 21, 15, tzinfo=ZoneInfo("Europe/Berlin")
    )
    later = FRIDAY + timedelta(minutes=1)
    assert arrival(berlin, later, never) == datetime(
        2026, 11, 22, 15, tzinfo=ZoneInfo("Europe/Berlin")
    )


def test_a_chain_of_legs_waits_at_each_for_its_next_run():
    legs = [
        leg("to-hub", point_node("P1"), "hub", arrives_at=time(6)),
        leg("onward", "hub", operator_node("Post"), cut_off=time(5), days=0, arrives_at=time(12)),
        leg("home", "hub", DOOR, cut_off=time(8), days=0, arrives_at=time(10)),
    ]
    reached = earliest(legs, {point_node("P1"): FRIDAY}, never)
    assert reached[DOOR] == Arrival(datetime(2026, 11, 21, 10, tzinfo=MOSCOW), ("to-hub", "home"))
    there = at_point(reached, "P7", "Post")
    assert there == Arrival(datetime(2026, 11, 22, 12, tzinfo=MOSCOW), ("to-hub", "onward"))
    assert at_point(reached, "P7", "Other") is None


def test_the_sooner_of_two_ways_counts_and_new_goods_may_come_from_elsewhere():
    legs = [
        leg("slow", point_node("P1"), point_node("P2"), days=3),
        leg("fresh", location_node("W"), point_node("P2"), days=1),
    ]
    starts = {point_node("P1"): FRIDAY, location_node("W"): FRIDAY}
    there = at_point(earliest(legs, starts, never), "P2", "")
    assert there is not None
    assert there.legs == ("fresh",)


NODES = "ABCD"
LEGS = st.builds(
    leg,
    code=st.uuids().map(str),
    origin=st.sampled_from(NODES),
    destination=st.sampled_from(NODES),
    cut_off=st.times(max_value=time(12)).map(lambda t: t.replace(second=0, microsecond=0)),
    arrives_at=st.times(min_value=time(12)).map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from(["Europe/Moscow", "Europe/Berlin"]),
    days=st.integers(0, 3),
    weekdays=st.frozensets(st.integers(1, 7)),
)
AROUND_THE_CHANGE_OF_CLOCKS = datetime(2026, 3, 20, tzinfo=UTC)
MOMENTS = st.integers(0, 21 * 24 * 60).map(
    lambda minutes: AROUND_THE_CHANGE_OF_CLOCKS + timedelta(minutes=minutes)
)


@given(each=LEGS, first=MOMENTS, second=MOMENTS)
def test_nobody_arrives_sooner_by_leaving_later(each: Leg, first: datetime, second: datetime):
    sooner, later = sorted((first, second))
    one, other = arrival(each, sooner, never), arrival(each, later, never)
    assert (one is None) == (other is None)
    assert one is None or other is None or sooner <= one <= other


@given(legs=st.lists(LEGS, max_size=7), start=MOMENTS)
def test_the_earliest_is_the_best_of_all_chains(legs: list[Leg], start: datetime):
    best: dict[str, datetime] = {"A": start}
    for length in range(1, min(len(legs), 3) + 1):
        for chain in permutations(legs, length):
            here, at = "A", start
            for each in chain:
                there = arrival(each, at, never) if each.origin == here else None
                if there is None:
                    break
                here, at = each.destination, there
            else:
                best[here] = min(best.get(here, at), at)
    found = earliest(legs, {"A": start}, never)
    assert {node: reached.at for node, reached in found.items()} == best


def test_nothing_arrives_before_it_left():
    over_night = leg(cut_off=time(14), arrives_at=time(10), days=0)
    assert arrival(over_night, FRIDAY, never) == datetime(2026, 11, 21, 10, tzinfo=MOSCOW)
    assert arrival(leg(days=10**9), FRIDAY, never) is None
