"""Amounts in whole minor units of their currency, and no payment counted twice (R23)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.money import minor_unit, share_of
from amends.core.paid import Given, Paid, paid_by_others

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
HALF = Decimal("0.5")


@pytest.mark.parametrize(
    ("base", "share", "currency", "amount"),
    [
        ("333", HALF, "JPY", "167"),
        ("333", HALF, "KRW", "167"),
        ("12.345", 1, "KWD", "12.345"),
        ("3.33", HALF, "EUR", "1.67"),
        ("49.995", 1, "EUR", "49.99"),
        ("99.6", 1, "JPY", "99"),
        ("10", Decimal("1.5"), "EUR", "15.00"),
    ],
)
def test_an_amount_has_the_digits_of_its_currency_and_no_more_than_its_base(
    base, share, currency, amount
):
    assert str(share_of(Decimal(base), Decimal(share), currency)) == amount


@given(
    st.decimals(0, 10_000, places=4),
    st.decimals(0, 1, places=2),
    st.sampled_from(["EUR", "JPY", "KWD", "CLF"]),
)
def test_a_share_is_never_more_than_the_whole(base, share, currency):
    amount = share_of(base, share, currency)
    assert 0 <= amount <= base
    assert amount % minor_unit(currency) == 0
    assert abs(amount - base * share) < minor_unit(currency)


def ours(amount: str, key: str = "k1") -> Given:
    return Given(key, "money_back", Decimal(amount), NOW)


@pytest.mark.parametrize(
    ("paid", "given_back", "others"),
    [
        ([], [ours("50")], "0"),
        ([Paid(LATER, Decimal(50), "")], [], "50"),
        ([Paid(LATER, Decimal("50.00"), "")], [ours("50")], "0"),
        ([Paid(LATER, Decimal(49), "k1")], [ours("50")], "0"),
        ([Paid(LATER, Decimal(50), "other")], [ours("50")], "50"),
        ([Paid(NOW - timedelta(1), Decimal(50), "")], [ours("50")], "50"),
        ([Paid(LATER, Decimal(4), ""), Paid(LATER, Decimal(4), "")], [ours("4")], "4"),
        ([Paid(LATER, Decimal(4), ""), Paid(LATER, Decimal(4), "k1")], [ours("4")], "4"),
        ([Paid(LATER, None, "")], [ours("50")], "0"),
        ([Paid(LATER, None, "")], [], "20"),
    ],
)
def test_what_the_shop_pays_for_a_remedy_of_ours_is_not_counted_twice(paid, given_back, others):
    assert paid_by_others(paid, given_back, unsaid=Decimal(20)) == Decimal(others)
