"""What one view of the map of all points shows."""

from math import isfinite

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from amends.app.actions.desk.points import PointsWanted
from amends.app.actions.desk.points_map import view_of
from amends.app.console.gates import page
from amends.app.console.maps import view_as_body
from amends.core.places.cells import Box

MOST_ZOOM = 22


@page("see_points")
def points_map(request: HttpRequest) -> JsonResponse:
    """``box=south,west,north,east`` in degrees and ``zoom``: cells of points, and single ones."""
    try:
        box, zoom = _box(request.GET.get("box", "")), _zoom(request.GET.get("zoom", ""))
    except ValueError:
        return JsonResponse({"error": "no_such_view"}, status=400)
    return JsonResponse(view_as_body(view_of(wanted_by(request), box, zoom, now=timezone.now())))


def wanted_by(request: HttpRequest) -> PointsWanted:
    """The filter, the search and the place in the list that an address names."""
    return PointsWanted(
        show=request.GET.get("show", ""),
        search=request.GET.get("search", "").strip(),
        after=request.GET.get("after", ""),
    )


def _box(text: str) -> Box:
    south, west, north, east = (_number(part) for part in text.split(","))
    if south > north or west > east:
        raise ValueError("a box reaches from south-west to north-east")
    return (south, west), (north, east)


def _zoom(text: str) -> float:
    return min(max(_number(text), 0.0), MOST_ZOOM)


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError("this is no number")
    return number
