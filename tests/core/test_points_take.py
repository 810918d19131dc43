"""A point takes a parcel only if it fits, is not too heavy, can be paid or tried on there (R5)."""

import pytest

from amends.core.places import Limits, Parcel, takes

LOCKER = Limits(sides=(640, 410, 380), grams=25_000, payment=False, fitting=None, storage_days=3)
COUNTER = Limits(payment=True, fitting=True)


@pytest.mark.parametrize(
    ("limits", "parcel", "taken"),
    [
        (LOCKER, Parcel(), True),
        (LOCKER, Parcel(sides=(640, 410, 380)), True),
        (LOCKER, Parcel(sides=(380, 640, 410)), True),
        (LOCKER, Parcel(sides=(641, 10, 10)), False),
        (LOCKER, Parcel(grams=25_001), False),
        (LOCKER, Parcel(to_pay=True), False),
        (LOCKER, Parcel(to_try_on=True), False),
        (LOCKER, Parcel(storage_days=4), False),
        (COUNTER, Parcel(sides=(3000, 1, 1), grams=10**6, to_pay=True, to_try_on=True), True),
    ],
)
def test_r5_a_point_takes_what_fits_it(limits: Limits, parcel: Parcel, taken: bool) -> None:
    assert takes(limits, parcel) is taken
