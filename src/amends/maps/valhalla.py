"""Valhalla over HTTP: valhalla.github.io/valhalla/api, `sources_to_targets` and `route`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from amends.core.places import Spot
from amends.core.places.roads import Mode, Router, Way
from amends.maps.asking import Service
from amends.maps.remote import RemoteRouter, Rows, cost_of, known_cost, spot_of

COSTING: Final = {Mode.WALK: "pedestrian", Mode.CAR: "auto"}
NOWHERE: Final = (171, 442)
"""Error codes: no street near a spot; no path."""

METRES: Final = 1000
"""In the kilometre in which Valhalla tells lengths."""


class Valhalla(RemoteRouter):
    """One Valhalla server serves all modes."""

    name = "valhalla"
    most_spots = 50
    """`max_matrix_location_pairs` is 2500 if nobody sets it."""

    def __init__(self, service: Service, spare: Router | None = None) -> None:
        super().__init__(spare)
        self._service = service

    def _table(self, starts: Sequence[Spot], ends: Sequence[Spot], mode: Mode) -> Rows:
        answer = self._service.post(
            "/sources_to_targets",
            {
                "sources": [_place(spot) for spot in starts],
                "targets": [_place(spot) for spot in ends],
                "costing": COSTING[mode],
                "units": "kilometers",
            },
        )
        rows = answer["sources_to_targets"]
        return [[cost_of(each["time"], _metres(each["distance"])) for each in row] for row in rows]

    def _way(self, start: Spot, end: Spot, mode: Mode) -> Way | None:
        question = {
            "locations": [_place(start), _place(end)],
            "costing": COSTING[mode],
            "units": "kilometers",
            "directions_type": "none",
        }
        answer = self._service.post("/route", question)
        if answer.get("error_code") in NOWHERE:
            return None
        trip = answer["trip"]
        line = [spot for leg in trip["legs"] for spot in polyline(leg["shape"])]
        cost = known_cost(trip["summary"]["time"], _metres(trip["summary"]["length"]))
        return Way((start, *line, end), cost, self.name)


def polyline(text: str, *, digits: int = 6) -> list[Spot]:
    """A line from its encoded form: developers.google.com/maps/documentation/utilities/
    polylinealgorithm, with six digits after the point as Valhalla has it."""
    numbers = _numbers(text)
    if len(numbers) % 2:
        raise ValueError("a line has two numbers for each spot")
    spots, north, east = [], 0, 0
    for up, right in zip(numbers[::2], numbers[1::2], strict=True):
        north, east = north + up, east + right
        spots.append(spot_of(north / 10**digits, east / 10**digits))
    return spots


def _numbers(text: str) -> list[int]:
    numbers, value, shift = [], 0, 0
    for letter in text:
        bits = ord(letter) - 63
        if not 0 <= bits < 64 or shift > 30:
            raise ValueError("no encoded line")
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift:
        raise ValueError("an encoded line that was cut off")
    return numbers


def _place(spot: Spot) -> dict[str, float]:
    return {"lat": round(spot[0], 6), "lon": round(spot[1], 6)}


def _metres(kilometres: Any) -> float | None:
    return None if kilometres is None else float(kilometres) * METRES
