"""The people who work for the retailer, and what they are really like."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from amends.simulate.presets import Preset
from amends.simulate.words import words

LINES = 4
CARELESS_ERRORS = 4.0


@dataclass(frozen=True, slots=True)
class Employee:
    """One employee; ``errors`` is how often they err against the average of their team."""

    code: str
    name: str
    team: str
    line: str
    character: str
    errors: float = 1.0

    @property
    def careless(self) -> bool:
        """Whether they promise blindly, err more and give too easily."""
        return self.character == "careless"

    @property
    def blame_shifting(self) -> bool:
        """Whether they write that the carrier did it."""
        return self.character == "blame_shifting"


def make_team(
    rng: Random,
    preset: Preset,
    prefix: str,
    team: str,
    size: int,
    careless: float,
    shifting: float = 0.0,
) -> list[Employee]:
    """A team of ``size``; a share above 0 gives at least one of its kind. Codes tell nothing."""
    characters = _characters(size, careless, shifting)
    rng.shuffle(characters)
    mean = sum(CARELESS_ERRORS if c == "careless" else 1.0 for c in characters) / size
    names = words(preset.staff_language)
    return [
        Employee(
            code=f"{prefix}{number:03}",
            name=f"{rng.choice(names['given'])} {rng.choice(names['family'])}",
            team=team,
            line=f"line {number % LINES + 1}" if team == "call_centre" else "",
            character=character,
            errors=(CARELESS_ERRORS if character == "careless" else 1.0) / mean,
        )
        for number, character in enumerate(characters, start=1)
    ]


def _characters(size: int, careless: float, shifting: float) -> list[str]:
    lax = _at_least_one(size, careless)
    shifty = min(size - lax, _at_least_one(size, shifting))
    return ["careless"] * lax + ["blame_shifting"] * shifty + ["careful"] * (size - lax - shifty)


def _at_least_one(size: int, share: float) -> int:
    return max(1, round(size * share)) if share else 0
