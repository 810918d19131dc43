"""The town's clock: moments are whole seconds since 1970 in UTC, days are local ones since 1970.

Integers keep a simulation of millions of events fast; they become text with an offset only when
an event is written.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = 86_400
HOUR = 3_600
MINUTE = 60
_EPOCH = date(1970, 1, 1)
_MINUTES = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(1440))
_SECONDS = tuple(f":{second:02}" for second in range(60))


class Clock:
    """Moments and days in one time zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._offsets: dict[int, tuple[int, str]] = {}
        self._dates: dict[int, str] = {}

    def text(self, at: int) -> str:
        """The moment in ISO 8601 with the zone's offset."""
        offset, suffix = self._offset(at)
        day, second = divmod(at + offset, DAY)
        return f"{self.date(day)}T{_MINUTES[second // 60]}{_SECONDS[second % 60]}{suffix}"

    def date(self, day: int) -> str:
        """The day in ISO 8601."""
        text = self._dates.get(day)
        if text is None:
            text = self._dates[day] = (_EPOCH + timedelta(days=day)).isoformat()
        return text

    def day(self, at: int) -> int:
        """The local day of a moment."""
        return (at + self._offset(at)[0]) // DAY

    def second(self, at: int) -> int:
        """Seconds since local midnight."""
        return (at + self._offset(at)[0]) % DAY

    def at(self, day: int, second: int) -> int:
        """The moment at which the local clock is ``second`` seconds past midnight of ``day``."""
        local = day * DAY + second
        return local - self._offset(local - self._offset(local)[0])[0]

    def end(self, day: int) -> int:
        """The last whole second of a local day."""
        return self.at(day + 1, 0) - 1

    def _offset(self, at: int) -> tuple[int, str]:
        quarter = at // 900
        known = self._offsets.get(quarter)
        if known is None:
            known = self._offsets[quarter] = self._find_offset(quarter * 900)
        return known

    def _find_offset(self, at: int) -> tuple[int, str]:
        moment = datetime.fromtimestamp(at, UTC).astimezone(self._zone)
        offset = moment.utcoffset() or timedelta()
        return int(offset.total_seconds()), moment.isoformat()[-6:]


def weekday(day: int) -> int:
    """The weekday of a day since 1970: Monday is 0."""
    return (day + 3) % 7


def short_date(text: str, language: str) -> str:
    """An ISO date as people write it: day and month."""
    month, day = text[5:7], text[8:10]
    return f"{month}/{day}" if language == "mn" else f"{day}.{month}"
