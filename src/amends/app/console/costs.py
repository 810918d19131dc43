"""How the comparison of costs is drawn: two bars with their intervals, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.app.actions.time_spent.comparing import Line
from amends.core.staff.comparing import Compared, Side

WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One side: money and time as parts of a bar of 100, and where its interval lies."""

    name: str
    side: Side
    money: float
    minutes: float
    low: float | None
    width: float | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line with its two bars, and by how much the cheaper side costs less, if that is told."""

    line: Line
    bars: Sequence[Bar]
    gap: Sequence[float]


def drawn(lines: Sequence[Line]) -> list[Drawn]:
    """Every line on the scale of the dearest."""
    sides = [side for each in lines for side in (each.compared.at_once, each.compared.looked_into)]
    most = max((max(each.cost, each.high or 0) for each in sides), default=0) or 1
    return [
        Drawn(
            each,
            [
                _bar("at_once", each.compared.at_once, most),
                _bar("look_into", each.compared.looked_into, most),
            ],
            _gap(each.compared),
        )
        for each in lines
    ]


def _gap(compared: Compared) -> Sequence[float]:
    """The difference and its interval, above nothing; empty where nothing is told."""
    if compared.less is None or compared.low is None or compared.high is None:
        return ()
    ends = sorted((abs(compared.low), abs(compared.high)))
    return (abs(compared.less), *ends)


def _bar(name: str, side: Side, most: float) -> Bar:
    scale = WIDTH / most
    low = None if side.low is None else side.low * scale
    width = None if side.low is None or side.high is None else (side.high - side.low) * scale
    money = side.money * scale
    return Bar(name, side, money, side.cost * scale - money, low, width)
