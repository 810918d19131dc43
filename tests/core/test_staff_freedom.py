"""Who may decide what, what is left, and what a beat adds: any rows, any sums."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from amends.core.staff.beats import seconds_of
from amends.core.staff.freedom import (
    Asked,
    Month,
    Row,
    acts_as,
    covers,
    ladder,
    who_decides,
    worth_of,
)

AGENT = Row("agent", frozenset({"gift"}), Decimal(10), "manager")
MANAGER = Row("manager", frozenset({"gift", "money"}), Decimal(50), "director")
ROWS = (AGENT, MANAGER)
amounts = st.decimals("0.01", 100, places=2)
roles = st.sampled_from(["agent", "manager", "director"])


def test_the_ladder_leads_from_each_role_upwards():
    assert ladder(ROWS, "agent") == ("agent", "manager", "director")
    assert ladder(ROWS, "director") == ("director",)
    assert ladder([Row("a", frozenset(), None, "b"), Row("b", frozenset(), None, "a")], "a")


def test_whoever_has_several_roles_acts_as_the_freest():
    assert acts_as(ROWS, {"agent", "manager"}) == "manager"
    assert acts_as(ROWS, {"agent", "director", "engineer"}) == "director"
    assert acts_as(ROWS, {"engineer"}) == ""


def test_what_no_row_gives_nobody_gives():
    assert who_decides(ROWS, "director", Asked("house", Decimal(1)), Decimal(0)) == ""
    assert who_decides([], "director", Asked("gift", Decimal(1)), Decimal(0)) == ""
    free = Row("agent", frozenset({"date"}), None, "manager")
    assert who_decides([free], "agent", Asked("date", Decimal(0)), Decimal(99)) == "agent"
    assert who_decides([free], "agent", Asked("gift", Decimal(1)), Decimal(0)) == ""


@given(roles, st.sampled_from(["gift", "money"]), amounts, amounts)
def test_whoever_decides_covers_it_and_nobody_below_does(
    role: str, kind: str, amount: Decimal, so_far: Decimal
):
    asked = Asked(kind, amount)
    decides = who_decides(ROWS, role, asked, so_far)
    assert covers(ROWS, decides, asked, so_far)
    steps = ladder(ROWS, role)
    below = steps[: steps.index(decides)]
    assert not any(covers(ROWS, step, asked, so_far) for step in below)


@given(amounts, amounts, amounts)
def test_more_than_the_sum_of_the_case_is_never_covered(one: Decimal, two: Decimal, sum_: Decimal):
    row = Row("agent", frozenset({"gift"}), sum_, "manager")
    assert covers([row], "agent", Asked("gift", one), two) is (one + two <= sum_)


@given(st.none() | amounts, amounts, st.none() | amounts)
def test_a_month_holds_what_is_left_and_nothing_of_unknown_worth(
    allowed: Decimal | None, spent: Decimal, worth: Decimal | None
):
    month = Month(allowed, spent)
    if allowed is None:
        assert month.holds(worth)
    else:
        fits = worth is not None and spent + worth <= max(allowed, spent)
        assert month.holds(worth) is fits
    assert month.holds(Decimal(0))


@given(amounts, st.decimals("0.001", 5000, places=3))
def test_a_worth_is_never_less_than_it_is_and_never_a_step_more(amount: Decimal, rate: Decimal):
    worth = worth_of(amount, rate)
    assert worth is not None
    assert amount / rate <= worth < amount / rate + Decimal("0.0001") + Decimal("1e-20")
    assert worth_of(amount, None) is None
    assert worth_of(Decimal(0), None) == 0


@given(st.lists(st.floats(0, 3600), min_size=1, max_size=60), st.integers(1, 120))
def test_beats_never_add_more_than_the_time_that_passed(gaps: list[float], beat: int):
    at, last, total = datetime(2026, 11, 23, tzinfo=UTC), None, 0
    began = at
    for gap in gaps:
        at += timedelta(seconds=gap)
        total += seconds_of(last, at, beat=beat)
        last = at
    assert total <= (at - began).total_seconds() + beat
    assert seconds_of(at, at - timedelta(hours=1), beat=beat) == 0
