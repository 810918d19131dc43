"""What became of one place's hours: understood, or refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from amends.core.places.hours.schedule import Schedule


@dataclass(frozen=True)
class Understood:
    """Hours that were read with certainty.

    ``read_as`` is what was read, in OpenStreetMap's notation; ``by`` names the reader ("osm",
    "words", or the structure's name). A place with ``flags`` is not offered before somebody of the
    staff has looked: each flag says in words what is odd (text and structure disagree, ...).
    ``notes`` are the source's own words that change no hours ("on appointment").
    """

    schedule: Schedule
    read_as: str
    by: str
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    understood: ClassVar[Literal[True]] = True

    @property
    def offered(self) -> bool:
        """Whether the place may be offered by these hours."""
        return not self.flags


@dataclass(frozen=True)
class Refused:
    """Hours that are not certain; such a place is never offered.

    ``code`` is stable and machine readable; ``reason`` says it in words, with the piece meant.
    """

    reason: str
    code: str = "not_understood"
    text: str | None = None

    understood: ClassVar[Literal[False]] = False
    offered: ClassVar[Literal[False]] = False


Reading = Understood | Refused
