"""Where an address, a street or a station is: what a geocoder answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from amends.core.places.distance import Spot, distance


class Kind(StrEnum):
    """What was found."""

    HOUSE = "house"
    STREET = "street"
    STATION = "station"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a text may mean.

    ``certainty`` is between 0 and 1: how much of the text is this name, spelling forgiven.
    ``within`` is the town or quarter around it, where it is known.
    """

    name: str
    kind: Kind
    spot: Spot
    certainty: float
    within: str = ""


# Not a shop's to set: they hang on how the geocoder reckons ``certainty``, and were found with it.
SURE: Final = 0.9
"""A place less certain than this is asked about."""

AHEAD: Final = 0.05
"""A place that is not ahead of the next by this much is asked about."""

AROUND: Final = 250.0
"""Metres: a station and its square are one place to pass by; so far apart do maps put the two."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The places that a text may mean, the most certain first.

    ``by`` names the geocoder that answered; ``trouble`` says why it is not the one that was asked,
    or why nothing could be looked up.
    """

    found: tuple[Found, ...]
    by: str
    trouble: str = ""

    @property
    def sure(self) -> Found | None:
        """The place meant; ``None`` where the customer must be asked which, or to write anew."""
        if not self.found or self.found[0].certainty < SURE:
            return None
        best, *others = self.found
        near = (other for other in others if best.certainty - other.certainty < AHEAD)
        return None if any(near) else best

    @property
    def to_pass(self) -> Found | None:
        """The place meant by somebody who passes there: several so near each other are one."""
        if not self.found or self.found[0].certainty < SURE:
            return None
        best, *others = self.found
        rivals = (other for other in others if best.certainty - other.certainty < AHEAD)
        return None if any(distance(best.spot, each.spot) > AROUND for each in rivals) else best

    @property
    def to_ask(self) -> tuple[Found, ...]:
        """The places to choose from: those that the text may as well mean; of unsure ones, all."""
        if not self.found or self.found[0].certainty < SURE:
            return self.found
        best = self.found[0].certainty
        return tuple(each for each in self.found if best - each.certainty < AHEAD)


class Geocoder(Protocol):
    """Finds places by what people write. It never raises because an outside service fails."""

    def find(self, text: str, *, near: Spot | None = None, most: int = 5) -> Finding:
        """The places that a text may mean; among equals those nearer to ``near`` come first."""


@dataclass(frozen=True, slots=True)
class KnownAddresses:
    """The in-memory twin for tests: it knows the texts it was told."""

    places: Mapping[str, tuple[Found, ...]]

    def find(self, text: str, *, near: Spot | None = None, most: int = 5) -> Finding:
        return Finding(self.places.get(text, ())[:most], "known")
