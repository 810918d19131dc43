"""The order itself: what was bought, at what price, with which promises."""

from __future__ import annotations

from typing import Any

from amends.simulate.goods import MENU, SHELF, Good
from amends.simulate.record import encode
from amends.simulate.stories.story import Item, Story
from amends.simulate.town import BRANDS, amount


def place_order(
    story: Story,
    *,
    location: str,
    fulfilment: str,
    delivery_price: int,
    promises: list[dict[str, Any]],
    **more: Any,
) -> None:
    """Choose the goods and record ``order.placed``; ``delivery_price`` in hundredths."""
    lines = _choose(story)
    story.fulfilment = fulfilment
    story.prepaid = story.rng.random() < 0.8
    story.total = sum(item.price for item in story.items) + delivery_price
    data = {
        "kind": story.kind,
        "brand": BRANDS[story.kind].code,
        "location": location,
        "fulfilment": fulfilment,
        "currency": story.town.preset.currency,
        "total": amount(story.total),
        "delivery_price": amount(delivery_price),
        "prepaid": story.prepaid,
        **more,
        "items": lines,
        "promises": promises,
    }
    text = f'{{"customer":{story.customer.data},{encode(data)[1:]}'
    story.placed_key = story.record.event("shop", "order.placed", story.placed, story.number, text)


def _choose(story: Story) -> list[dict[str, Any]]:
    goods: tuple[Good, ...] = MENU if story.kind == "restaurant" else SHELF
    number = min(3, 1 + int(story.rng.expovariate(1.3)))
    lines = []
    for good in story.rng.sample(goods, number):
        price = story.town.money(good.price)
        story.items.append(Item(good.title, price))
        lines.append(
            {
                "sku": good.sku,
                "title": good.title,
                "quantity": 1,
                "price": amount(price),
                "perishable": good.perishable,
            }
        )
    return lines


def other_item(story: Story) -> str:
    """The title of something that was not ordered."""
    ordered = {item.title for item in story.items}
    goods = MENU if story.kind == "restaurant" else SHELF
    return next(good.title for good in story.rng.sample(goods, 4) if good.title not in ordered)
