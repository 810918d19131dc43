"""Who caused a failure: legs, shares, and what the declared meaning of events makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.errors import BadDeclaration
from amends.core.responsibility import Failure, Happened, Way, apportion, split, timeline
from amends.policies import RETAIL
from amends.policies.folder import read_toml
from amends.policies.responsibility import read_responsibility
from tests.support.policies import shipped

RULES = shipped(RETAIL).responsibility
DAY = timedelta(days=1)
KEPT = "parcel.delivered"
START = datetime(2026, 11, 2, 10, tzinfo=UTC)
WAY = Way("online", ZoneInfo("UTC"), "parcelhub")


def told(*events: tuple[str, float, dict[str, Any]]) -> list[Happened]:
    return [
        Happened(number, "shop", type_, START + day * DAY, data)
        for number, (type_, day, data) in enumerate(events, start=1)
    ]


def day(number: int) -> str:
    return str((START + number * DAY).date())


def placed(*, ship_by: int | None = 1, due: int = 4, **more: Any) -> tuple[str, float, Any]:
    data = {"promises": [{"kind": "delivered_by", "due": day(due)}], **more}
    return "order.placed", 0, data | ({"ship_by": day(ship_by)} if ship_by is not None else {})


def handed(at: float, due: int | None, **more: Any) -> tuple[str, float, Any]:
    carrier = {"carrier": "swift", **more}
    return "parcel.handed_to_carrier", at, carrier | ({"due": day(due)} if due else {})


def scan(status: str, at: float) -> tuple[str, float, Any]:
    return "parcel.scanned", at, {"status": status}


def shares(kind: str, seen: float, *events: Any, way: Way = WAY, **more: Any) -> dict[str, Decimal]:
    failure = Failure(kind, START + 5 * DAY, START + 5 * DAY, START + seen * DAY, **more)
    found = apportion(failure, timeline(way, told(*events), rules=RULES), rules=RULES)
    return {each.party: each.share for each in found}


def test_each_leg_is_held_against_its_own_due_time_and_several_share() -> None:
    came: Any = ("parcel.delivered", 9.0, {})
    assert shares("late", 9, placed(), handed(1, 4), came) == {"carrier": 1}
    assert shares("late", 9, placed(), handed(4, 9), came) == {"warehouse": 1}
    both = shares("late", 9, placed(), handed(3, 3), came)
    assert both == {"carrier": Decimal("0.75"), "warehouse": Decimal("0.25")}
    assert list(both) == ["carrier", "warehouse"]


def test_a_marketplaces_seller_is_named() -> None:
    events = told(placed(seller="lamps"), handed(6, 9))
    made = timeline(Way("marketplace", ZoneInfo("UTC")), events, rules=RULES)
    failure = Failure("undelivered", START + 5 * DAY, START + 5 * DAY, START + 7 * DAY)
    [share] = apportion(failure, made, rules=RULES)
    assert (share.party, share.who) == ("seller", "lamps")
    assert share.because["leg"] == "sending"
    assert share.because["days"] == 5


@pytest.mark.parametrize(
    ("status", "party"),
    [("road_closed", "nobody"), ("nobody_home", "customer"), ("handed_to_point", "point")],
)
def test_a_scan_says_for_whom_the_parcel_waits(status: str, party: str) -> None:
    came: Any = ("parcel.delivered", 9.0, {})
    assert shares("late", 9, placed(), handed(1, 4), scan(status, 3), came) == {party: 1}


def test_whoever_goes_on_has_what_was_left_of_their_time() -> None:
    road = scan("road_closed", 2), scan("out_for_delivery", 6)
    came: Any = ("parcel.delivered", 10.0, {})
    found = shares("late", 10, placed(), handed(1, 4), *road, came)
    assert found == {"nobody": Decimal("0.6667"), "carrier": Decimal("0.3333")}


def test_nothing_is_said_against_a_leg_of_which_nobody_recorded_the_end() -> None:
    came: Any = ("parcel.delivered", 9.0, {})
    assert shares("late", 9, placed(), came) == {"carrier": 1}
    assert shares("undelivered", 9, placed()) == {"warehouse": 1}


def test_where_nobody_had_a_time_of_their_own_it_lies_with_who_had_it_in_hand() -> None:
    came: Any = ("parcel.delivered", 9.0, {})
    assert shares("late", 9, placed(ship_by=None), handed(1, None), came) == {"carrier": 1}
    assert shares("late", 9, placed(ship_by=None), handed(8, None), came) == {"warehouse": 1}


def test_without_the_carriers_own_word_it_is_not_blamed_for_damage() -> None:
    came: Any = ("parcel.delivered", 3.0, {})
    assert shares("damaged_item", 4, placed(), handed(1, 4), came) == {"warehouse": 1}
    damaged = scan("damaged", 2)
    assert shares("damaged_item", 4, placed(), handed(1, 4), damaged, came) == {"carrier": 1}


@pytest.mark.parametrize(
    ("kind", "cause", "party"),
    [
        ("damaged_item", "defective", "supplier"),
        ("damaged_item", "badly_packed", "warehouse"),
        ("wrong_item", "mislabelled", "supplier"),
        ("wrong_item", "badly_picked", "warehouse"),
        ("missing_item", "incomplete_set", "supplier"),
        ("missing_item", "who knows", "warehouse"),
    ],
)
def test_whoever_looked_at_the_goods_says_where_it_comes_from(
    kind: str, cause: str, party: str
) -> None:
    event = kind.partition("_")[0]
    found = (f"item.{event}", 3.0, {"cause": cause, "supplier": "lamps"})
    way = placed(), handed(1, 4), scan("damaged", 2), found
    assert shares(kind, 4, *way) == {party: 1}


def test_a_supplier_is_named_by_the_goods_else_by_the_order() -> None:
    def who(*events: Any) -> list[tuple[str, str]]:
        failure = Failure("damaged_item", START, START, START + 5 * DAY)
        made = timeline(WAY, told(*events), rules=RULES)
        return [(s.party, s.who) for s in apportion(failure, made, rules=RULES)]

    broken = {"cause": "defective"}
    named = ("item.damaged", 2.0, {**broken, "supplier": "vases"})
    order = placed(supplier="lamps")
    assert who(order, ("item.damaged", 2.0, broken)) == [("supplier", "lamps")]
    assert who(order, named) == [("supplier", "vases")]
    assert who(placed(), ("item.damaged", 2.0, broken)) == [("supplier", "")]


def test_a_policy_of_before_names_one_field() -> None:
    declared = {**read_toml(RETAIL, "responsibility.toml")}
    rule = {"by": "said", "field": "order.called_off:reason", "party": "sender"}
    declared["failures"] = {"called_off": {**rule, "means": {"out_of_stock": "supplier"}}}
    assert read_responsibility(declared).failure("called_off").places == (rule["field"],)
    declared["failures"] = {"called_off": {"by": "said", "party": "sender"}}
    with pytest.raises(BadDeclaration, match="fields"):
        read_responsibility(declared)


def test_reasons_parties_and_kinds_say_who() -> None:
    off = ("order.called_off", 1.0, {"reason": "out_of_stock"})
    assert shares("called_off", 1, placed(), off) == {"supplier": 1}
    assert shares("point_closed", 3, placed(), handed(1, 4)) == {"point": 1}
    assert shares("lost", 3, placed(), handed(1, 4)) == {"carrier": 1}
    assert shares("refund_late", 3, placed()) == {"shop": 1}
    assert shares("ready_late", 1, placed(), way=Way("restaurant", ZoneInfo("UTC"))) == {
        "kitchen": 1
    }
    assert shares("never_heard_of", 1, placed()) == {"shop": 1}


def test_a_word_of_ones_own_is_the_call_centres_one_that_repeats_the_order_is_not() -> None:
    word = ("call.promised", 2.0, {"said": "today", "agent": "a7"})
    events: Any = placed(), handed(1, 3), word, ("parcel.delivered", 9.0, {})
    given_at = START + 2 * DAY
    asked: dict[str, Any] = {
        "made_by_event": 3,
        "given_at": given_at,
        "kept_by": "parcel.delivered",
    }
    blindly = Failure("word_kept_late", given_at + DAY / 2, given_at, START + 9 * DAY, **asked)
    made = timeline(WAY, told(*events), rules=RULES)
    [share] = apportion(blindly, made, rules=RULES)
    assert (share.party, share.who) == ("call_centre", "a7")
    by_the_order = blindly._replace(due_at=made.due_at)
    [share] = apportion(by_the_order, made, rules=RULES)
    assert (share.party, share.because["word"]) == ("carrier", "as_ordered")
    too_late_to_repeat = by_the_order._replace(given_at=START + 8 * DAY)
    assert apportion(too_late_to_repeat, made, rules=RULES)[0].party == "call_centre"


# --- what always holds ----------------------------------------------------------------------------

DAYS = st.integers(0, 12)
EVENTS = st.lists(
    st.one_of(
        st.builds(handed, DAYS.map(float), DAYS),
        st.builds(
            scan,
            st.sampled_from(("road_closed", "nobody_home", "handed_to_point", "sorted", "else")),
            DAYS.map(float),
        ),
        st.tuples(
            st.sampled_from(
                ("parcel.delivered", "parcel.arrived_at_point", "order.handed_over", "parcel.lost")
            ),
            DAYS.map(float),
            st.just({}),
        ),
    ),
    max_size=7,
)
KINDS = st.sampled_from((*RULES.failures, "something_new"))


@given(EVENTS, KINDS, DAYS, st.randoms(use_true_random=False))
def test_shares_sum_to_one_whatever_happened_in_whatever_order(
    events: list[Any], kind: str, seen: int, chance: Any
) -> None:
    happened = told(placed(), *events)
    failure = Failure(kind, START + 4 * DAY, START + 4 * DAY, START + seen * DAY)
    found = apportion(failure, timeline(WAY, happened, rules=RULES), rules=RULES)
    assert sum(each.share for each in found) == 1
    assert all(each.share > 0 and each.party in RULES.parties for each in found)
    assert [each.share for each in found] == sorted((e.share for e in found), reverse=True)
    chance.shuffle(happened)
    assert apportion(failure, timeline(WAY, happened, rules=RULES), rules=RULES) == found


@given(DAYS, DAYS, DAYS, st.integers(1, 12))
def test_who_overruns_more_never_gets_a_smaller_share(
    ship: int, carry: int, seen: int, more: int
) -> None:
    def carriers(days: int) -> Decimal:
        came: Any = ("parcel.delivered", float(1 + ship + carry + days), {})
        events = placed(), handed(1 + ship, 1 + ship), came
        return shares("late", 99, *events).get("carrier", Decimal(0))

    if carry or ship:
        assert carriers(more) >= carriers(0)


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=6), st.floats(0, 1e6))
def test_parts_sum_to_exactly_one_and_grow_with_their_weight(
    weights: list[float], more: float
) -> None:
    before = split(dict(enumerate(weights)))
    after = split(dict(enumerate([weights[0] + more, *weights[1:]])))
    assert sum(before.values()) == sum(after.values()) == 1
    assert after.get(0, Decimal(0)) >= before.get(0, Decimal(0))


@pytest.mark.parametrize(
    ("section", "said", "where"),
    [
        ("parties", {"seller": {"partner": "yes"}}, "parties.seller.partner"),
        ("otherwise", {"party": "gnomes"}, "otherwise"),
        ("otherwise", {"by": "luck", "party": "shop"}, "otherwise.by"),
        ("legs", [{"name": "a", "party": "sender", "begins": ["x"]}], "legs 1.ends"),
        ("waits", {"status": "a:b", "goes_on": []}, "waits.for"),
        ("sender", {"online": "warehouse"}, "sender.otherwise"),
        ("more", {}, "more"),
    ],
)
def test_what_is_not_understood_is_named(section: str, said: Any, where: str) -> None:
    declared = {**read_toml(RETAIL, "responsibility.toml"), section: said}
    with pytest.raises(BadDeclaration) as refused:
        read_responsibility(declared)
    assert where in str(refused.value)
