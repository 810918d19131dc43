"""A parcel order, told from the click to the doorstep or the pickup point."""

from __future__ import annotations

from amends.simulate.clock import DAY, HOUR, MINUTE
from amends.simulate.stories.calls import call_about
from amends.simulate.stories.claims import complain, honest
from amends.simulate.stories.falsehoods import err_about_delivery, lie_about_delivery, pretend_delay
from amends.simulate.stories.goods_trouble import goods_trouble
from amends.simulate.stories.order import place_order
from amends.simulate.stories.pickup import collect
from amends.simulate.stories.plan import Parcel, choose_carrier, plan_parcel, shares_of_delay
from amends.simulate.stories.refund import refund
from amends.simulate.stories.story import Story
from amends.simulate.town import WEB

DELIVERY_PRICE = {"home": 4.5, "pickup_point": 2.5, "post": 3.0}
SIGNED = 0.7


def tell_parcel(story: Story) -> None:
    """Tell a parcel order from beginning to end."""
    fulfilment, carrier, point = choose_carrier(story)
    parcel = plan_parcel(story, fulfilment, carrier, point)
    _place(story, parcel, fulfilment)
    _approve(story)
    if not story.planted and (_called_off(story) or _cancelled(story)):
        return
    _send(story, parcel)
    _judge_delay(story, parcel)
    call_about(story, parcel)
    pretend_delay(story, parcel)
    if parcel.false_delivery:
        _pretend_delivery(story, parcel)
    elif parcel.lost_at is not None:
        _lose(story, parcel, parcel.lost_at)
    elif parcel.point:
        collect(story, parcel, parcel.point)
    else:
        _deliver(story, parcel)


def _place(story: Story, parcel: Parcel, fulfilment: str) -> None:
    clock = story.clock
    kind = "ready_at_point_by" if parcel.point else "delivered_by"
    more = {"point": parcel.point.code} if parcel.point else {}
    if parcel.seller:
        more["seller"] = parcel.seller
    place_order(
        story,
        location=f"{WEB[story.kind]}-{story.town.name}",
        fulfilment=fulfilment,
        delivery_price=story.town.money(DELIVERY_PRICE[fulfilment]),
        promises=[{"kind": kind, "due": clock.date(parcel.due)}],
        ship_by=clock.date(parcel.ship_by),
        **more,
    )


def _approve(story: Story) -> None:
    slow = story.rng.random() < 0.05
    wait = story.between(6 * HOUR, 14 * HOUR) if slow else story.between(MINUTE, 30 * MINUTE)
    story.say("shop", "order.approved", story.placed + wait)


def _called_off(story: Story) -> bool:
    if not story.cause("called_off"):
        return False
    reason, party = (
        ("out_of_stock", "supplier") if story.kind == "online" else ("refused_by_seller", "seller")
    )
    if story.kind == "online" and story.rng.random() < 0.4:
        reason, party = "stock_figure_wrong", "warehouse"
    at = story.daytime(story.placed + story.between(2 * HOUR, 20 * HOUR))
    key = story.say("shop", "order.called_off", at, reason=reason)
    promise = "ready_at_point_by" if story.fulfilment == "pickup_point" else "delivered_by"
    story.fail("called_off", promise, at, shares={party: 1.0}, who=party, events=(key,))
    refund(story, at)
    return True


def _cancelled(story: Story) -> bool:
    if not story.cause("cancelled"):
        return False
    at = story.placed + story.between(HOUR, 16 * HOUR)
    story.say("shop", "order.cancelled_by_customer", at)
    refund(story, at)
    return True


def _send(story: Story, parcel: Parcel) -> None:
    clock, source = story.clock, f"carrier:{parcel.carrier.code}"
    packed = {"staff": parcel.packer} if parcel.packer else {}
    story.say(
        "shop",
        "parcel.handed_to_carrier",
        parcel.handed_at,
        carrier=parcel.carrier.code,
        due=clock.date(parcel.last_of_carrier),
        **packed,
    )
    sorted_at = parcel.handed_at + story.between(2 * HOUR, 5 * HOUR)
    story.say(source, "parcel.scanned", sorted_at, place="sorting centre", status="sorted")
    if parcel.lost_at is None:
        _scan_arrival(story, parcel, source)


def _scan_arrival(story: Story, parcel: Parcel, source: str) -> None:
    morning = story.clock.at(parcel.carried, story.between(6 * HOUR, 8 * HOUR))
    if parcel.waiting_party == "nobody":
        story.say(source, "parcel.scanned", morning, place="road", status="road_closed")
        morning += (parcel.reached - parcel.carried) * DAY
    story.say(source, "parcel.scanned", morning, place="town", status="out_for_delivery")
    if parcel.waiting_party == "customer":
        noon = story.clock.at(parcel.carried, story.between(10 * HOUR, 20 * HOUR))
        story.say(source, "parcel.scanned", noon, place="home", status="nobody_home")
    if parcel.waiting_party == "point" and parcel.point:
        noon = story.clock.at(parcel.carried, story.between(10 * HOUR, 12 * HOUR))
        story.say(source, "parcel.scanned", noon, place=parcel.point.code, status="handed_to_point")


def _judge_delay(story: Story, parcel: Parcel) -> None:
    """Record the truth of a broken delivery promise as it stands when the simulation ends."""
    over = story.clock.end(parcel.due)
    if parcel.false_delivery or (parcel.lost_at is None and parcel.reached_at <= over):
        return
    came = parcel.lost_at is None and parcel.reached_at <= story.record.until
    if parcel.point:
        failure, promise = ("late_at_point" if came else "not_at_point"), "ready_at_point_by"
    else:
        known_lost = parcel.lost_at is not None and parcel.lost_at <= story.record.until
        failure, promise = (
            ("late" if came else "lost" if known_lost else "undelivered"),
            "delivered_by",
        )
    seen = story.clock.day(min(parcel.reached_at, story.record.until))
    shares = (
        {"carrier": 1.0}
        if parcel.lost_at is not None
        else shares_of_delay(parcel, max(seen, parcel.due + 1))
    )
    party = max(shares, key=lambda name: shares[name])
    if story.fail(failure, promise, over + 1, shares=shares, who=_who(parcel, party)):
        gone = None if parcel.lost_at is not None else parcel.reached_at
        complain(
            story, "not_received", over + 1, before=gone, judged=honest("no_delivery_recorded")
        )


def _who(parcel: Parcel, party: str) -> str:
    """The code of the party that is responsible."""
    names = {
        "carrier": parcel.carrier.code,
        "seller": parcel.seller,
        "warehouse": parcel.packer,
        "point": parcel.point.operator if parcel.point else "",
    }
    return names.get(party, "")


def _deliver(story: Story, parcel: Parcel) -> None:
    signed = parcel.carrier.code != "post" and story.rng.random() < SIGNED
    errs = signed and err_about_delivery(story)
    signature = {"signed_by": "family" if errs else story.customer.name} if signed else {}
    source, at = f"carrier:{parcel.carrier.code}", parcel.reached_at
    key = story.say(source, "parcel.delivered", at, signed=signed, **signature)
    goods_trouble(story, parcel, at)
    lie_about_delivery(story, at, key, signed=signed, errs=errs)


def _pretend_delivery(story: Story, parcel: Parcel) -> None:
    """The courier marks as delivered what never came: the record cannot tell."""
    at = parcel.reached_at
    key = story.say(f"carrier:{parcel.carrier.code}", "parcel.delivered", at, signed=False)
    seen = story.fail(
        "undelivered",
        "delivered_by",
        at,
        shares={"carrier": 1.0},
        who=parcel.carrier.code,
        events=(key,),
        shown=False,
        cause="false_delivery",
    )
    if seen:
        complain(story, "not_received", at + story.between(6 * HOUR, 30 * HOUR), always=True)


def _lose(story: Story, parcel: Parcel, at: int) -> None:
    story.say(f"carrier:{parcel.carrier.code}", "parcel.lost", at)
    refund(story, at)
