"""Maps on the console's pages: the list beside each says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.app.actions.desk.elsewhere import Elsewhere
from amends.app.actions.desk.points import PointRow
from amends.app.actions.places.drawing import (
    End,
    Mark,
    address_of_tiles,
    drawn,
    is_drawn,
    with_tiles,
)
from amends.app.config.headers import CONTENT_SECURITY_POLICY
from amends.app.console.words import word
from amends.core.places import Spot

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


def map_of_points(rows: Sequence[PointRow]) -> dict[str, Any] | None:
    """Points by how they stand: a sign and words, the colour is extra."""
    marks = []
    for row in rows:
        spot = _spot(row)
        if spot is not None:
            standing = word(row.standing, "point_standing")
            name = row.point.name or row.point.code
            lines = (standing, row.point.address, row.point.posted_hours)
            mark = Mark(row.point.code, spot, SIGNS[row.standing], name, lines, LOOKS[row.standing])
            marks.append(mark)
    return _drawn(marks)


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
    marks: Sequence[Mark], *, way: Sequence[Spot] = (), ends: Sequence[End] = ()
) -> dict[str, Any] | None:
    if not marks or not is_drawn():
        return None
    address = reverse("console:streets", kwargs={"zoom": 0, "x": 0, "y": 0})
    words = {"zoom_in": _("Closer"), "zoom_out": _("Farther"), "close": _("Close")}
    return drawn(marks, streets=address_of_tiles(address), words=words, way=way, ends=ends)
