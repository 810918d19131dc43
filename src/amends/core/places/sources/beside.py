"""Columns that change the hours beside them: days, ends, breaks, closings, flags.

They are read together with the hours, or the point is not offered: a lunch that goes unread is
worse than hours that are not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from amends.core.places.hours.structures.days import days_said
from amends.core.places.hours.structures.keys import end_of
from amends.core.places.points import Closure
from amends.core.places.sources.closures import OPEN_END
from amends.core.places.sources.rows import Draft
from amends.core.places.sources.service import DOES_NOT, NO, OUT_OF_SERVICE, flag_of, plain_word
from amends.core.places.sources.values import NAME, WORD, day_of, text_of

SHUT, CHANGES, ENDED, BEGINS, DAYS, END = "shut", "changes", "ended", "begins", "days of", "end of"
OTHERS = "hours of"
"""What begins the name of a field of such a column; its heading follows."""
_BY = ": "
_BASES: Final = str.maketrans({"й": "и", "ä": "a", "ß": "ss", "ё": "е"})


def _plain_pattern(text: str) -> re.Pattern[str]:
    """A pattern for plain names, which have letters without their marks."""
    return re.compile(text.translate(_BASES))


NEVER_BEFORE: Final = "1900-01-01"

_SHUT: Final = re.compile(
    r"(is)?(permanently|temporarily|temporary|temp)?(closed|disabled|deleted|suspended|blocked"
    r"|inactive|archived|outofservice|removed)(temporarily|permanently)?"
)
_CHANGES: Final = _plain_pattern(
    r"(lunch|break|pause)(es|s)?(break|time|hours?)?|(with)?lunchbreak|closedforlunch"
    r"|обед|обеденныйперерыв|перерыв(наобед)?|перерыва?|перерва|обіднявперва|завсарлага|цайныцаг"
    r"|mittagspause|mittag|przerwa|polednipauza|poledniprestavka|prestavka|pausa|lounas|昼休み"
    r"|(opening)?hours?exceptions?|exceptions?(list|days|hours)?|exceptional.*"
    r"|special(opening|work|business)?(hours?|days?|dates?|schedule).*|holidays?(hours?|s)?"
    r"|publicholidays?(hours)?|праздник.*|праздничныедни|feiertage?"
    r"|temp(orary)?(service|opening|working)?hours.*|changedhours|временный(график|режим).*"
    r"|(days?off|closed?(days?|on)|offdays?|closing(days?|on)|nonworkingdays?|weeklyoff)"
    r"|выходн(ой|ые)(дни|день)?|вихідн(ий|і)(дні|день)?|нерабочиедни|ruhetage?|schließtage?"
    r"|dni(wolne|zamkniecia)|jours?defermeture|fermeture|dias?decierre|giorn[oi]dichiusura"
    r"|амралтынөдөр(үүд)?|定休日|休業日"
    r"|season(al)?|seasonality|сезонн.*|(by)?appointment(only|required)?|попредварительнойзаписи"
)
_ENDED: Final = _plain_pattern(
    r"enddate|dateclosed|closedat|closingdate|closuredate|closedsince|датазакрытия|disused|abandoned"
)
_BEGINS: Final = _plain_pattern(
    r"openingdate|dateopened|opensfrom|opensons?|датаоткрытия|plannedopening"
)
_HOURS_WORDS: Final = re.compile(
    r"\b(opening|open|working|business)?[\s_]*(hours|times?)\b|часы( работы)?|режим работы"
    r"|öffnungszeiten|godziny( otwarcia)?|horaires?|horario|orari|aukioloajat",
    re.IGNORECASE,
)


_HOURS_AHEAD: Final = _plain_pattern(
    r"(horarios?|horaires?|orario|orari|öffnungszeiten|godziny|часы(работы)?|времяработы"
    r"|режимработы|график(работы)?|(opening|open|working|business)?hours)"
    r"(?!.*(phone|tel|call|звон)|$)"
)
"""``horarioLV`` beside ``horarioSabado``: hours, of days that nobody understands."""
_TIMES: Final = re.compile(r"\d{1,2}[:.hH]\d{2}.*\d{1,2}[:.hH]\d{2}|\d\s?-\s?\d")
_OF_DAYS: Final = frozenset({"mo", "tu", "we", "th", "fr", "sa", "su"})


@lru_cache(maxsize=4096)
def beside(name: str, bare: str, days: tuple[tuple[str, str], ...]) -> str:
    """The field of a column that changes hours; "" for any other. ``days``: their plain names."""
    if _SHUT.fullmatch(bare) or plain_word(name) in _SHUT_IN_WORDS:
        return f"{SHUT}{_BY}{name}"
    for kind, pattern in ((CHANGES, _CHANGES), (ENDED, _ENDED), (BEGINS, _BEGINS)):
        if pattern.fullmatch(bare):
            return f"{kind}{_BY}{name}"
    end = _end_of_a_day(bare, days)
    if end:
        return f"{END}{_BY}{end}"
    words = " ".join(_HOURS_WORDS.sub(" ", name).replace("_", " ").split())
    certain = _LEAST <= len(name) <= WORD or not words.isalpha()
    if words and certain and days_said(words):
        return f"{DAYS}{_BY}{words}"
    return f"{OTHERS}{_BY}{name}" if _HOURS_AHEAD.match(bare) else ""


_SHUT_IN_WORDS: Final = OUT_OF_SERVICE - {"created", "planned", "off", "under construction"}
_LEAST: Final = 4
"""Shorter headings that are days to some are streets and houses to others."""


def _end_of_a_day(bare: str, days: tuple[tuple[str, str], ...]) -> str:
    """``mo open`` of "mon_open", "Montag von", "mo_2_close"."""
    for name, day in days:
        for rest in (bare.removeprefix(name), bare.removesuffix(name)):
            end = end_of(rest) if rest not in (bare, "") else None
            if end:
                return f"{day} {('open', 'close')[end[0]]}{end[1]}"
    return ""


def _of(row: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    for field, value in row.items():
        if field.startswith(f"{kind}{_BY}"):
            yield field.removeprefix(f"{kind}{_BY}"), value


def ends_by_day(row: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The weekly hours of columns like ``mon_open``, ``mon_close``."""
    week: dict[str, dict[str, Any]] = {}
    for name, value in _of(row, END):
        day, _, end = name.partition(" ")
        week.setdefault(day, {})[end] = text_of(value) or None
    return week


def of_several_days(row: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of columns like ``Mon-Fri``, by their headings."""
    return {name: value for name, value in _of(row, DAYS) if value not in (None, "")}


def is_shut(row: Mapping[str, Any], draft: Draft) -> bool:
    """Whether a column says that the point is closed for good or for a while."""
    found = False
    for name, value in _of(row, SHUT):
        said = flag_of(value)
        if said is None and not _says_nothing(value):
            said = plain_word(str(value)) in DOES_NOT or None
            if said is None:
                _unsure(name, value, draft)
        found = found or said is True
    return found


def note_changes(row: Mapping[str, Any], draft: Draft) -> None:
    """Keep a point from offers whose hours are changed by what stands beside them."""
    for name, value in _of(row, CHANGES):
        if not _says_nothing(value):
            _unsure(name, value, draft)
    if has_days(row):
        for name, value in _of(row, OTHERS):
            if _TIMES.search(text_of(value)):
                _unsure(name, value, draft)


def has_days(fields: Iterable[str]) -> bool:
    """Whether some columns are those of days."""
    return any(field in _OF_DAYS or field.startswith((DAYS, END)) for field in fields)


def dated_closures(row: Mapping[str, Any], draft: Draft) -> Iterator[Closure]:
    """Closed since the day on which it ended, or until the day on which it begins."""
    for name, value in _of(row, ENDED):
        day = day_of(value)
        if day:
            yield Closure(day, OPEN_END)
        elif not _says_nothing(value):
            _unsure(name, value, draft)
    for name, value in _of(row, BEGINS):
        day = day_of(value)
        if day:
            yield Closure(NEVER_BEFORE, (date.fromisoformat(day) - timedelta(days=1)).isoformat())
        elif not _says_nothing(value):
            _unsure(name, value, draft)


def _says_nothing(value: Any) -> bool:
    if value is None or value is False or value in ("", [], {}, 0):
        return True
    return isinstance(value, str) and (plain_word(value) in NO | {""} or value.strip() in "-–—")


def _unsure(name: str, value: Any, draft: Draft) -> None:
    said = text_of(value, WORD) or text_of(str(value), WORD)
    draft.unsure(f"“{text_of(name, NAME)}: {said}” beside its hours is not understood")
