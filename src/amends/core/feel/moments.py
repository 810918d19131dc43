"""Dates, times, and both together, as FEEL's texts write them (DMN 1.5, 10.3.2.3)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from amends.core.feel.durations import Months, read_duration, read_months

DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[\w/+-]+)?", re.ASCII
)
Temporal = date | time | datetime | timedelta | Months


def read_date(text: str) -> date:
    """A date; raise ``ValueError`` for anything else."""
    match = DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(*map(int, match.groups()))


def read_time(text: str) -> time:
    """A time of day, with a zone, an offset or neither."""
    match = TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    hour, minute, second, fraction, zone = match.groups()
    microsecond = int((fraction or "")[:6].ljust(6, "0"))
    return time(int(hour), int(minute), int(second), microsecond, read_zone(zone))


def read_moment(text: str) -> datetime:
    """A date with a time of day; a date alone begins at midnight."""
    day, separator, clock = text.partition("T")
    return datetime.combine(read_date(day), read_time(clock) if separator else time())


def midnight(day: date) -> datetime:
    """A date as a date with a time (DMN 1.5, 10.3.2.9.4)."""
    return datetime.combine(day, time(tzinfo=UTC))


def read_zone(text: str | None) -> tzinfo | None:
    """``Z``, ``+08:00`` or ``@Asia/Ulaanbaatar``."""
    if not text:
        return None
    if text == "Z":
        return UTC
    if text.startswith("@"):
        return ZoneInfo(text[1:])
    hours, minutes, *seconds = map(int, text[1:].split(":"))
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes, seconds=sum(seconds))
    return timezone(-offset if text[0] == "-" else offset)


READERS = (read_date, read_time, read_moment, read_duration, read_months)


def read_temporal(text: str) -> Temporal:
    """What ``@"..."`` means: the first of all kinds whose text this is."""
    for reader in READERS:
        try:
            return reader(text)
        except (ValueError, OverflowError, KeyError, OSError):
            continue
    raise ValueError(text)


def show_time(value: time) -> str:
    """A time as FEEL writes it."""
    fraction = f".{value.microsecond:06}".rstrip("0").rstrip(".")
    return value.strftime("%H:%M:%S") + fraction + show_zone(value.tzinfo, value)


def show_moment(value: datetime) -> str:
    """A date with a time as FEEL writes it."""
    zone = show_zone(value.tzinfo, value)
    return f"{value.date().isoformat()}T{show_time(value.time())}{zone}"


def show_zone(zone: tzinfo | None, at: time | datetime) -> str:
    """The zone after a time: nothing, ``Z``, an offset or ``@`` and its name."""
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    offset = at.utcoffset() or timedelta()
    if not offset:
        return "Z"
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
