"""[freedom] and [time_spent] of a rulebook are read whole, or refused with where and what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amends.core.errors import BadDeclaration
from amends.policies import ALWAYS_RIGHT, RETAIL, load_policy
from amends.policies.drafting import with_examples, with_rule
from amends.policies.folder import read_toml
from amends.policies.freedom import read_freedom
from amends.policies.stored import bundle
from amends.policies.time_spent import read_time_spent

SAID = read_toml(RETAIL, "rulebook.toml")
EVENTS = {"parcel.delivered", "parcel.arrived_at_point", "order.ready"}
GIFT = {"gives": "gift", "amount": "asked", "who": "shop", "hours": 48}
ROW = {"id": "learned", "worth": "<10", "failure": "late", "gesture": "small_gift", "who": "shop"}


def test_what_the_shipped_policy_says_is_read():
    said = read_freedom(SAID["freedom"], EVENTS)
    assert said.month == {"agent": Decimal(150), "manager": Decimal(1500)}
    assert set(said.kinds) == {
        "part_of_price",
        "delivery_price_back",
        "small_gift",
        "date_promised",
    }
    assert read_time_spent(SAID["time_spent"]).hour_costs == Decimal(20)


def test_every_kind_that_may_be_given_is_given_by_some_row_of_both_policies():
    for folder in (RETAIL, ALWAYS_RIGHT):
        policy = load_policy(folder)
        table = next(each for each in policy.rulebook.tables if each.name == "freedom")
        may = {name for rule in table.rules for name in str(rule.outputs["may"]).split(".")}
        assert set(policy.freedom.kinds) <= may


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": {"agent": -1}},
        {"month": {"agent": "much"}},
        {"date_within_days": 0},
        {"proposals": {"times": 0, "people": 2, "days": 9}},
        {"proposals": {"times": 3}},
        {"kinds": {"gift": {**GIFT, "gives": "house"}}},
        {"kinds": {"gift": {**GIFT, "hours": 0}}},
        {"kinds": {"gift": {**GIFT, "colour": "red"}}},
        {"kinds": {"date": {"gives": "promise", "amount": "nothing", "kept_by": {"home": "x"}}}},
        {"gifts": 3},
    ],
)
def test_what_is_not_understood_is_refused_where_it_stands(wrong: dict[str, Any]):
    with pytest.raises(BadDeclaration) as problem:
        read_freedom({**SAID["freedom"], **wrong}, EVENTS)
    assert problem.value.where.startswith("rulebook.toml freedom")


@pytest.mark.parametrize(
    "wrong", [{"sure": 1.5}, {"beat_seconds": 0}, {"hour_costs": "x"}, {"a": 1}]
)
def test_numbers_of_time_are_above_nothing(wrong: dict[str, Any]):
    with pytest.raises(BadDeclaration):
        read_time_spent({**SAID["time_spent"], **wrong})


@pytest.mark.parametrize("folder", [RETAIL, ALWAYS_RIGHT])
def test_a_draft_is_the_same_policy_with_one_row_more_and_its_own_version(folder: Any):
    policy = bundle(folder)
    old = load_policy(folder).rulebook
    row = {**ROW, "hours": "48", "reason_en": "a", "reason_ru": "b", "reason_mn": "c"}
    made, _ = with_examples(
        with_rule(policy, "gestures", row, taken={old.version}), "gestures", "learned"
    )
    new = made.policy().rulebook
    assert new.version != old.version
    rules = {name: [rule.id for rule in table.rules] for name, table in _tables(new).items()}
    assert rules["gestures"][-2] == "learned"
    rules["gestures"].remove("learned")
    assert rules == {n: [rule.id for rule in table.rules] for n, table in _tables(old).items()}
    changed = {name for name, text in made.files.items() if policy.files.get(name) != text}
    assert {name.split("/")[1] for name in changed} <= {
        "gestures.csv",
        "gestures.examples.csv",
        "rulebook.toml",
    }


def _tables(book: Any) -> dict[str, Any]:
    return {table.name: table for table in book.tables}


def test_a_version_that_is_taken_is_not_taken_again():
    policy = bundle(RETAIL)
    version = load_policy(RETAIL).rulebook.version
    head, _, last = version.rpartition(".")
    taken = {f"{head}.{int(last) + n}" for n in range(3)}
    made = with_rule(policy, "gestures", {**ROW, "hours": "1"}, taken=taken)
    assert f'version = "{head}.{int(last) + 3}"' in made.files["retail/rulebook.toml"]
    with pytest.raises(BadDeclaration):
        with_rule(policy, "presents", ROW, taken=())
