"""Which columns of a table are read, and why others are passed over."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from amends.core.places.sources.headings import heading_of
from amends.core.places.sources.limits import SAID
from amends.core.places.sources.measures import says_its_unit
from amends.core.places.sources.names import field_of, known_fields
from amends.core.places.sources.values import NAME, text_of

NOT_KNOWN: Final = "its name is not known"
NO_UNIT: Final = "its unit is not said"
TOO_LATE: Final = "the column “{column}” says the same, and holds"
FIRST_ROWS: Final = 200
"""So many rows are looked at for a unit."""


class PassedOver(NamedTuple):
    """A column that is not read, and why."""

    column: str
    reason: str


class Columns(NamedTuple):
    """The field of each column that is read, and the columns that are not."""

    known: Mapping[str, str]
    passed_over: tuple[PassedOver, ...]


def columns(names: Sequence[str], cells: Mapping[str, Sequence[str]]) -> Columns:
    """The columns of these names; ``cells``: the first of each that are not empty."""
    known = known_fields(names)
    for name in names:
        measure = heading_of(name).measure if name not in known else ""
        field = f"{measure}_{SAID}"
        said = cells.get(name, ())
        if measure and said and all(map(says_its_unit, said)) and field not in known.values():
            known[name] = field
    many = Counter(names)
    left = [name for name in many if name.strip() and (name not in known or many[name] > 1)]
    return Columns(known, tuple(_passed(name, known) for name in left))


def first_cells(rows: Iterable[list[str]], names: Sequence[str]) -> dict[str, list[str]]:
    """The first cells of each column that are not empty; a row that cannot be read is left out."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for row, _ in zip(_readable(iter(rows)), range(FIRST_ROWS), strict=False):
        for name, cell in zip(names, row, strict=False):
            if cell.strip():
                found[name].append(cell)
    return found


def _readable(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield next(rows)
        except csv.Error:
            continue
        except StopIteration:
            return


def _passed(name: str, known: Mapping[str, str]) -> PassedOver:
    field = field_of(name)
    first = next((column for column, each in known.items() if each == field), "")
    if field and first:
        reason = TOO_LATE.format(column=text_of(first, NAME))
    else:
        reason = NO_UNIT if heading_of(name).measure else NOT_KNOWN
    return PassedOver(text_of(name, NAME), reason)


def fields_passed_over(rows: Iterable[Mapping[str, Any]]) -> tuple[PassedOver, ...]:
    """The fields of objects that are not read, where one of the first has a value in them."""
    names: dict[str, None] = {}
    for row, _ in zip(rows, range(FIRST_ROWS), strict=False):
        names |= {name: None for name, value in row.items() if value not in EMPTY}
        if len(names) > MOST_FIELDS:
            break
    known = known_fields(names)
    return tuple(_passed(name, known) for name in names if name not in known and name.strip())


EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})
MOST_FIELDS: Final = 500
