"""Honest customers of real shops are never contradicted by what only looks like proof."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.core.findings import Finding
from amends.core.findings.signatures import Signer, signer
from tests.support.findings import (
    PLACED,
    RULES,
    at,
    claim,
    happened,
    held,
    record,
    verdict,
    visit,
)


@pytest.mark.parametrize(
    ("signed", "customer"),
    [
        ("Иван Сидоров", "Иван Петров"),
        ("Alexander Jones", "Alexandra Smith"),
        ("Daniel", "Daniela Ortiz"),
    ],
)
def test_a_neighbour_with_a_like_given_name_is_no_family(signed: str, customer: str) -> None:
    assert signer(signed, customer, (), RULES.words) is Signer.ANOTHER


def delivered(id_: int = 20, day: int = 20):
    return happened(
        id_, "parcel.delivered", at(day, "11:00"), signed=True, signed_by="Анна Петрова"
    )


def sent(id_: int, day: int, **data: str):
    return happened(id_, "parcel.handed_to_carrier", at(day, "9:00"), **data)


def test_a_parcel_that_was_sent_again_has_not_come_with_the_first() -> None:
    assert verdict(claim("not_received"), record(sent(19, 18), delivered())) == "contradicted"
    again = record(sent(19, 18), delivered(), sent(21, 22))
    assert held(claim("not_received"), again).evidence == ()


def test_one_of_two_parcels_is_not_the_whole_order() -> None:
    two = sent(18, 18, tracking="A1"), sent(19, 18, tracking="A2")
    assert verdict(claim("not_received"), record(*two, delivered())) == "unconfirmed"
    both = record(*two, delivered(), delivered(21, 21))
    assert verdict(claim("not_received"), both) == "contradicted"


def refund_claim(*events, **fields: Any) -> Finding:
    return held(claim("refund_not_paid", **fields), record(*events))


def paid(day: int, amount: str):
    return happened(22, "refund.paid", at(day, "9:00"), amount=amount)


def test_a_smaller_sum_that_was_paid_is_not_the_one_that_is_missed() -> None:
    assert refund_claim(paid(20, "5.00"), amount=Decimal("60.00")).verdict == "unconfirmed"
    assert refund_claim(paid(20, "60.00"), amount=Decimal("60.00")).verdict == "contradicted"


def test_what_was_paid_before_the_order_was_called_off_is_not_its_price() -> None:
    off = happened(23, "order.called_off", at(21, "9:00"))
    assert refund_claim(paid(18, "5.00"), off).verdict == "unconfirmed"
    assert refund_claim(paid(21, "60.00"), off).verdict == "contradicted"


@pytest.mark.parametrize(
    "transcript", ["Подходите к трём часам.", "Please come at half past two.", " "]
)
def test_an_hour_in_words_is_an_hour(transcript: str) -> None:
    call = happened(20, "call.recorded", at(20, "14:00"), said=transcript)
    told = claim("was_told", said="приезжайте к 15:00", told_at=at(20, "14:00"))
    assert verdict(told, record(call)) == "unconfirmed"


def test_a_meal_in_parts_was_waited_for_until_the_last() -> None:
    parts = [
        happened(20 + n, "order.handed_over", PLACED + timedelta(minutes=minutes))
        for n, minutes in enumerate((10, 45))
    ]
    assert verdict(claim("waited", minutes=50), record(*parts)) == "unconfirmed"


def test_one_customer_with_many_orders_is_one_voice() -> None:
    closed = claim("was_closed", came_at=at(20, "14:00"))
    one = [visit(n, at(20, "14:05"), served=False, by="customer") for n in (31, 32, 33)]
    same = tuple(each._replace(customer="c7") for each in one)
    assert verdict(closed, record(visits=tuple(one))) == "confirmed"
    assert verdict(closed, record(visits=same)) == "unconfirmed"
