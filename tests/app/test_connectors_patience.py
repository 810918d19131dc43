"""How long and how often: numbers in a file, read with care."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.app.connectors.patience import read_patience
from amends.core.errors import BadDeclaration

SHOP = read_patience("shop")


@pytest.mark.parametrize("connector", ["shop", "messenger"])
def test_the_shipped_numbers_make_sense(connector: str) -> None:
    numbers = read_patience(connector)
    assert numbers.lease >= numbers.answer_within + numbers.clock_skew
    assert timedelta(hours=12) < sum(
        (numbers.delay(tried, luck=0.5) for tried in range(1, numbers.tries)), timedelta(0)
    )


@given(tried=st.integers(0, 10_000), luck=st.floats(0, 1))
def test_no_wait_is_longer_than_the_longest(tried: int, luck: float) -> None:
    assert timedelta(0) < SHOP.delay(tried, luck=luck) <= SHOP.longest_delay * (1 + SHOP.jitter)


@given(tried=st.integers(1, 100))
def test_waits_only_grow(tried: int) -> None:
    calm = replace(SHOP, jitter=0)
    assert calm.delay(tried, luck=0.5) <= calm.delay(tried + 1, luck=0.5)


def test_a_crowd_is_spread() -> None:
    assert SHOP.delay(3, luck=0) < SHOP.delay(3, luck=0.5) < SHOP.delay(3, luck=1)


NUMBERS = """
[shop]
answer_within = 1
clock_skew = 1
tries = 1
first_delay = 1
longest_delay = 1
growth = 1
jitter = 0
"""


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (NUMBERS.replace("[shop]", "[ship]"), "shop"),
        (NUMBERS.replace("growth = 1\n", ""), "shop.growth"),
        (NUMBERS.replace("growth = 1", 'growth = "2"'), "shop.growth"),
        (NUMBERS.replace("growth = 1", "growth = -1"), "shop.growth"),
        (NUMBERS.replace("growth = 1", "growth = true"), "shop.growth"),
        ("growth = ", "not TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_name(tmp_path: Path, wrong: str, where: str) -> None:
    path = tmp_path / "patience.toml"
    path.write_text(wrong)
    with pytest.raises(BadDeclaration, match=where):
        read_patience("shop", path)


def test_a_tolerance_need_not_be_named(tmp_path: Path) -> None:
    path = tmp_path / "patience.toml"
    path.write_text(NUMBERS)
    assert read_patience("shop", path).tolerance == timedelta(0)
    other = tmp_path / "other.toml"
    other.write_text(NUMBERS + "tolerance = 60\n")
    assert read_patience("shop", other).tolerance == timedelta(minutes=1)
