"""What a rulebook says of the controller's sample: read with care, refused with the place."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from math import inf
from typing import Any

import pytest

from amends.core.errors import BadDeclaration
from amends.policies import RETAIL, load_policy
from amends.policies.folder import read_toml
from amends.policies.reviews import RISKS, read_reviews

SHIPPED: Mapping[str, Any] = read_toml(RETAIL, "rulebook.toml")["reviews"]
QUESTION = {"name": "facts", "asks": {"en": "Right?"}}


def test_what_ships_is_asked_in_three_languages():
    declared = load_policy().reviews
    assert [each.name for each in declared.questions] == [
        "facts",
        "rule",
        "remedy",
        "words",
        "promise",
    ]
    assert all(set(each.asks) == {"en", "ru", "mn"} for each in declared.questions)
    assert declared.risks == frozenset(RISKS)
    assert (declared.sample.least, declared.open_for.days) == (5, 7)


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("share", 1.5, "reviews"),
        ("share", "all", "reviews.share"),
        ("random_part", 0, "reviews"),
        ("most", 2, "reviews"),
        ("least", 0, "reviews.least"),
        ("open_days", 1.5, "reviews.open_days"),
        ("least_reviews", True, "reviews.least_reviews"),
        ("costly", -1, "reviews.costly"),
        ("risk_worth", inf, "reviews.risk_worth"),
        ("risks", ["bad_luck"], "reviews.risks"),
        ("risks", "contradicted", "reviews.risks"),
        ("questions", [], "reviews.questions"),
        ("questions", [QUESTION] * 13, "reviews.questions"),
        ("questions", [QUESTION] * 2, "reviews.questions, number 2"),
        ("questions", ["facts"], "reviews.questions, number 1"),
        ("questions", [{**QUESTION, "name": "Facts!"}], "reviews.questions, number 1"),
        ("questions", [{**QUESTION, "asks": {"ru": "?"}}], "reviews.questions, number 1"),
        ("questions", [{**QUESTION, "asks": {"en": " "}}], "reviews.questions, number 1"),
        ("chance", 1, "reviews.chance"),
    ],
)
def test_what_is_not_of_its_kind_is_refused_with_its_place(key: str, value: object, where: str):
    declared = {**deepcopy(dict(SHIPPED)), key: value}
    with pytest.raises(BadDeclaration) as refused:
        read_reviews(declared)
    assert refused.value.where == f"rulebook.toml {where}"
    assert refused.value.hint


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_what_is_missing_is_refused(key: str):
    declared = {name: value for name, value in SHIPPED.items() if name != key}
    with pytest.raises(BadDeclaration) as refused:
        read_reviews(declared)
    assert refused.value.where == f"rulebook.toml reviews.{key}"
