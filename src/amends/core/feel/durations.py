"""Durations as ISO 8601 writes them: days and time, or years and months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

DURATION = re.compile(
    r"(-)?P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?", re.ASCII
)
MONTHS = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A duration of years and months, which has no fixed number of days."""

    count: int

    def __str__(self) -> str:
        return show_months(self)


def read_duration(text: str) -> timedelta:
    """Days, hours, minutes and seconds of ISO 8601."""
    match = DURATION.fullmatch(text)
    if match is None or text.endswith("P"):
        raise ValueError(text)
    sign, days, hours, minutes, seconds, fraction = match.groups()
    length = timedelta(
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
        microseconds=int((fraction or "")[:6].ljust(6, "0")),
    )
    return -length if sign else length


def show_duration(value: timedelta) -> str:
    """A duration as ISO 8601."""
    seconds = abs(value) // timedelta(seconds=1)
    fraction = f".{abs(value).microseconds:06}".rstrip("0").rstrip(".")
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    minutes, seconds = divmod(seconds, 60)
    clock = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M")) if count)
    if seconds or fraction:
        clock += f"{seconds}{fraction}S"
    if not days and not clock:
        return "PT0S"
    day = f"{days}D" if days else ""
    return ("-" if value < timedelta() else "") + "P" + day + ("T" + clock if clock else "")


def read_months(text: str) -> Months:
    """Years and months of ISO 8601."""
    match = MONTHS.fullmatch(text)
    if match is None or text.endswith("P"):
        raise ValueError(text)
    sign, years, months = match.groups()
    count = int(years or 0) * 12 + int(months or 0)
    return Months(-count if sign else count)


def show_months(value: Months) -> str:
    """Years and months as ISO 8601."""
    years, months = divmod(abs(value.count), 12)
    text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    return ("-" if value.count < 0 else "") + "P" + text
