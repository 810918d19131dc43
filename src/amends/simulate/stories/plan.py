"""A parcel's way in days: what is promised, what happens, whose leg overran its own due day."""

from __future__ import annotations

from dataclasses import dataclass

from amends.simulate.clock import DAY, HOUR
from amends.simulate.places import Carrier, Point
from amends.simulate.stories.story import Story

FULFILMENT = {"home": 0.45, "pickup_point": 0.45, "post": 0.1}
COURIERS = ("swift", "steppe", "nomad")
POINT_KEEPS_CLEAR = 6 * DAY


@dataclass(slots=True)
class Parcel:
    """A parcel's legs; days are local days since 1970, moments seconds since 1970.

    ``carried`` is the day on which the carrier would have brought it, ``reached`` the day on which
    it came home or to the point; what lies between was caused by ``waiting_party``.
    """

    carrier: Carrier
    point: Point | None
    sender: str
    ship_by: int
    due: int
    handed: int
    carried: int
    reached: int
    handed_at: int
    reached_at: int
    waiting_party: str = ""
    lost_at: int | None = None
    seller: str = ""
    packer: str = ""
    false_delivery: bool = False

    @property
    def arrives(self) -> bool:
        """Whether the customer or the point ever gets it."""
        return self.lost_at is None and not self.false_delivery

    @property
    def last_of_carrier(self) -> int:
        """The last day on which the carrier keeps its own time."""
        return self.handed + self.carrier.days


def choose_carrier(story: Story) -> tuple[str, Carrier, Point | None]:
    """How the order goes: fulfilment, carrier, and the pickup point on the customer's way."""
    rng, carriers = story.rng, story.town.carriers
    if story.planted and story.town.planted:
        return "pickup_point", carriers["nomad"], story.town.planted.point
    fulfilment = rng.choices(tuple(FULFILMENT), tuple(FULFILMENT.values()))[0]
    if fulfilment == "post":
        return fulfilment, carriers["post"], None
    code = rng.choices(COURIERS, [carriers[code].weight for code in COURIERS])[0]
    return (
        fulfilment,
        carriers[code],
        rng.choice(story.customer.points) if fulfilment == "pickup_point" else None,
    )


def plan_parcel(story: Story, fulfilment: str, carrier: Carrier, point: Point | None) -> Parcel:
    """What is promised, and the way it would go if nothing went wrong."""
    clock, day = story.clock, story.clock.day(story.placed)
    own = story.kind == "online"
    ship_by = day + (1 if own else 2)
    handed = ship_by if own or story.rng.random() < 0.5 else day + 1
    fastest = max(1, carrier.days // 2)
    reached = handed + story.between(fastest, carrier.days)
    if story.planted and story.town.planted:
        reached = clock.day(story.town.planted.closure.start) - 1
    parcel = Parcel(
        carrier=carrier,
        point=point,
        sender="warehouse" if own else "seller",
        ship_by=ship_by,
        due=ship_by + carrier.days + carrier.slack,
        handed=handed,
        carried=reached,
        reached=reached,
        handed_at=0,
        reached_at=0,
        packer=story.rng.choice(story.town.packers).code if own else "",
        seller="" if own else story.rng.choice(story.town.sellers),
    )
    if not story.planted:
        _go_wrong(story, parcel, fulfilment)
    _set_moments(story, parcel)
    return parcel


def _go_wrong(story: Story, parcel: Parcel, fulfilment: str) -> None:
    if story.cause("lost"):
        parcel.lost_at = story.clock.at(
            parcel.due + story.between(1, 7), story.between(9 * HOUR, 18 * HOUR)
        )
        return
    if fulfilment == "home" and story.cause("false_delivery"):
        parcel.false_delivery = True
        return
    _late_at_sender(story, parcel)
    if story.cause("late_carrier", parcel.carrier.factor):
        parcel.carried = max(parcel.due, parcel.last_of_carrier) + 1 + _few(story)
        parcel.reached = parcel.carried
    _wait(story, parcel, fulfilment)


def _late_at_sender(story: Story, parcel: Parcel) -> None:
    if story.cause("late_seller"):
        parcel.handed = parcel.ship_by + parcel.carrier.slack + 1 + _few(story)
        parcel.carried = parcel.reached = parcel.last_of_carrier
    elif story.rng.random() < 0.03:
        parcel.handed = parcel.ship_by + 1
        parcel.carried = parcel.reached = parcel.last_of_carrier


def _wait(story: Story, parcel: Parcel, fulfilment: str) -> None:
    if story.cause("storm"):
        parcel.waiting_party = "nobody"
    elif fulfilment == "home" and story.cause("customer_absent"):
        parcel.waiting_party = "customer"
    elif fulfilment == "pickup_point" and story.cause("late_point"):
        parcel.waiting_party = "point"
    else:
        return
    parcel.reached = max(parcel.due, parcel.carried) + 1 + _few(story)


def _few(story: Story) -> int:
    """A few days more: most often none, seldom a week."""
    return min(10, int(story.rng.expovariate(0.6)))


def _set_moments(story: Story, parcel: Parcel) -> None:
    clock = story.clock
    parcel.handed_at = clock.at(parcel.handed, story.between(16 * HOUR, 20 * HOUR - 1))
    first, last = (9, 13) if parcel.point else (10, 20)
    parcel.reached_at = clock.at(parcel.reached, story.between(first * HOUR, last * HOUR - 1))
    _keep_clear(story, parcel)


def _keep_clear(story: Story, parcel: Parcel) -> None:
    """Only planted parcels wait at the point that is closed on purpose: others go elsewhere."""
    planted = story.town.planted
    if story.planted or planted is None or parcel.point is not planted.point:
        return
    closure = planted.closure
    if parcel.reached_at + POINT_KEEPS_CLEAR >= closure.start and parcel.reached_at < closure.end:
        others = [p for p in story.customer.points if p is not planted.point]
        parcel.point = others[0] if others else story.town.points[1]


def shares_of_delay(parcel: Parcel, seen: int) -> dict[str, float]:
    """Who overran their own due day, by share of the days overrun, up to ``seen`` (a local day)."""
    legs = (
        (parcel.sender, parcel.ship_by, parcel.handed),
        ("carrier", parcel.last_of_carrier, parcel.carried),
        (parcel.waiting_party, parcel.carried, parcel.reached),
    )
    overrun = {
        party: min(end, seen) - due for party, due, end in legs if party and min(end, seen) > due
    }
    total = sum(overrun.values())
    return {party: round(days / total, 4) for party, days in overrun.items()} or {
        parcel.sender: 1.0
    }
