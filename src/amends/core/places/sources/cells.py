"""The cell of a weekday in a table, as weekly hours write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from amends.core.places.hours.words.lexicon import small
from amends.core.places.sources.names import plain
from amends.core.places.sources.values import HOURS, text_of

CLOSED_DAY = frozenset(
    plain(word)
    for word in (
        *("closed", "off", "выходной", "вых", "закрыто", "не работает", "нет", "вихідний", "вых."),
        *("зачинено", "почивен ден", "затворено", "амарна", "хаалттай", "демалыс", "жабық"),
        *("geschlossen", "zu", "ruhetag", "fermé", "cerrado", "chiuso", "fechado", "encerrado"),
        *("nieczynne", "zamknięte", "zavřeno", "zatvorené", "zatvoreno", "zaprto", "zárva"),
        *("suljettu", "gesloten", "stängt", "lukket", "stengt", "kapalı", "închis", "κλειστά"),
        *("nedirba", "uždaryta", "slēgts", "suletud", "bağlı", "yopiq"),
    )
)
DASHES = frozenset({"-", "–", "—", "x", "/"})
WHOLE_DAY = frozenset(
    plain(word)
    for word in (
        *("24", "24h", "24/7", "24 hours", "круглосуточно", "цілодобово", "24 цаг", "24 stunden"),
        *("nonstop", "całodobowo", "24 horas", "24 ore", "24h/24", "rund um die uhr"),
    )
)

_TIME = r"(\d{1,2})(?:\s?[:.hHч]\s?(\d{2})?)?"
_RANGE = re.compile(
    rf"(?<![\d:.]){_TIME}\s*(?:-|–|—|до|bis|à)\s*{_TIME}(?![\d:.]|\s?[apAP]\.?[mM])"
)
_BETWEEN = re.compile(r"(?:[,;/&+|\s]+|\b(?:uhr|hod|и|und|et|y|e|i|a)\b\.?)*")
_CLOCK = re.compile(r"\d{2}:?\d{2}")
_NOON, _SEVEN = 12, 7


def day_cell(cell: Any) -> Any:
    """A cell of a day as weekly hours write it, where that is certain; else as it stands."""
    if isinstance(cell, list) and cell and all(_CLOCK.fullmatch(text_of(each)) for each in cell):
        return _of_clocks([text_of(each) for each in cell])
    if isinstance(cell, list | Mapping):
        return cell
    text = text_of(cell, HOURS)
    bare = plain(text)
    if bare in CLOSED_DAY or text in DASHES:
        return "closed"
    if bare in WHOLE_DAY:
        return "00:00-24:00"
    return _of_ranges(text)


def _of_clocks(clocks: list[str]) -> str:
    """Openings and closings in turn, as Mondial Relay has them; ``0000`` twice is none."""
    pairs = list(zip(clocks[::2], clocks[1::2], strict=False))
    if len(clocks) % 2:
        return ", ".join(clocks)
    return ", ".join(f"{a}-{b}" for a, b in pairs if not (a == b == "0000")) or "closed"


def _of_ranges(text: str) -> str:
    ranges = list(_RANGE.finditer(text))
    between = _RANGE.split(text)[:: _RANGE.groups + 1]
    if not ranges or not all(_BETWEEN.fullmatch(small(each)) for each in between):
        return text
    if any(_either_half(*found.groups()) for found in ranges):
        return text
    return ", ".join(_written(*found.groups()) for found in ranges)


def _either_half(start: str, start_minutes: str | None, end: str, end_minutes: str | None) -> bool:
    """``9-6`` and ``9:00-6:00`` may end in the afternoon or at night; so may ``2-6`` lie."""
    early = int(start) <= _NOON and not start.startswith("0")
    small_hours = not (start_minutes or end_minutes) and int(start) > 0 and int(end) <= _SEVEN
    return early and len(end) == 1 and (0 < int(end) <= int(start) or small_hours)


def _written(start: str, start_minutes: str | None, end: str, end_minutes: str | None) -> str:
    return f"{start:0>2}:{start_minutes or '00'}-{end:0>2}:{end_minutes or '00'}"
