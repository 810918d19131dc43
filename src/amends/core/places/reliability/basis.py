"""On whose record a point is judged, so that nothing is said of it that it has not shown itself."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """What the lower bound of a point rests on."""

    OWN = "own"
    """Visits to the point itself, with what its operator shows."""
    OPERATOR = "operator"
    """Nobody came yet: what its operator's other points show."""
    USUAL = "usual"
    """Nothing is known of its operator either: what the rulebook takes for usual."""


def basis(*, visits: int, operator_is_known: bool) -> Basis:
    """``visits`` to the point itself; ``operator_is_known``: by visits to its other points."""
    if visits:
        return Basis.OWN
    return Basis.OPERATOR if operator_is_known else Basis.USUAL
