"""The days on which a row says that its point is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.core.places.points import Closure
from amends.core.places.sources.rows import Draft
from amends.core.places.sources.values import NAME, WORD, day_of, text_of

OPEN_END = "2999-12-31"
"""The last day of a closure whose end nobody says."""

_FIRST = ("from", "fromDate", "start", "startDate", "begin", "date_start", "first", "date")
_LAST = ("to", "toDate", "until", "end", "endDate", "date_end", "last")
_REASON = ("reason", "description", "comment")


def closures_of(row: Mapping[str, Any], draft: Draft) -> tuple[Closure, ...]:
    """The closure in columns, and those of a list of periods."""
    listed = row.get("closures")
    periods = listed if isinstance(listed, list) else [listed] if listed else []
    return (*_of_columns(row, draft), *(each for one in periods for each in _of_period(one, draft)))


def _of_columns(row: Mapping[str, Any], draft: Draft) -> Iterator[Closure]:
    first, last = day_of(row.get("closed_from")), day_of(row.get("closed_to"))
    if first:
        yield Closure(first, last or OPEN_END, text_of(row.get("closed_reason"), NAME))
    elif text_of(row.get("closed_from")):
        draft.unsure(f"closed from “{text_of(row.get('closed_from'), WORD)}”: no day is read")


def _of_period(period: object, draft: Draft) -> Iterator[Closure]:
    said = period if isinstance(period, Mapping) else {}
    first, last = day_of(_any(said, _FIRST)), day_of(_any(said, _LAST))
    if not first:
        draft.unsure(f"a closure without a day: {period!r:.100}")
        return
    last = last or (first if "date" in said else OPEN_END)
    yield Closure(first, last, text_of(_any(said, _REASON), NAME))


def _any(said: Mapping[str, Any], names: tuple[str, ...]) -> object:
    return next((said[name] for name in names if said.get(name)), None)
