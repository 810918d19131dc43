"""The map of this installation: streets, ways and addresses, as far as one is set up.

Without a map ways are straight lines, no address is found, and no street is drawn; what the
customer may choose is the same. So it is with a map that cannot be read: the log says why.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from django.conf import settings

from amends.app.config.services import service_of
from amends.core.errors import AmendsError
from amends.core.places.addresses import Geocoder, KnownAddresses
from amends.core.places.roads import Mode, Router, StraightLine
from amends.maps.addresses import MapGeocoder
from amends.maps.asking import Service
from amends.maps.kept import load
from amends.maps.lookup import Nominatim, Photon
from amends.maps.osrm import Osrm
from amends.maps.roads import RoadGraph
from amends.maps.streets import Streets
from amends.maps.valhalla import Valhalla

log = logging.getLogger(__name__)

PATTERN: Final = "*.osm.pbf"
NOMINATIM_GAP: Final = 1.0
"""Seconds between two questions: its policy asks for no more than one in a second."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What ways and addresses are looked up with; ``streets`` is ``None`` without a map."""

    router: Router
    geocoder: Geocoder
    streets: Streets | None


class _Once:
    """What is made once a process; whoever asks meanwhile waits for it."""

    def __init__(self, make: Callable[[], Ground]) -> None:
        self._make, self._lock = make, Lock()
        self._made: Ground | None = None

    def __call__(self) -> Ground:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    def cache_clear(self) -> None:
        self._made = None


def _ground() -> Ground:
    own = _own() or Ground(StraightLine(), KnownAddresses({}), None)
    return Ground(
        router=_router(settings.AMENDS_ROUTER, own.router),
        geocoder=_geocoder(settings.AMENDS_GEOCODER, own.geocoder),
        streets=own.streets,
    )


ground = _Once(_ground)
"""The map that AMENDS_MAP names, or the only one in AMENDS_HOME/maps; read once a process."""


def finds_addresses() -> bool:
    """Whether what people write of a place can be looked up at all."""
    return bool(settings.AMENDS_GEOCODER) or ground().streets is not None


def map_file() -> Path | None:
    """The extract that is set up, if one is."""
    if settings.AMENDS_MAP:
        return Path(settings.AMENDS_MAP)
    found = sorted((settings.AMENDS_HOME / "maps").glob(PATTERN))
    return found[0] if found else None


def _own() -> Ground | None:
    path = map_file()
    if path is None:
        return None
    try:
        return _read(path)
    except (AmendsError, OSError, MemoryError) as error:
        log.error("the map cannot be read, so ways are straight lines: %s", error)
        return None


def _read(path: Path) -> Ground:
    extract = load(path, settings.AMENDS_HOME / "maps" / "kept")
    return Ground(RoadGraph(extract), MapGeocoder(extract), Streets(extract))


def _router(named: str, spare: Router) -> Router:
    kind, url = service_of(named)
    if kind == "osrm":
        return Osrm({mode: Service(url) for mode in Mode}, spare)
    return Valhalla(Service(url), spare) if kind == "valhalla" else spare


def _geocoder(named: str, spare: Geocoder) -> Geocoder:
    kind, url = service_of(named)
    if kind == "nominatim":
        return Nominatim(Service(url, gap=NOMINATIM_GAP), spare)
    return Photon(Service(url), spare) if kind == "photon" else spare
