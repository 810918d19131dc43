"""Maps on the console's pages: the list beside each says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.app.actions.desk.elsewhere import Elsewhere
from amends.app.actions.desk.points import FAILING, PointRow, PointsWanted
from amends.app.actions.desk.points_map import LOOKS as OF_MAP
from amends.app.actions.desk.points_map import View, overview
from amends.app.actions.places.drawing import (
    End,
    Mark,
    address_of_tiles,
    as_body,
    drawn,
    is_drawn,
    with_tiles,
)
from amends.app.config.headers import CONTENT_SECURITY_POLICY
from amends.app.console.shapes import hours_in_words, short
from amends.app.console.words import word
from amends.core.places import Spot
from amends.core.places.cells import Box, Cell

SIGNS = {"trusted": "●", "below": "▲", "failing": "✕", "no_record": "○"}
LOOKS = {"trusted": "good", "below": "doubt", "failing": "bad", "no_record": ""}


def show_with_map(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page; if it has a map, pictures from the host of its tiles are let in."""
    response = render(request, template, dict(context), status=status)
    if context.get("map"):
        response["Content-Security-Policy"] = with_tiles(CONTENT_SECURITY_POLICY)
    return response


def map_of_point(row: PointRow) -> dict[str, Any] | None:
    """One point by how it stands: a sign and words, the colour is extra."""
    return _drawn(_marks([row]))


def map_of_all(wanted: PointsWanted, *, now: datetime) -> dict[str, Any] | None:
    """All points that are wanted; the script asks for what each view shows."""
    seen = overview(wanted, now=now) if is_drawn() else None
    if seen is None:
        return None
    asked = urlencode({"show": wanted.show, "search": wanted.search})
    more = f"{reverse('console:points-map')}?{asked}"
    legend = [(name, f"{count:,}") for name, count in seen.standings.items() if count]
    return {"drawn": _drawn([], more=more, frame=seen.box), "legend": legend}


def view_as_body(view: View) -> dict[str, Any]:
    """What a view shows, as the script reads it."""
    return {
        "cells": [_cell(cell) for cell in view.cells],
        "points": [as_body(mark) for mark in _marks(view.rows)],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    counts = dict(zip(OF_MAP, cell.counts, strict=True))
    said = [
        f"{SIGNS[name]} {count:,} {word(name, 'point_standing')}"
        for name, count in counts.items()
        if count
    ]
    many = sum(cell.counts)
    return {
        "spot": cell.spot,
        "box": cell.box,
        "label": short(many),
        "failing": short(counts[FAILING]) if counts[FAILING] else "",
        "look": next(LOOKS[name] for name in OF_MAP if counts[name]),
        "title": ngettext("{n} point", "{n} points", many).format(n=f"{many:,}"),
        "lines": said,
    }


def _marks(rows: Sequence[PointRow]) -> list[Mark]:
    return [mark for mark in map(_mark, rows) if mark is not None]


def _mark(row: PointRow) -> Mark | None:
    spot, point = _spot(row), row.point
    if spot is None:
        return None
    return Mark(
        key=point.code,
        spot=spot,
        label=SIGNS[row.standing],
        title=point.name or point.code,
        lines=(
            word(row.standing, "point_standing"),
            point.address,
            hours_in_words(point.posted_hours),
        ),
        look=LOOKS[row.standing],
        href=reverse("console:point", args=[point.code]),
    )


def map_of_search(found: Elsewhere) -> dict[str, Any] | None:
    """The points that were found, with the way."""
    granted = found.granted
    marks = [
        Mark(each.code, each.spot, each.label, each.name, (each.address, *each.lines))
        for each in found.points
    ]
    if granted is None:
        return None
    way = granted.suiting.way if granted.suiting else None
    ends = [
        End(place.spot, place.text)
        for place in (granted.start, granted.end)
        if place is not None and place.spot is not None
    ]
    return _drawn(marks, way=way.line if way else (), ends=ends)


def _spot(row: PointRow) -> Spot | None:
    point = row.point
    if point.latitude is None or point.longitude is None:
        return None
    return point.latitude, point.longitude


def _drawn(
    marks: Sequence[Mark],
    *,
    way: Sequence[Spot] = (),
    ends: Sequence[End] = (),
    more: str = "",
    frame: Box | None = None,
) -> dict[str, Any] | None:
    if not (marks or frame) or not is_drawn():
        return None
    address = reverse("console:streets", kwargs={"zoom": 0, "x": 0, "y": 0})
    words = {"zoom_in": _("Closer"), "zoom_out": _("Farther"), "close": _("Close")}
    return drawn(
        marks,
        streets=address_of_tiles(address),
        words=words,
        way=way,
        ends=ends,
        more=more,
        frame=frame,
    )
