"""Points as the shop lists them, packed into a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.errors import AmendsError
from amends.core.places.choosing.boxes import sum_up
from amends.core.places.choosing.codes import pack_codes
from amends.core.places.choosing.globe import vectors
from amends.core.places.choosing.lines import lined_up
from amends.core.places.choosing.openings import Openings
from amends.core.places.choosing.table import (
    ANY_WEIGHT,
    FIXED,
    LIVE,
    NO_LIMIT,
    NOBODY_SAYS,
    PER_DEGREE,
    PointTable,
    Service,
    numbered,
)
from amends.core.places.choosing.tree import grow
from amends.core.places.distance import Spot
from amends.core.places.points import Limits

UNLIMITED = Limits()


class BadListing(AmendsError):
    """A list of points that makes no table; ``where`` is the column or the point."""

    code = "bad_listing"


@dataclass(frozen=True, slots=True)
class Listed:
    """One point with what is known of it now.

    ``hours`` is its row in the timetable, ``None`` where its hours are refused. ``free`` places,
    ``None`` where its capacity is unknown. ``lower`` is the bound of its reliability, ``good`` of
    ``total`` its hand-overs. ``leg`` names what brings a parcel there (see ``Arrivals``).
    """

    code: str
    spot: Spot | None
    hours: int | None
    kind: str = ""
    operator: str = ""
    leg: str = ""
    limits: Limits = UNLIMITED
    free: int | None = None
    service: Service = Service.WORKING
    lower: float = 0.0
    good: int = 0
    total: int = 0


@dataclass(frozen=True)
class Columns:
    """Points as columns of one length, for many of them; as in ``Listed``, unknown is -1 or NaN.

    ``sides`` (n, 3) millimetres in any order; ``payment`` and ``fitting`` only where known.
    """

    code: Sequence[str]
    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    hours: npt.NDArray[np.int32]
    kind: Sequence[str]
    operator: Sequence[str]
    leg: Sequence[str]
    sides: npt.NDArray[np.int32]
    grams: npt.NDArray[np.int32]
    days: npt.NDArray[np.int32]
    payment: npt.NDArray[np.bool_]
    fitting: npt.NDArray[np.bool_]
    free: npt.NDArray[np.int32]
    service: npt.NDArray[np.uint8]
    lower: npt.NDArray[np.float64]
    good: npt.NDArray[np.int32]
    total: npt.NDArray[np.int32]


def columns(points: Iterable[Listed]) -> Columns:
    """The columns of listed points, in their order."""
    listed = list(points)

    def numbers(kind: Any, values: Iterable[Any]) -> Any:
        return np.fromiter(values, kind, len(listed))

    spots = [point.spot or (float("nan"), float("nan")) for point in listed]
    limits = [point.limits for point in listed]
    return Columns(
        code=[point.code for point in listed],
        latitude=numbers(np.float64, (spot[0] for spot in spots)),
        longitude=numbers(np.float64, (spot[1] for spot in spots)),
        hours=numbers(np.int32, (_or_unknown(point.hours) for point in listed)),
        kind=[point.kind for point in listed],
        operator=[point.operator for point in listed],
        leg=[point.leg for point in listed],
        sides=np.array([each.sides or (-1, -1, -1) for each in limits], np.int32).reshape(-1, 3),
        grams=numbers(np.int32, (_or_unknown(each.grams) for each in limits)),
        days=numbers(np.int32, (_or_unknown(each.storage_days) for each in limits)),
        payment=numbers(np.bool_, (each.payment is True for each in limits)),
        fitting=numbers(np.bool_, (each.fitting is True for each in limits)),
        free=numbers(np.int32, (_or_unknown(point.free) for point in listed)),
        service=numbers(np.uint8, (point.service for point in listed)),
        lower=numbers(np.float64, (point.lower for point in listed)),
        good=numbers(np.int32, (point.good for point in listed)),
        total=numbers(np.int32, (point.total for point in listed)),
    )


def pack_points(points: Columns | Iterable[Listed], openings: Openings) -> PointTable:
    """The table of all points. A point without coordinates or hours is kept and never offered.

    ``BadListing`` for codes that repeat, columns of different lengths, rows of hours that the
    openings do not have, spots that are not on the globe, and a reliability that is no number.
    """
    given = points if isinstance(points, Columns) else columns(points)
    _check(given, openings)
    try:
        codes, rank = pack_codes(given.code)
    except ValueError as error:
        raise BadListing(str(error), where="code") from error
    known = ~(np.isnan(given.latitude) | np.isnan(given.longitude))
    somewhere = np.flatnonzero(known)
    vector = vectors(given.latitude[somewhere], given.longitude[somewhere])
    tree, order = grow(vector)
    rows = np.concatenate([somewhere[order], np.flatnonzero(~known)])
    fixed, names = _fixed(given, rows)
    fixed["rank"] = rank[rows]
    fixed["vector"][: len(order)] = vector[order]
    live = _live(given, rows)
    legs, leg = numbered(given.leg)
    live["leg"] = leg[rows]
    row_of_rank = np.empty(len(rows), np.int32)
    row_of_rank[fixed["rank"]] = np.arange(len(rows), dtype=np.int32)
    return PointTable(
        codes=codes,
        openings=openings,
        tree=tree,
        boxes=sum_up(tree, fixed[: len(order)], openings),
        kinds=names[0],
        operators=names[1],
        legs=legs,
        placed=len(order),
        fixed=lined_up(fixed),
        live=lined_up(live),
        rough=vector[order].astype(np.float32),
        row_of_rank=row_of_rank,
    )


def with_live(table: PointTable, changed: Iterable[Listed]) -> PointTable:
    """The next table, with the free places, service and reliability of these points as they are
    now. What does not change is shared. ``BadQuestion`` for a code that is not in the table."""
    live = lined_up(table.live)
    for point in changed:
        free = _or_unknown(point.free)
        now = (point.lower, free, point.good, point.total, point.service)
        row = table.row(point.code)
        live[row] = (*now, live["leg"][row])
    return replace(table, live=live)


def with_columns(
    table: PointTable, *, legs: tuple[str, ...] | None = None, **columns: npt.NDArray[Any]
) -> PointTable:
    """The next table with whole columns of ``LIVE`` anew, in the table's rows, and its legs."""
    live = lined_up(table.live)
    for name, column in columns.items():
        live[name] = column
    return replace(table, live=live, legs=table.legs if legs is None else legs)


def _fixed(
    given: Columns, rows: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.void], list[tuple[str, ...]]]:
    fixed, names = np.zeros(len(rows), FIXED), []
    for name in ("kind", "operator"):
        different, numbers = numbered(getattr(given, name))
        fixed[name] = numbers[rows]
        names.append(different)
    latitude, longitude = np.nan_to_num(given.latitude[rows]), np.nan_to_num(given.longitude[rows])
    fixed["place"] = np.rint(np.stack([latitude, longitude], axis=-1) * PER_DEGREE)
    fixed["hours"] = given.hours[rows]
    fixed["sides"] = _limited(np.sort(given.sides[rows], axis=1)[:, ::-1])
    fixed["days"] = _limited(given.days[rows])
    fixed["grams"] = np.where(given.grams[rows] < 0, ANY_WEIGHT, given.grams[rows])
    fixed["payment"], fixed["fitting"] = given.payment[rows], given.fitting[rows]
    return fixed, names


def _live(given: Columns, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.void]:
    live = np.zeros(len(rows), LIVE)
    for name in ("lower", "good", "total", "service"):
        live[name] = getattr(given, name)[rows]
    live["free"] = np.maximum(given.free[rows], NOBODY_SAYS)
    return live


def _or_unknown(value: int | None) -> int:
    return -1 if value is None else value


def _limited(values: npt.NDArray[np.int32]) -> npt.NDArray[np.uint16]:
    unknown = (values < 0) | (values > NO_LIMIT)
    return np.ascontiguousarray(np.where(unknown, NO_LIMIT, values)).astype(np.uint16)


def _check(given: Columns, openings: Openings) -> None:
    for name in given.__dataclass_fields__:
        if len(getattr(given, name)) != len(given.code):
            raise BadListing(f"the columns have {len(given.code)} points, this one not", where=name)
    wrong = np.flatnonzero(given.hours >= len(openings))
    if wrong.size:
        raise BadListing("these hours are not in the timetable", where=given.code[wrong[0]])
    wrong = np.flatnonzero(np.isnan(given.lower))
    if wrong.size:
        raise BadListing("its reliability is no number", where=given.code[wrong[0]])
    off = (np.abs(given.latitude) > 90) | (np.abs(given.longitude) > 180)
    wrong = np.flatnonzero(off | np.isinf(given.latitude) | np.isinf(given.longitude))
    if wrong.size:
        raise BadListing("this spot is not on the globe", where=given.code[wrong[0]])
