"""The forms that a value in an event's data may have, each with the error that teaches it.

A form is named in ``events.toml``; a value that does not have it is refused with the path of the
field. The limits are those of the record, so that what is accepted can be stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from amends.core.errors import BadEvent, said
from amends.core.places.calendars import is_calendar

FIRST_YEAR, LAST_YEAR = 1970, 2999
LONGEST_LIST = 1000
DECIMALS = 4
MOST_COUNTED = 1_000_000_000
A_MOMENT = "2026-11-22T18:00:00+03:00"
AMOUNT = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?")
COUNTRY = re.compile(r"[A-Z]{2}")
CURRENCY = re.compile(r"[A-Z]{3}")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,4})?")

Form = Callable[[object, str], None]


def read_moment(value: object, *, where: str) -> datetime:
    """Read an aware moment, in UTC, from ISO 8601 text with an offset."""
    if not isinstance(value, str):
        raise BadEvent(said("a moment is required, as text"), where=where, hint=A_MOMENT)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadEvent(
            said("{value} is not a moment"), value=_shown(value), where=where, hint=A_MOMENT
        ) from None
    if moment.tzinfo is None:
        raise BadEvent(
            said("{value} has no offset"),
            value=_shown(value),
            where=where,
            hint=said("add +03:00, or Z for UTC"),
            code="naive_time",
        )
    if not FIRST_YEAR < moment.year < LAST_YEAR:
        _refuse_year(value, where)
    return moment.astimezone(UTC)


def read_due(value: object, *, where: str) -> datetime | date:
    """Read a due time: an aware moment, or a day (due at its end, where the customer lives)."""
    if not isinstance(value, str) or len(value) != 10:
        return read_moment(value, where=where)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise BadEvent(
            said("{value} is not a day"), value=_shown(value), where=where, hint="2026-11-22"
        ) from None
    if not FIRST_YEAR < day.year < LAST_YEAR:
        _refuse_year(value, where)
    return day


def read_amount(value: object, *, where: str) -> Decimal:
    """Read an amount of money, given as text or a whole number; floats are refused."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadEvent(said("an amount is text"), where=where, hint=said('write "12.50", not 12.5'))
    if isinstance(value, str) and not AMOUNT.fullmatch(value):
        raise BadEvent(
            said("{value} is not an amount"),
            value=_shown(value),
            where=where,
            hint=said('like "12.50"'),
        )
    amount = Decimal(value)
    if not 0 <= amount < Decimal(10) ** 12:
        raise BadEvent(
            said("{value} is not an amount one can pay"), value=_shown(value), where=where
        )
    if -int(amount.as_tuple().exponent) > DECIMALS:
        raise BadEvent(
            said("{value} has more than {most} decimals"),
            value=_shown(value),
            most=DECIMALS,
            where=where,
        )
    return amount


def _refuse_year(value: str, where: str) -> None:
    raise BadEvent(
        said("{value} is not within the years {first} to {last}"),
        value=_shown(value),
        first=FIRST_YEAR + 1,
        last=LAST_YEAR - 1,
        where=where,
        hint=said("leave out a time that is not known"),
    )


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def text_up_to(longest: int) -> Form:
    """The form of a text with at most that many characters."""

    def check(value: object, where: str) -> None:
        if not isinstance(value, str) or not value or len(value) > longest or "\x00" in value:
            raise BadEvent(
                said("text of 1 to {longest} characters is required"), longest=longest, where=where
            )

    return check


def _is_moment(value: object, where: str) -> None:
    read_moment(value, where=where)


def _is_due(value: object, where: str) -> None:
    read_due(value, where=where)


def _is_money(value: object, where: str) -> None:
    read_amount(value, where=where)


def _is_currency(value: object, where: str) -> None:
    if not isinstance(value, str) or not CURRENCY.fullmatch(value):
        raise BadEvent(
            said("a currency is three capital letters"), where=where, hint="EUR, RUB, BRL, …"
        )


def _is_language(value: object, where: str) -> None:
    if not isinstance(value, str) or not LANGUAGE.fullmatch(value):
        raise BadEvent(
            said("a language is a code of ISO 639"), where=where, hint="en, ru, mn, pt-BR"
        )


def _is_time_zone(value: object, where: str) -> None:
    if not isinstance(value, str) or not is_time_zone(value):
        raise BadEvent(
            said("{value} is not a time zone"),
            value=_shown(value),
            where=where,
            hint="Europe/Moscow",
        )


@lru_cache(maxsize=1000)
def is_time_zone(name: str) -> bool:
    """Whether the IANA time zone database has this name."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _is_country(value: object, where: str) -> None:
    if not isinstance(value, str) or not COUNTRY.fullmatch(value):
        raise BadEvent(
            said("a country is two capital letters"), where=where, hint="ISO 3166-1: MN, RU"
        )


def _is_sides(value: object, where: str) -> None:
    sides = _as_list(value, where)
    if len(sides) != 3:
        raise BadEvent(said("three sides are required"), where=where, hint="[600, 400, 300]")
    for number, side in enumerate(sides):
        _is_count(side, f"{where}[{number}]")


def _is_days(value: object, where: str) -> None:
    """A list of {first, last}: days, both included, and what else is said of them."""
    for number, one in enumerate(_as_list(value, where)):
        place = f"{where}[{number}]"
        days = _as_object(one, place)
        first, last = (read_due(days.get(end), where=f"{place}.{end}") for end in ("first", "last"))
        if isinstance(first, datetime) or isinstance(last, datetime) or last < first:
            raise BadEvent(said("two days are required, in order"), where=place, hint="2026-11-22")


def _is_object(value: object, where: str) -> None:
    _as_object(value, where)


def _is_flag(value: object, where: str) -> None:
    if not isinstance(value, bool):
        raise BadEvent(said("true or false is required"), where=where)


def _is_number(value: object, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadEvent(said("a number is required"), where=where)


def _is_count(value: object, where: str) -> None:
    if type(value) is not int or not 0 <= value <= MOST_COUNTED:
        raise BadEvent(
            said("a whole number from 0 to {most} is required"),
            most=f"{MOST_COUNTED:,}",
            where=where,
        )


def _is_clock(value: object, where: str) -> None:
    if not isinstance(value, str) or not CLOCK.fullmatch(value):
        raise BadEvent(
            said("{value} is not a time of day"), value=_shown(value), where=where, hint="14:00"
        )


def _is_weekdays(value: object, where: str) -> None:
    for number, one in enumerate(_as_list(value, where)):
        if type(one) is not int or not 1 <= one <= 7:
            raise BadEvent(
                said("{value} is not a day of the week"),
                value=_shown(one),
                where=f"{where}[{number}]",
                hint=said("1 is Monday, 7 is Sunday"),
            )


def _is_calendar(value: object, where: str) -> None:
    if not isinstance(value, str) or not is_calendar(value):
        raise BadEvent(
            said("{value} is not a known calendar of holidays"),
            value=_shown(value),
            where=where,
            hint="RU, DE-BY",
        )


def _is_list(value: object, where: str) -> None:
    _as_list(value, where)


def _as_list(value: object, where: str) -> list[object]:
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        raise BadEvent(said("a list of at most {most} is required"), most=LONGEST_LIST, where=where)
    return value


def _is_texts(value: object, where: str) -> None:
    for number, one in enumerate(_as_list(value, where)):
        _is_text(one, f"{where}[{number}]")


def _is_objects(value: object, where: str) -> None:
    for number, one in enumerate(_as_list(value, where)):
        _as_object(one, f"{where}[{number}]")


def _as_object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadEvent(said("an object is required"), where=where)
    return value


def _is_promises(value: object, where: str) -> None:
    for number, promise in enumerate(_as_list(value, where)):
        place = f"{where}[{number}]"
        _is_promise(_as_object(promise, place), place)


def _is_promise(promise: Mapping[str, object], where: str) -> None:
    _is_name(promise.get("kind"), f"{where}.kind")
    if promise.get("due") is not None:
        read_due(promise["due"], where=f"{where}.due")
    for optional in ("ref", "kept_by"):
        if promise.get(optional) is not None:
            _is_name(promise[optional], f"{where}.{optional}")


_is_text = text_up_to(2000)
_is_name = text_up_to(200)

FORMS: Mapping[str, Form] = {
    "text": _is_text,
    "line": text_up_to(500),
    "name": _is_name,
    "word": text_up_to(50),
    "email": text_up_to(320),
    "phone": text_up_to(64),
    "moment": _is_moment,
    "due": _is_due,
    "money": _is_money,
    "currency": _is_currency,
    "language": _is_language,
    "jurisdiction": text_up_to(8),
    "country": _is_country,
    "time_zone": _is_time_zone,
    "flag": _is_flag,
    "count": _is_count,
    "clock": _is_clock,
    "weekdays": _is_weekdays,
    "calendar": _is_calendar,
    "number": _is_number,
    "sides": _is_sides,
    "days": _is_days,
    "object": _is_object,
    "list": _is_list,
    "texts": _is_texts,
    "objects": _is_objects,
    "promises": _is_promises,
}
