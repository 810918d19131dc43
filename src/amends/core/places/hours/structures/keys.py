"""What the keys of one entry of weekly hours mean, in whatever way a network spells them."""

from __future__ import annotations

import re
from typing import Any, Final

from amends.core.places.hours.notation.tokens import NotUnderstood

START, END = 0, 1


def words(text: str) -> frozenset[str]:
    """The words of a list, parted by blanks."""
    return frozenset(text.split())


_ENDS: Final = (
    words(
        "open opens opensat openat opentime openingtime openinghour openhour openhours opening "
        "start starts starttime startat startsat starttm from fromtime timefrom timestart timeopen "
        "begin begins begintime beginworktime hoursfrom hourfrom worktimefrom workingtimefrom od "
        "von opentimefrom"
    ),
    words(
        "close closes closesat closeat closetime closingtime closinghour closehour closehours "
        "closing end ends endtime endat endsat endtm to totime timeto timeend timeclose until "
        "till finish endworktime hoursto hourto worktimeto workingtimeto do bis opentimeto"
    ),
)
_SLOTS: Final = (
    *("morning", "afternoon", "evening", "am", "pm", "1", "2", "3"),
    *("lunchbreak", "lunchtime", "lunch", "breaktime", "break", "pause"),
)
PAUSES: Final = frozenset(_SLOTS[8:])

DAYS: Final = words(
    "day days weekday weekdays dayofweek daysofweek dow weekdayid dayid daycode daynumber "
    "dayname weekdayname dayofweekname weekdayno"
)
FIRST_DAY: Final = words("dayfrom fromday firstday startday startweekday beginday dayofweekfrom")
LAST_DAY: Final = words("dayto today lastday endday endweekday dayofweekto")
RANGES: Final = words(
    "time times hours hour worktime workingtime workinghours workhours openinghours openhours "
    "openingtimes opentimes businesshours operationalhours intervals interval periods period "
    "timeslots slots slot ranges range timeframelist timeframes string value values odo"
)
BREAKS: Final = words(
    "break breaks breaktime lunch lunches lunchbreak lunchtime lunchhours pause pauses"
)
SHUT: Final = words(
    "closed isclosed isdayoff dayoff isoff off isholiday nonworking closedallday isclosedallday"
)
SERVES: Final = words("isopen opened isopened isworking working isworkingday isavailable available "
                     "enabled isenabled active isactive")  # fmt: skip
WHOLE: Final = words(
    "is24hours open24hours allday isallday isopenallday openallday 24h is24h alwaysopen "
    "isalwaysopen fullday h24 isopen24hours open24h 247 is247 roundtheclock"
)
KINDS: Final = words("type hourstype kind status state operationalhourstype openingtype")
_OF_OPENING: Final = words(
    "regular open opened opening openinghours normal hours standard openbyhours working workday "
    "businesshours openinghoursspecification"
)
_OF_SHUT: Final = words("closed off dayoff closedallday nonworking")
_OF_WHOLE: Final = words("open24hours open24h openallday allday 24hours 24h")
SILENT: Final = words(
    "id uid uuid name label title order sort sortorder position index context "
    "timezoneoffset zoneoffset utcoffset isovernight openday closeday locale"
)
"""What may stand in an entry without saying anything of its hours."""
_ZONES: Final = words("timezone tz timezoneid zone")
_UNIVERSAL: Final = words("utc gmt z etcutc etcgmt")

_YES: Final = words("true yes y 1 t")
_NO: Final = words("false no n 0 f")


def bare(name: Any) -> str:
    """A key without capitals, blanks and marks: ``opens_at``, ``opensAt`` are one."""
    return "".join(sign for sign in str(name).casefold() if sign.isalnum())


def end_of(name: str) -> tuple[int, str] | None:
    """Which end of a stretch a key names, and of which stretch: ``openMorning``, ``lunchTo``."""
    for slot in ("", *_SLOTS):
        for core in (name.removeprefix(slot), name.removesuffix(slot)):
            for which in (START, END):
                if core in _ENDS[which] and (slot or core == name):
                    return which, slot
    return None


def flag(value: Any) -> bool | None:
    """Yes or no; ``None`` where it is neither."""
    if isinstance(value, bool):
        return value
    word = bare(value) if isinstance(value, str | int) else ""
    return True if word in _YES else False if word in _NO else None


def kind_said(value: Any) -> bool | None:
    """What a key of ``KINDS`` says: hours as usual (None), closed (False), the whole day (True).

    Errors: ``NotUnderstood``: hours of the telephone, of a season, or of collecting.
    """
    word = bare(value)
    if word in _OF_OPENING:
        return None
    if word in _OF_SHUT | _OF_WHOLE:
        return word in _OF_WHOLE
    raise NotUnderstood(f"hours of the kind “{str(value)[:40]}” are not understood")


def is_silent(name: str, value: Any) -> bool:
    """Whether a key says nothing of when it is open."""
    if name in _ZONES:
        return bare(value) not in _UNIVERSAL
    return name in SILENT or value is None or value is False or value in ("", [], {}, 0)


_OFFSET = re.compile(r"(?<=[\d.])\s?(?:[zZ]|[+-]\d{2}:?\d{2})$")
_NO_DATE = re.compile(r"^(?:1970-01-01|0001-01-01|1900-01-01|1899-12-3[01]|2000-01-01)[T ]")


def without_date(text: str) -> str:
    """A time without the day that stands for none. Errors: ``NotUnderstood`` with an offset.

    Whether the offset is that of the place is not certain: many files have UTC for all.
    """
    if _OFFSET.search(text):
        raise NotUnderstood(f"“{text[:40]}”: in which time zone?", "time_zone")
    return _NO_DATE.sub("", text)
