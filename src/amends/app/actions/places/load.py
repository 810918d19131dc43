"""A list of pickup points, held against what is stored: what is new, moved, closed, changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from amends.app.actions.places import lists
from amends.app.actions.places.columns import COLUMNS, READ, Row, row_of
from amends.app.actions.places.files import Listing, read_listing
from amends.app.actions.places.reading import MISSING, HoursReader, period_of, schedule_ids
from amends.app.actions.places.storing import (
    Changed,
    close_points,
    wait_for_other_loads,
    write_changes,
    write_points,
)
from amends.app.actions.places.zones import zoned
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import PointLoad, PointSource
from amends.core.places.changes import Change, changes
from amends.core.places.sources import BadList, Found, Missed

OWN_ZONE = "its time zone is not known: this installation's counts, and it is never offered"
MOST_KEPT = 10_000
"""So many rows that were not understood are kept with a load, at most; all are counted."""


@dataclass(slots=True)
class Loaded:
    """What a load found and changed. ``points`` are the rows in the order of the file.

    ``left_out``: how many points of each kind that was not asked for.
    """

    listing: Listing
    source: str = ""
    points: dict[str, Row] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def ids(self, state: str) -> list[str]:
        """The points whose hours were read so."""
        return [code for code, row in self.points.items() if row["hours_state"] == state]

    @property
    def without_hours(self) -> list[str]:
        """The points of which nobody gives hours: among those whose hours are refused."""
        return [
            code for code in self.ids("refused") if self.points[code]["hours_reason"] == MISSING
        ]

    @property
    def without_place(self) -> list[str]:
        """The points without coordinates, which are never offered."""
        return [code for code, row in self.points.items() if row["latitude"] is None]

    def codes(self, kind: str) -> list[str]:
        """The points at which something of this kind changed."""
        return [code for code, change in self.changed if change.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many points, states of their hours, changes, and rows that are none."""
        states = Counter(row["hours_state"] for row in self.points.values())
        kinds = Counter(change.kind for _, change in self.changed)
        return {
            "points": len(self.points),
            **{f"hours_{state}": many for state, many in states.items()},
            **kinds,
            "not_understood": len(self.missed),
        }


def load_points(
    path: Path,
    *,
    by: str,
    now: datetime,
    format_: str = "",
    operator: str = "",
    kinds: Collection[str] = (),
    part: bool = False,
    dry_run: bool = False,
    may_close: bool = False,
) -> Loaded:
    """Load a file of points in one transaction; the same file again changes nothing.

    Raise ``BadList`` where it is no list, holds no point, or would close too many without
    ``may_close``. Only points of these ``kinds`` come in, if any are named: the others count as not
    in the list. A ``part`` of a list closes nothing. With ``dry_run`` nothing is kept.
    """
    listing = read_listing(path, format_=format_)
    listing = replace(listing, whole=listing.whole and not part)
    loaded = Loaded(listing)
    found = dict(_found(loaded, operator, frozenset(kinds)))
    if not found:
        raise _without_points(loaded)
    with transaction.atomic():
        wait_for_other_loads()
        source = lists.source_of(
            listing, operator=operator, codes=list(found), called=_only_operator(found)
        )
        _store(loaded, source, found, by=by, now=now, may_close=may_close)
        transaction.set_rollback(dry_run)
    return loaded


def _found(loaded: Loaded, operator: str, kinds: frozenset[str]) -> Iterator[tuple[str, Row]]:
    """Each point's own id and its columns; the first of two with one id."""
    seen: dict[str, str] = {}
    for each in loaded.listing.rows:
        if isinstance(each, Missed):
            loaded.missed.append(each)
        elif kinds and each.point.kind not in kinds:
            loaded.left_out[each.point.kind] += 1
        elif (code := each.point.code) in seen:
            reason = f"this id was there already: {seen[code]}"
            loaded.missed.append(Missed(each.position, code, reason))
        else:
            seen[code] = each.position
            yield code, _complete(loaded, each, operator)


def _complete(loaded: Loaded, found: Found, operator: str) -> Row:
    """The columns of a point, with its zone and country; what is odd about it is noted."""
    point = found.point
    place = zoned(point.spot, zone=point.zone, country=point.country)
    if point.spot is None and not place.zone:
        place = place._replace(zone=settings.TIME_ZONE, doubt=OWN_ZONE)
    doubts = (*found.doubts, place.doubt) if place.doubt else found.doubts
    loaded.doubts += [(point.code, doubt) for doubt in doubts]
    row = row_of(point)
    row |= {"time_zone": place.zone, "country": place.country}
    return row | {"operator": row["operator"] or operator}


def _only_operator(found: Mapping[str, Row]) -> str:
    """Whose points they are, if all are of one and the same."""
    named = {row["operator"] for row in found.values()}
    return named.pop() if len(named) == 1 else ""


def _without_points(loaded: Loaded) -> BadList:
    first = next(iter(loaded.missed), None)
    if loaded.left_out:
        others = ", ".join(f"{kind} {many:,}" for kind, many in loaded.left_out.most_common())
        return BadList(
            f"it holds no point of these kinds; left out: {others}",
            where=loaded.listing.name,
            code="no_points",
        )
    message = "it holds no point"
    if first:
        message = f"{message}; the first row, {first.position}: {first.reason}"
    return BadList(message, where=loaded.listing.name, code="no_points")


def _store(
    loaded: Loaded,
    source: PointSource,
    found: Mapping[str, Row],
    *,
    by: str,
    now: datetime,
    may_close: bool,
) -> None:
    loaded.source = source.name
    stored = lists.known_points(source)
    before = _under_codes(loaded, source, found, stored)
    _read_hours(loaded.points, now)
    limits = current_policy().limits
    fresh = []
    for code, row in loaded.points.items():
        known = before.get(code)
        told = {name: row[name] for name in COLUMNS}
        loaded.changed += [
            Changed(code, each)
            for each in changes(known, told, moved_beyond=limits.point_moved_metres)
        ]
        if known is None or any(known[name] != row[name] for name in lists.KEPT):
            fresh.append(row)
    gone = _gone(loaded, stored, found, may_close=may_close)
    load = _load_row(loaded, source, by=by, now=now)
    write_points(fresh, now=now)
    close_points(gone)
    write_changes(loaded.changed, load=load, now=now)


def _under_codes(
    loaded: Loaded, source: PointSource, found: Mapping[str, Row], stored: Mapping[str, Row]
) -> dict[str, Row]:
    """Give every point its code; return those that are stored, by code."""
    others = lists.other_points(source, (each for each in found if each not in stored))
    taken = {*others, *(row["code"] for row in stored.values())}
    before: dict[str, Row] = {}
    for own, row in found.items():
        known, code = stored.get(own), own
        if known is not None:
            code = known["code"]
        elif own in others and lists.is_same(others[own], row):
            known = others[own]
            row = {**row, **{name: known[name] for name in COLUMNS if row[name] in EMPTY}}
        elif own in others:
            code = lists.unused_code(source, own, taken)
        taken.add(code)
        if known is not None:
            before[code] = known
        loaded.points[code] = {**row, "code": code, "source_id": source.pk, "source_code": own}
    return before


EMPTY: tuple[Any, ...] = ("", None, [])


def _read_hours(points: Mapping[str, Row], now: datetime) -> None:
    reader = HoursReader(period_of(now.date()))
    digests = {}
    for code, row in points.items():
        read = reader.read(row)
        row |= {name: read[name] for name in READ if name in read}
        digests[code] = read["digest"]
    numbers = schedule_ids(reader)
    for code, row in points.items():
        row["schedule_id"] = numbers.get(digests[code])


def _gone(
    loaded: Loaded, stored: Mapping[str, Row], found: Mapping[str, Row], *, may_close: bool
) -> list[str]:
    """The codes of open points that the whole list has no more; noted as closed."""
    if not loaded.listing.whole:
        return []
    gone = [row["code"] for own, row in stored.items() if own not in found and row["open"]]
    limits = current_policy().limits
    most = max(limits.points_gone_at_least, limits.points_gone_percent * len(stored) // 100)
    if len(gone) > most and not may_close:
        raise BadList(
            f"{len(gone):,} of {len(stored):,} known points are not in it and would be closed",
            where=loaded.listing.name,
            hint="is it the whole list? then say --closes-many; for a part of it, --part",
            code="closes_many",
        )
    change = Change("closed", {"open": True}, {"open": False, "gone": True})
    loaded.changed += [Changed(code, change) for code in gone]
    return gone


def _load_row(loaded: Loaded, source: PointSource, *, by: str, now: datetime) -> PointLoad:
    refused = [
        {"position": each.position, "code": each.code, "reason": each.reason}
        for each in loaded.missed[:MOST_KEPT]
    ]
    return PointLoad.objects.create(
        source=source,
        name=loaded.listing.name,
        digest=loaded.listing.digest,
        at=now,
        by=by,
        counts=loaded.counts,
        refused=refused,
    )
