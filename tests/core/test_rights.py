"""An offer is never below the legal layer, whatever the policy says (DESIGN 7)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from amends.core.offers import Delivery, Offer, Possible, build_offer
from amends.core.situation import Situation
from amends.policies import load_policy
from tests.support.broken import Fault, cell, copy_of, without

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATE_IN_RUSSIA = Situation(
    failure="undelivered",
    promise="delivered_by",
    order_kind="online",
    fulfilment="home",
    stage="on_the_way",
    days_late=3,
    wasted_visits=0,
    value=Decimal(1000),
    delivery_price=Decimal(100),
    currency="RUB",
    prepaid=True,
    perishable=False,
    tenure_days=10,
    failures_90d=0,
    round=1,
    tried="none",
    chosen="none",
    overdue="none",
    refunded=False,
    paid_back=Decimal(0),
    delivery_paid_back=Decimal(0),
    refund_promised=Decimal(0),
    other_point_known=False,
    like_known=False,
    jurisdiction="RU",
    decided_on=date(2026, 11, 22),
    worth=Decimal(10),
)


def offered(shop: Path, **otherwise: object) -> Offer:
    situation = Situation(**{**LATE_IN_RUSSIA.as_facts(), **otherwise})
    decision = load_policy(shop).rulebook.decide(situation.as_facts())
    possible = Possible(delivery=Delivery(("10:00-13:00",), days=3, lead_hours=4))
    return build_offer(situation, decision, possible, now=NOW)


@pytest.mark.parametrize(
    ("fault", "rule", "hours"),
    [
        (without("remedies", "late_money"), "ru_23_1_money", "72"),
        (cell("remedies", "late_money", "amount_share", "0.5"), "ru_23_1_money", "72"),
        (cell("remedies", "late_money", "hours", "1000"), "ru_26_1_before", "240"),
    ],
)
def test_a_right_that_the_policy_leaves_out_is_put_in(
    tmp_path: Path, fault: Fault, rule: str, hours: str
) -> None:
    made = offered(copy_of(tmp_path, fault))
    [money] = [option for option in made.options if option.remedy == "money_back"]
    assert (money.amount, money.rule, money.hours) == ("1000.00", rule, hours)
    assert len({option.key for option in made.options}) == len(made.options)


def test_an_offer_that_gives_as_much_stays_as_the_policy_made_it(tmp_path: Path) -> None:
    made = offered(copy_of(tmp_path, lambda shop: None))
    assert [option.rule for option in made.options] == ["late_window", "late_money", "a_person"]
    rules = {right.rule for right in made.rights}
    assert rules == {"ru_23_1_money", "ru_23_1_date", "ru_26_1_before"}


def test_where_no_law_is_known_nothing_is_put_in(tmp_path: Path) -> None:
    shop = copy_of(tmp_path, without("remedies", "late_money"))
    made = offered(shop, jurisdiction="none")
    assert "money_back" not in [option.remedy for option in made.options]
    assert made.rights == ()


@pytest.mark.parametrize(
    ("days", "decided_on", "amounts"),
    [
        (0, date(2026, 11, 22), []),
        (3, date(2026, 11, 22), ["30.00"]),
        (150, date(2026, 11, 22), ["1000.00"]),
        (150, date(2026, 1, 31), ["1500.00"]),
    ],
)
def test_what_the_law_adds_grows_by_the_day_up_to_its_cap(
    tmp_path: Path, days: int, decided_on: date, amounts: list[str]
) -> None:
    shop = copy_of(tmp_path, lambda shop: None)
    made = offered(shop, failure="refund_overdue", days_late=days, decided_on=decided_on)
    assert [due.amount for due in made.dues] == amounts


@pytest.mark.parametrize(
    ("record", "stance", "approver"),
    [
        ({}, "mend", ""),
        ({"contradicted_claims": 2}, "prove", "agent"),
        (
            {"contradicted_claims": 3, "story_repeats": 2, "person_said": "part_ways"},
            "look",
            "manager",
        ),
    ],
)
def test_a_doubted_word_keeps_every_option_and_waits_for_somebody(
    tmp_path: Path, record: dict[str, object], stance: str, approver: str
) -> None:
    shop = copy_of(tmp_path, lambda shop: None)
    made = offered(shop, verdict="unconfirmed", **record)
    assert (made.stance, [option.remedy for option in made.options]) == (
        stance,
        ["bring_home", "money_back", "person_calls"],
    )
    assert {option.approver for option in made.options if option.gives != "person"} == {approver}
    assert made.stance_reasons.keys() == {"en", "ru", "mn"}
