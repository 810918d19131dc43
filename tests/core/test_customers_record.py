"""A customer's record: bad luck is no guilt, time heals, and the same story is known again."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amends.core.customers import (
    Bought,
    Peers,
    Told,
    corrected_tellings,
    earlier_tellings,
    fit_peers,
    is_same_story,
    peers_of,
    record_of,
)
from tests.support.policies import shipped

RULES = shipped().customers.rules
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEERS = Peers(0.05, 20)
DAY = timedelta(days=1)


def told(number: int, verdict: str, days_ago: float = 1, **more: object) -> Told:
    at = NOW - timedelta(days=days_ago)
    known = {"order": f"O-{number}", "kind": "not_received", "said_at": at, "placed_at": at - DAY}
    return Told(number=number, verdict=verdict, **{**known, **more})  # type: ignore[arg-type]


def record(claims: list[Told], orders: float = 5, now: datetime = NOW):
    return record_of(claims, Bought(orders, "online", 100), PEERS, rules=RULES, now=now)


verdicts = st.sampled_from(["confirmed", "unconfirmed"])


@given(st.lists(st.tuples(verdicts, st.floats(0, 900)), max_size=12))
def test_bad_luck_contradicts_and_repeats_nothing(luck: list[tuple[str, float]]) -> None:
    found = record([told(n, verdict, days) for n, (verdict, days) in enumerate(luck)], 20)
    assert found.contradicted.value == found.repeats.value == 0


@given(st.integers(1, 8), st.floats(0, 400), st.floats(1, 400))
def test_time_heals(many: int, age: float, later: float) -> None:
    claims = [told(n, "contradicted", age + n) for n in range(many)]
    before, after = record(claims), record(claims, now=NOW + timedelta(days=later))
    assert after.contradicted.value <= before.contradicted.value
    assert after.repeats.value <= before.repeats.value
    healed = record(claims, 0.01, now=NOW + 10 * RULES.half_life)
    assert healed.contradicted.value < 0.02
    assert healed.claims_excess.value <= before.claims_excess.value + 0.05


@given(st.lists(st.floats(0, 900), min_size=1, max_size=10))
def test_fewer_contradictions_are_never_more(ages: list[float]) -> None:
    claims = [told(n, "contradicted", age) for n, age in enumerate(ages)]
    all_, fewer = record(claims, 20), record(claims[:-1], 20)
    assert fewer.contradicted.value <= all_.contradicted.value
    assert fewer.claims_excess.value <= all_.claims_excess.value


@given(st.lists(st.floats(0, 900), min_size=1, max_size=10), st.floats(0, 50))
def test_more_orders_without_trouble_never_look_worse(ages: list[float], more: float) -> None:
    claims = [told(n, "unconfirmed", age) for n, age in enumerate(ages)]
    assert record(claims, 10 + more).claims_excess.value <= record(claims, 10).claims_excess.value


def test_confirmed_claims_count_for_a_customer_only() -> None:
    found = record([told(1, "confirmed"), told(2, "confirmed"), told(3, "unconfirmed", worth=40)])
    assert found.claims_excess.rests_on == (3,)
    assert found.confirmed_share.value == round(2 / 3, 3)
    assert 39 < found.unproven_worth.value < 40


def test_the_third_telling_is_a_repeat_that_names_the_answer() -> None:
    """Ordered yesterday, and every day it was "a week ago"."""
    claims = [
        told(n, "contradicted", 10 - 2 * n, order="O-1", kind="ordered_on",
             fields={"ordered_on": date(2026, 11, 1)})
        for n in range(3)
    ]  # fmt: skip
    again = earlier_tellings(claims, RULES)
    assert {later: earlier.number for later, earlier in again.items()} == {1: 0, 2: 1}
    found = record(claims)
    assert (found.repeats.rests_on, found.contradicted.rests_on) == ((1, 2), (2,))


def test_who_says_it_twice_before_anybody_answered_repeats_nothing() -> None:
    claims = [told(1, "contradicted", 2, order="O"), told(2, "contradicted", 1.9, order="O")]
    assert not earlier_tellings(claims, RULES)


def test_the_same_luck_in_another_order_repeats_nothing() -> None:
    claims = [told(1, "contradicted", 9), told(2, "unconfirmed", 1)]
    assert not earlier_tellings(claims, RULES)


def test_another_point_is_another_story() -> None:
    here, there = (
        told(n, "contradicted", n, kind="was_closed", fields={"point": code})
        for n, code in enumerate(["P-1", "P-2"])
    )
    assert not is_same_story(here, there, RULES)
    assert is_same_story(here, there._replace(fields={"point": "P-1"}), RULES)


def test_days_are_compared_by_how_long_before_the_telling_they_lay() -> None:
    def week_before(number: int, ago: int, days: int) -> Told:
        at = NOW - timedelta(days=ago)
        said = {"ordered_on": (at - timedelta(days=days)).date()}
        return told(number, "contradicted", ago, kind="ordered_on", fields=said)

    assert is_same_story(week_before(1, 1, 8), week_before(2, 60, 10), RULES)
    assert not is_same_story(week_before(1, 1, 8), week_before(2, 60, 2), RULES)


def test_peers_are_learned_where_there_are_enough() -> None:
    seen = [(0, 2, 900), (1, 2, 80), (2, 2, 20)]
    learned = fit_peers(seen, RULES)
    assert learned.customers == 1000
    assert abs(learned.share - 120 / 2000) < 0.001
    assert RULES.least_worth <= learned.worth <= RULES.most_worth
    assert fit_peers([(0, 2, 10)], RULES) == Peers(RULES.start_share, RULES.start_worth)
    assert fit_peers([], RULES).customers == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 500)), max_size=9))
def test_any_counts_make_a_prior(counts: list[tuple[int, int, int]]) -> None:
    learned = fit_peers([(c, c + o, many) for c, o, many in counts if c + o], RULES)
    assert 0 < learned.share < 1
    assert 0 < learned.worth <= max(RULES.most_worth, RULES.start_worth)


def test_peers_are_those_of_like_tenure_and_like_orders() -> None:
    assert peers_of(Bought(3, "online", 29), RULES) == "0/online"
    assert peers_of(Bought(3, "store", 30), RULES) == "1/store"
    assert peers_of(Bought(3, "store", 4000), RULES) == "2/store"


def came(number: int, verdict: str, day: int, days_ago: float) -> Told:
    said = {"came_at": datetime(2026, 11, day, 14, tzinfo=UTC), "point": "P-1"}
    return told(number, verdict, days_ago, order="O", kind="was_closed", fields=said)


def test_a_day_that_was_corrected_is_not_held_against_the_customer() -> None:
    """Came on Tuesday; on the phone: no, on Wednesday."""
    tuesday, wednesday = came(1, "contradicted", 17, 3), came(2, "unconfirmed", 18, 2)
    assert corrected_tellings([tuesday, wednesday]) == {1: wednesday}
    found = record([tuesday, wednesday])
    assert found.contradicted.value == found.repeats.value == 0
    insists = told(3, "unconfirmed", 1, order="O", kind="was_closed", fields=wednesday.fields)
    assert record([tuesday, wednesday, insists]).repeats.value == 0


def test_who_corrects_nothing_is_held_to_it() -> None:
    tuesday = came(1, "contradicted", 17, 3)
    for later in (
        came(2, "contradicted", 18, 1),
        came(2, "unconfirmed", 17, 1),
        came(2, "unconfirmed", 18, 1)._replace(fields={}),
        came(2, "unconfirmed", 18, 1)._replace(order="P"),
        came(2, "unconfirmed", 18, 4),
    ):
        assert not corrected_tellings([tuesday, later])


def test_who_tries_one_day_after_another_has_told_each() -> None:
    days = [came(1, "contradicted", 17, 4), came(2, "contradicted", 18, 3)]
    third = came(3, "unconfirmed", 19, 1)
    assert not corrected_tellings([*days, third])
    found = record([*days, third])
    assert (found.contradicted.rests_on, found.repeats.rests_on) == ((2,), (2, 3))
    proven = third._replace(verdict="confirmed")
    assert corrected_tellings([*days, proven]) == {1: proven, 2: proven}
