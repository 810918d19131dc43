"""What the retailer sells: an online shop's shelf and a café's menu, both made up."""

from __future__ import annotations

from typing import NamedTuple


class Good(NamedTuple):
    """One thing that is sold; ``price`` is in units of the price list (a preset's ``rate``)."""

    sku: str
    title: str
    price: float
    perishable: bool


def _shelf(prefix: str, rows: tuple[tuple[str, float, bool], ...]) -> tuple[Good, ...]:
    return tuple(Good(f"{prefix}{n:03}", *row) for n, row in enumerate(rows, start=1))


SHELF = _shelf(
    "G",
    (
        ("wool blanket", 39.0, False),
        ("desk lamp", 24.5, False),
        ("tea pot", 19.9, False),
        ("set of six cups", 27.0, False),
        ("winter boots", 64.0, False),
        ("child's mittens", 8.5, False),
        ("felt slippers", 15.0, False),
        ("phone case", 9.9, False),
        ("charging cable", 7.5, False),
        ("headphones", 45.0, False),
        ("power bank", 29.0, False),
        ("puzzle of 500 pieces", 13.5, False),
        ("picture book", 11.0, False),
        ("cook book", 22.0, False),
        ("yoga mat", 25.0, False),
        ("water bottle", 14.0, False),
        ("hand cream", 6.9, False),
        ("shampoo", 7.9, False),
        ("cat food, 3 kg", 18.5, False),
        ("dog lead", 12.0, False),
        ("flower pot", 10.5, False),
        ("tool box", 48.0, False),
        ("frying pan", 33.0, False),
        ("bread knife", 17.5, False),
        ("bed linen", 42.0, False),
        ("box of pastries", 16.0, True),
        ("cheese selection", 21.0, True),
        ("fresh flowers", 26.0, True),
    ),
)

MENU = _shelf(
    "C",
    (
        ("ham sandwich without butter", 5.9, True),
        ("cheese sandwich", 5.2, True),
        ("chicken wrap", 6.8, True),
        ("salmon bagel", 7.5, True),
        ("pumpkin soup", 5.5, True),
        ("green salad", 6.2, True),
        ("blueberry muffin", 2.9, True),
        ("cinnamon bun", 2.7, True),
        ("carrot cake", 3.9, True),
        ("apple pie", 3.6, True),
        ("flat white", 3.4, True),
        ("cappuccino", 3.5, True),
        ("milk tea", 2.5, True),
        ("hot chocolate", 3.8, True),
        ("orange juice", 3.2, True),
    ),
)

LIKES = (
    "blueberry muffin",
    "cinnamon bun",
    "carrot cake",
    "apple pie",
    "flat white",
    "milk tea",
    "hot chocolate",
)
