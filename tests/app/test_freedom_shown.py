"""Sums of the rulebook are read in the currency that the shop works in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from amends.app.actions.freedom.shown import shown_in
from amends.app.ledger.models import Location
from tests.support.desk import signed_in

pytestmark = pytest.mark.django_db


def place(code: str, currency: str) -> None:
    Location.objects.create(code=code, name=code, time_zone="UTC", currency=currency)


def test_a_shop_that_works_in_one_currency_reads_all_sums_in_it() -> None:
    place("one", "MNT")
    place("two", "MNT")
    shown = shown_in()
    assert (shown.currency, shown.amount(Decimal("1500")), shown.is_rough) == (
        "MNT",
        Decimal(5_850_000),
        True,
    )
    for language, words in (
        ("en", "The rules say €1,500; here by a rough rate."),
        ("ru", "В правилах указано 1\xa0500\xa0€; здесь по грубому курсу."),
        ("mn", "Дүрэмд"),
    ):
        client = signed_in("manager")
        client.cookies["django_language"] = language
        page = client.get("/console/freedom/").content.decode()
        assert words in page
        assert "₮" in page


def test_several_currencies_or_one_without_a_rate_stay_as_the_rules_say() -> None:
    assert shown_in().currency == "EUR"
    place("one", "MNT")
    place("two", "RUB")
    assert shown_in().currency == "EUR"
    assert not shown_in().is_rough
    assert shown_in("XAU").currency == "EUR"


def test_a_case_reads_them_in_the_currency_of_its_order() -> None:
    assert shown_in("RUB").amount(2.5) == Decimal(250)
    assert shown_in("GBP").amount(1) == Decimal("0.85")
