"""OSRM over HTTP: project-osrm.org/docs/v5.24.0/api, services `table` and `route`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from amends.core.places import Spot
from amends.core.places.roads import Mode, Router, Way
from amends.maps.asking import NoService, Service
from amends.maps.remote import RemoteRouter, Rows, cost_of, known_cost, spot_of

PROFILES: Final = {Mode.WALK: "foot", Mode.CAR: "driving"}
NOWHERE: Final = ("NoRoute", "NoSegment")
"""What OSRM says where no way leads, or no street is near."""


class Osrm(RemoteRouter):
    """One OSRM server for each mode: each serves the one profile it was prepared with."""

    name = "osrm"
    most_spots = 100
    """What `--max-table-size` is if nobody sets it."""

    def __init__(self, services: Mapping[Mode, Service], spare: Router | None = None) -> None:
        super().__init__(spare)
        self._services = services

    def _table(self, starts: Sequence[Spot], ends: Sequence[Spot], mode: Mode) -> Rows:
        first = range(len(starts))
        last = range(len(starts), len(starts) + len(ends))
        answer = self._asked(
            "table",
            [*starts, *ends],
            mode,
            {
                "sources": ";".join(map(str, first)),
                "destinations": ";".join(map(str, last)),
                "annotations": "duration,distance",
            },
        )
        if answer["code"] != "Ok":
            raise NoService("the service knows no such ways")
        return [
            [cost_of(seconds, metres) for seconds, metres in zip(times, lengths, strict=True)]
            for times, lengths in zip(answer["durations"], answer["distances"], strict=True)
        ]

    def _way(self, start: Spot, end: Spot, mode: Mode) -> Way | None:
        params = {"overview": "full", "geometries": "geojson", "steps": "false"}
        answer = self._asked("route", [start, end], mode, params)
        if answer["code"] in NOWHERE:
            return None
        route = answer["routes"][0]
        line = [spot_of(north, east) for east, north in route["geometry"]["coordinates"]]
        cost = known_cost(route["duration"], route["distance"])
        return Way((start, *line, end), cost, self.name)

    def _asked(
        self, service: str, spots: Sequence[Spot], mode: Mode, params: Mapping[str, str]
    ) -> Any:
        if mode not in self._services:
            raise NoService(f"no server for {mode}")
        places = ";".join(f"{east:.6f},{north:.6f}" for north, east in spots)
        return self._services[mode].get(f"/{service}/v1/{PROFILES[mode]}/{places}", params)
