"""How likely a promise is to be broken, before it is; see docs/explanation/warned-ahead.md."""

from amends.core.foresight.calibration import Band, Calibration, calibrate
from amends.core.foresight.learning import Chance, Known, Look, learn
from amends.core.foresight.looks import Seen, look_at, signs_in
from amends.core.foresight.rules import Rules

__all__ = [
    "Band",
    "Calibration",
    "Chance",
    "Known",
    "Look",
    "Rules",
    "Seen",
    "calibrate",
    "learn",
    "look_at",
    "signs_in",
]
