"""The policy that ships decides every situation that can be drawn (R3, R9)."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from amends.core.offers import Delivery, Place, Possible, build_offer
from amends.core.situation import Situation
from amends.core.times import by_when, windows
from tests.support.policies import shipped

POLICY = shipped()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FAILURES = sorted(
    {
        failure
        for kind in POLICY.declarations.promises.values()
        for failure in (kind.overdue, kind.late, *kind.broken_by.values(), "called_off")
        if failure and not kind.within_case
    }
)
ULAANBAATAR = ZoneInfo("Asia/Ulaanbaatar")
POINT = Place("P2", "Next door", "Main street 2", "Mo-Su 09:00-21:00")

situations = st.builds(
    Situation,
    failure=st.sampled_from(FAILURES),
    promise=st.sampled_from(sorted(POLICY.declarations.promises)),
    order_kind=st.sampled_from(["online", "marketplace", "store", "restaurant"]),
    fulfilment=st.sampled_from(["home", "pickup_point", "post", "counter"]),
    stage=st.sampled_from(["with_seller", "on_the_way", "at_point", "with_customer"]),
    days_late=st.integers(0, 60),
    wasted_visits=st.integers(0, 4),
    value=st.decimals(0, 10_000, places=2),
    delivery_price=st.decimals(0, 100, places=2),
    currency=st.just("EUR"),
    prepaid=st.booleans(),
    perishable=st.booleans(),
    tenure_days=st.integers(0, 4000),
    failures_90d=st.integers(0, 5),
    round=st.integers(1, 4),
    tried=st.sampled_from(["none", "bring_home", "send_again", "make_again", "money_back"]),
    chosen=st.sampled_from(["none", "bring_home", "person_calls"]),
    overdue=st.sampled_from(["none", "not_begun", "under_way"]),
    refunded=st.booleans(),
    paid_back=st.decimals(0, 10_000, places=2),
    delivery_paid_back=st.decimals(0, 100, places=2),
    refund_promised=st.decimals(0, 10_000, places=2),
    other_point_known=st.booleans(),
    like_known=st.booleans(),
    jurisdiction=st.sampled_from(POLICY.rulebook.facts["jurisdiction"].values),
    decided_on=st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    controls=st.sampled_from(["shop", "partner"]),
    verdict=st.sampled_from(POLICY.rulebook.facts["verdict"].values),
    contradicted_claims=st.decimals(0, 9, places=3),
    story_repeats=st.decimals(0, 9, places=3),
    claims_excess=st.decimals(0, 1, places=3),
    unproven_worth=st.decimals(0, 5000, places=2),
    confirmed_share=st.decimals(0, 1, places=3),
    person_said=st.sampled_from(POLICY.rulebook.facts["person_said"].values),
    conduct=st.sampled_from(POLICY.rulebook.facts["conduct"].values),
    time_essential=st.booleans(),
    worth=st.none() | st.decimals(0, 5000, places=2),
    checked=st.booleans(),
    home_delivery=st.booleans(),
    in_stock=st.none() | st.booleans(),
    kitchen_open=st.none() | st.booleans(),
)


def offer(situation: Situation):
    possible = Possible(
        delivery=Delivery(POLICY.delivery_slots, days=3, lead_hours=4),
        points=(POINT,) if situation.other_point_known else (),
        like="blueberry muffin" if situation.like_known else "",
    )
    decision = POLICY.rulebook.decide(situation.as_facts())
    return build_offer(situation, decision, possible, now=NOW)


@given(situations)
def test_every_situation_has_an_offer_that_ends_with_a_person(situation):
    made = offer(situation)
    assert "person" in [option.gives for option in made.options]
    assert len({option.key for option in made.options}) == len(made.options)
    assert all(option.who and option.hours for option in made.options)


@given(situations)
def test_only_what_the_tables_allow_is_promised_for_the_night(situation):
    for option in offer(situation).options:
        by = by_when(asdict(option), {}, now=NOW, zone=ULAANBAATAR).astimezone(ULAANBAATAR)
        assert option.remedy == "make_again" or 8 <= by.hour < 22, option


@given(situations)
def test_a_gesture_never_stands_alone_and_nothing_needs_a_new_order(situation):
    made = offer(situation)
    assert made.options
    assert not {"points", "voucher"} & {option.remedy for option in made.options}
    if made.gesture and made.gesture.amount:
        assert Decimal(made.gesture.amount) <= situation.delivery_price


@given(situations)
def test_what_was_paid_back_is_neither_paid_nor_sent_again(situation):
    given = {option.gives for option in offer(situation).options}
    assert not situation.refunded or given == {"person"}


@given(situations)
def test_money_on_top_is_given_once_however_often_the_line_starts_again(situation):
    gesture = offer(situation).gesture
    assert situation.round == 1 or gesture is None or not gesture.amount


@given(situations)
def test_every_rule_that_fires_gives_its_reason_in_three_languages(situation):
    for hit in POLICY.rulebook.decide(situation.as_facts()).fired:
        assert hit.reasons.keys() == {"en", "ru", "mn"}, hit.rule


def test_every_failure_has_a_remedy_of_its_own_when_it_was_prepaid():
    """A complaint that shows no broken promise has nothing to mend: a person answers it."""
    for failure in FAILURES:
        facts = Situation(
            failure, "delivered_by", "online", "home", "on_the_way", 3, 0, Decimal(50), Decimal(5),
            "EUR", True, False, 10, 0, 1, "none", "none", "none", False,
            Decimal(0), Decimal(0), Decimal(0), False, False, "none", NOW.date(),
        )  # fmt: skip
        options = [option.key for option in offer(facts).options]
        assert len(options) > 1 or failure in ("refund_late", "complaint"), failure


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Asia/Ulaanbaatar", "Europe/Moscow", "America/Sao_Paulo", "Europe/Helsinki"]),
)
def test_windows_lie_ahead_and_on_the_slots(now, zone_name):
    found = windows(
        now=now, zone=ZoneInfo(zone_name), slots=POLICY.delivery_slots, days=3, lead_hours=4
    )
    assert found
    for window in found:
        start, end = (datetime.fromisoformat(part) for part in window.split("/"))
        assert now + timedelta(hours=4) <= start < end
        assert f"{start:%H:%M}-{end:%H:%M}" in POLICY.delivery_slots


@given(situations)
def test_no_more_goes_back_than_was_paid(situation):
    made = offer(situation)
    left = max(situation.value - situation.paid_back, Decimal(0))
    for option in made.options:
        on_top = made.gesture.amount if made.gesture and option.gesture else ""
        assert Decimal(option.amount or 0) + Decimal(on_top or 0) <= left
        assert option.amount != "0.00"


@given(situations)
def test_a_promised_refund_that_is_overdue_is_paid_as_promised(situation):
    overdue = replace(situation, failure="refund_overdue", prepaid=True, tried="none")
    money = [o.amount for o in offer(overdue).options if o.remedy == "money_back"]
    promised = overdue.refund_promised or overdue.value
    assert all(Decimal(amount) <= promised for amount in money)


@given(situations)
def test_a_gesture_says_who_gives_it_and_by_when(situation):
    gesture = offer(situation).gesture
    assert gesture is None or (gesture.who and float(gesture.hours) > 0)


@given(situations)
def test_a_courier_who_collects_asks_where_and_when_and_nobody_collects_a_meal(situation):
    for option in offer(situation).options:
        if option.remedy == "take_back":
            assert option.needs == ("address", "window")
            assert situation.order_kind != "restaurant"
        if option.who == "kitchen":
            assert situation.order_kind == "restaurant"


@given(situations)
def test_nothing_has_to_be_put_in_for_the_law(situation):
    """What the check proves of the tables holds of the offers made from them."""
    by_law = {rule.id for table in POLICY.rulebook.tables if table.layer for rule in table.rules}
    assert not by_law & {option.rule for option in offer(situation).options}
