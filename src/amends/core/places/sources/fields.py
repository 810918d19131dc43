"""Named fields of a row: the columns of a table, the properties of a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.core.places.distance import Spot
from amends.core.places.points import Limits, Point
from amends.core.places.sources.cells import day_cell
from amends.core.places.sources.closures import closures_of
from amends.core.places.sources.limits import heaviest_of, largest_of, storage_of
from amends.core.places.sources.names import DAYS, HOURS_TOO
from amends.core.places.sources.paying import fitting_of, payment_of
from amends.core.places.sources.rows import Draft
from amends.core.places.sources.service import in_service, yes_unless_no
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
        hours_structure=_structure(row),
        closures=closures_of(row, draft),
        limits=_limits(row, draft),
        capacity=count_of(row.get("capacity")),
        open=in_service(row, "open", "status", draft=draft),
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


def _hours_text(row: Mapping[str, Any], draft: Draft) -> str:
    said = [text_of(row.get(name), HOURS) for name in ("hours", HOURS_TOO)]
    texts = list(dict.fromkeys(text for text in said if text))
    if len(texts) > 1:
        draft.doubt(f"its hours are said twice; {texts[0]!r:.80} count")
    return texts[0] if texts else ""


def _structure(row: Mapping[str, Any]) -> object:
    """Weekly hours: a column for each day, or a structure where other rows have a text."""
    for hours in (row.get("hours"), row.get(HOURS_TOO)):
        if isinstance(hours, Mapping | list) and hours:
            return hours
    days = {day: day_cell(row[day]) for day in DAYS if day in row}
    return days if any(days.values()) else None


def _limits(row: Mapping[str, Any], draft: Draft) -> Limits:
    return Limits(
        sides=largest_of(row, draft),
        grams=heaviest_of(row, draft),
        payment=payment_of((row.get(name) for name in PAYMENTS), draft),
        fitting=fitting_of(row.get("fitting"), draft),
        storage_days=storage_of(row, draft),
    )
