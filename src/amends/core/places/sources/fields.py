"""Named fields of a row: the columns of a table, the properties of a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amends.core.places.distance import Spot
from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.texts import read_text
from amends.core.places.points import Limits, Point
from amends.core.places.sources.beside import (
    dated_closures,
    ends_by_day,
    is_shut,
    note_changes,
    of_several_days,
)
from amends.core.places.sources.cells import day_cell
from amends.core.places.sources.closures import closures_of
from amends.core.places.sources.limits import heaviest_of, largest_of, storage_of
from amends.core.places.sources.names import DAYS, HOURS_TOO
from amends.core.places.sources.paying import fitting_of, payment_of
from amends.core.places.sources.rows import Draft
from amends.core.places.sources.service import flag_of, in_service, yes_unless_no
from amends.core.places.sources.values import (
    ADDRESS,
    HOURS,
    NAME,
    WORD,
    WORDS,
    code_of,
    count_of,
    country_of,
    joined,
    spot_of,
    spot_of_pair,
    text_of,
)

LOCKERS = (
    *("locker", "postamat", "postomat", "automat", "постамат", "почтомат", "поштомат", "автомат"),
    *("apm", "box", "packstation", "paczkomat", "paketomat", "paštomat", "pakomāt"),
)
PAYMENTS = ("payment", "payment_cash", "payment_card")


def point_of(row: Mapping[str, Any], draft: Draft) -> Point:
    """A point of a row whose names are fields."""
    code = code_of(row.get("code"), where="id")
    note_changes(row, draft)
    works = in_service(_flags(row), "open", "status", draft=draft)
    return Point(
        code=code,
        name=text_of(row.get("name"), NAME) or code,
        spot=_spot(row, draft),
        kind=_kind(text_of(row.get("kind"), WORD)),
        operator=text_of(row.get("operator"), NAME),
        address=text_of(row.get("address"), ADDRESS)
        or joined(
            joined(row.get("street"), row.get("house"), by=" "),
            joined(row.get("postcode"), row.get("city"), by=" "),
        ),
        country=country_of(row.get("country")),
        region=text_of(row.get("region"), WORD) if len(text_of(row.get("region"))) <= 3 else "",
        zone=text_of(row.get("zone"), 64),
        hours_text=_hours_text(row, draft),
        hours_structure=_structure(row, draft),
        closures=(*closures_of(row, draft), *dated_closures(row, draft)),
        limits=_limits(row, draft),
        capacity=count_of(row.get("capacity")),
        open=works and not is_shut(row, draft),
        gives=yes_unless_no(row.get("gives"), draft=draft),
        way_there=joined(row.get("metro"), row.get("way_there"), most=WORDS),
    )


def _kind(said: str) -> str:
    kind = said.casefold()
    if any(word in kind for word in LOCKERS):
        return "locker"
    return kind if kind in ("shop", "post_office") else "counter"


def _spot(row: Mapping[str, Any], draft: Draft) -> Spot | None:
    """The place, from two numbers or from one text."""
    pair = row.get("spot")
    if row.get("lat") is None and row.get("lon") is None and pair:
        return spot_of_pair(pair, draft)
    return spot_of(row.get("lat"), row.get("lon"), draft)


def _flags(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row without weekly hours where others say whether they are open."""
    return {**row, "open": None} if isinstance(row.get("open"), Mapping | list) else row


def _hours_text(row: Mapping[str, Any], draft: Draft) -> str:
    """The hours in words, with their days; two texts must mean the same."""
    said = [text_of(row.get(name), HOURS) for name in ("hours", HOURS_TOO)]
    said.append("24/7" if flag_of(row.get("always")) else "")
    texts = list(dict.fromkeys(text for text in said if text))
    if len(texts) > 1 and not _same(texts, country_of(row.get("country"))):
        draft.unsure(f"its hours are said twice; {texts[0]!r:.80} count")
    text, days = texts[0] if texts else _from_to(row), text_of(row.get("days"), HOURS)
    if text and not texts and not days:
        draft.unsure("on which days it is open is not said")
    return f"{days}: {text}" if days and text else text


def _same(texts: Sequence[str], country: str) -> bool:
    try:
        first, *others = (read_text(text, country, "").rules for text in texts)
    except NotUnderstood:
        return False
    return all(each == first for each in others)


def _from_to(row: Mapping[str, Any]) -> str:
    """Hours of two columns, where no other says them."""
    opens, closes = (text_of(row.get(name), WORD) for name in ("opens", "closes"))
    return f"{opens}-{closes}" if opens and closes else ""


def _structure(row: Mapping[str, Any], draft: Draft) -> object:
    """Weekly hours: columns for days, or a structure where other rows have a text."""
    for hours in (row.get("hours"), row.get(HOURS_TOO), row.get("open")):
        if isinstance(hours, Mapping | list) and hours:
            return hours
    days = {day: day_cell(row[day]) for day in DAYS if day in row}
    several = {name: day_cell(cell) for name, cell in of_several_days(row).items()}
    week = {**days, **several, **ends_by_day(row)}
    if not any(week.values()):
        return None
    if not several and days.keys() & {"sa", "su"} and not days.keys() & set(DAYS[:5]):
        draft.unsure("its columns name the weekend alone")
    return week


def _limits(row: Mapping[str, Any], draft: Draft) -> Limits:
    return Limits(
        sides=largest_of(row, draft),
        grams=heaviest_of(row, draft),
        payment=payment_of((row.get(name) for name in PAYMENTS), draft),
        fitting=fitting_of(row.get("fitting"), draft),
        storage_days=storage_of(row, draft),
    )
