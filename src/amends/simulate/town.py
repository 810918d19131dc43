"""The town: its brands, locations, carriers, pickup points and the staff who work there."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from amends.simulate.clock import Clock
from amends.simulate.closures import Closures, close_points, plant_closure
from amends.simulate.places import (
    Carrier,
    Location,
    Point,
    make_carriers,
    make_locations,
    make_points,
)
from amends.simulate.settings import Settings
from amends.simulate.staff import Employee, make_team


class Brand(NamedTuple):
    """One name that customers know."""

    code: str
    name: str


BRANDS = {
    "online": Brand("tavan", "Tavan"),
    "marketplace": Brand("tavan-market", "Tavan Market"),
    "store": Brand("tavan", "Tavan"),
    "restaurant": Brand("saikhan", "Saikhan Café"),
}

WEB = {"online": "web", "marketplace": "market"}


class Town:
    """Everything that stands still while the orders go through."""

    def __init__(self, settings: Settings, rng: Random) -> None:
        self.settings = settings
        self.name = settings.name
        self.mix = settings.mix
        self.preset = settings.preset
        self.clock = Clock(self.preset.zone)
        self.start = int(settings.start.timestamp())
        self.last = int(settings.last.timestamp())
        self.until = int(settings.until.timestamp())
        orders = settings.orders
        self.carriers: dict[str, Carrier] = make_carriers()
        self.points: list[Point] = make_points(self.preset, rng, orders, self.name)
        self.cafes: list[Location] = make_locations(
            self.preset, rng, "restaurant", max(2, min(60, orders // 4000)), self.name
        )
        self.stores: list[Location] = make_locations(
            self.preset, rng, "store", max(2, min(30, orders // 10_000)), self.name
        )
        self._hire(rng, orders)
        self.closures: Closures = close_points(self, rng)
        self.planted = plant_closure(self, rng)
        self.sellers = [f"seller-{n:02}" for n in range(1, max(6, min(200, orders // 2000)) + 1)]

    def _hire(self, rng: Random, orders: int) -> None:
        careless, shifting = self.mix["careless"], self.mix["blame_shifting"]
        agents = max(10, min(400, orders // 3000))
        kitchen = 4 * len(self.cafes)
        self.agents = make_team(rng, self.preset, "A", "call_centre", agents, careless, shifting)
        self.cooks = make_team(rng, self.preset, "K", "kitchen", kitchen, careless)
        self.packers = make_team(
            rng, self.preset, "W", "warehouse", max(8, min(60, orders // 5000)), careless
        )
        self.assistants = make_team(rng, self.preset, "S", "store", 3 * len(self.stores), careless)

    @property
    def staff(self) -> tuple[Employee, ...]:
        """Everybody who works for the retailer."""
        return (*self.agents, *self.cooks, *self.packers, *self.assistants)

    def money(self, units: float) -> int:
        """A price of the price list in hundredths of the town's currency, rounded as shops do."""
        step = self.preset.step
        return max(step, round(units * self.preset.rate / step) * step)


def amount(hundredths: int) -> str:
    """Money as text, from hundredths of the currency."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


def described(town: Town) -> list[tuple[str, str, dict[str, Any]]]:
    """The master data as events: type, code and data."""
    brands = {brand.code: brand for brand in BRANDS.values()}
    rows: list[tuple[str, str, dict[str, Any]]] = [
        ("brand.described", brand.code, {"name": brand.name}) for brand in brands.values()
    ]
    web = [
        (f"{WEB['online']}-{town.name}", "Tavan online", "online", "tavan"),
        (f"{WEB['marketplace']}-{town.name}", "Tavan Market", "marketplace", "tavan-market"),
    ]
    rows += [
        ("location.described", code, _location(town, name, kind, brand))
        for code, name, kind, brand in web
    ]
    for place in (*town.stores, *town.cafes):
        rows.append(
            (
                "location.described",
                place.code,
                _location(town, place.name, place.kind, BRANDS[place.kind].code),
            )
        )
    rows += [("point.described", point.code, _point(town, point)) for point in town.points]
    return rows


def _location(town: Town, name: str, kind: str, brand: str) -> dict[str, Any]:
    preset = town.preset
    return {
        "name": name,
        "time_zone": preset.zone,
        "currency": preset.currency,
        "brand": brand,
        "kind": kind,
        "jurisdiction": preset.jurisdiction,
    }


def _point(town: Town, point: Point) -> dict[str, Any]:
    return {
        "name": point.name,
        "time_zone": town.preset.zone,
        "address": point.address,
        "lat": point.lat,
        "lon": point.lon,
        "hours": point.hours.text,
        "operator": point.operator,
        "payment": True,
        "open": True,
    }
