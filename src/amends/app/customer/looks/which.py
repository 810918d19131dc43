"""Which of several places is meant: a list with letters, and the same letters on the map."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from amends.app.actions.places.wishes import Granted, pick
from amends.app.locale import Speech
from amends.core.places import Spot
from amends.core.places.addresses import Found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a text may mean; ``label`` is its letter in the list and on the map."""

    code: str
    label: str
    value: str
    name: str
    about: str
    spot: Spot


def candidates_of(speech: Speech, granted: Granted | None) -> dict[str, list[Candidate]]:
    """What the texts of ``start`` and ``end`` may mean, where it has to be asked."""
    meant = {"start": granted.start, "end": granted.end} if granted else {}
    letters = iter(ascii_uppercase)
    return {
        field: [_candidate(speech, field, next(letters), each) for each in place.found]
        for field, place in meant.items()
        if place and not place.spot
    }


def _candidate(speech: Speech, field: str, letter: str, found: Found) -> Candidate:
    value = pick(found.spot, found.name)
    kind = speech.say(f"place.kind.{found.kind}")
    about = ", ".join(filter(None, (kind, found.within)))
    return Candidate(f"{field} {value}", letter, value, found.name, about, found.spot)
