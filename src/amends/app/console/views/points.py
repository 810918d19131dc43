"""Pickup points by how far they are trusted, each with its record, and the incidents."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.app.actions.desk.incidents import list_incidents
from amends.app.actions.desk.looks import looked as write_down
from amends.app.actions.desk.point_page import show_point
from amends.app.actions.desk.points import SHOWN, any_points, list_points
from amends.app.actions.places.drawing import streets_in
from amends.app.actions.policy import current_policy
from amends.app.console.gates import deed, page
from amends.app.console.maps import map_of_all, map_of_point, show_with_map
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.console.views.points_map import wanted_by
from amends.app.ledger.models import Point
from amends.core.errors import AmendsError

FOUND = {"works": True, "fails": False}


@page("see_points")
def points(request: HttpRequest) -> HttpResponse:
    """One page of points: the least trusted first, or those of one filter or search."""
    wanted = wanted_by(request)
    now = timezone.now()
    found = list_points(wanted, now=now)
    context = {
        "now": now,
        "page": found,
        "wanted": wanted,
        "shown": list(SHOWN),
        "any": bool(found.rows) or any_points(),
        "least": current_policy().reliability.least,
        "map": map_of_all(wanted, now=now),
    }
    return show_with_map(request, "console/points.html", context)


@page("see_points")
def point(request: HttpRequest, code: str) -> HttpResponse:
    """One point: its hours, limits, room, record, incidents and changes."""
    now = timezone.now()
    try:
        shown = show_point(code, now=now)
    except Point.DoesNotExist:
        raise Http404 from None
    context = {
        "now": now,
        "shown": shown,
        "point": shown.row.point,
        "key": uuid4(),
        "map": map_of_point(shown.row),
    }
    return show_with_map(request, "console/point.html", context)


@deed("judge_points")
def looked(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody of ours was there: it works, or it does not."""
    try:
        where = Point.objects.get(code=code)
        works = FOUND[request.POST.get("found", "")]
    except (Point.DoesNotExist, KeyError):
        raise Http404 from None
    if is_confirmed(request):
        reason, key = request.POST.get("reason", ""), request.POST.get("key", "")
        try:
            write_down(
                where, works=works, reason=reason, key=key, by=request.user, now=timezone.now()
            )
            messages.success(request, _("Written down. It is counted within seconds."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:point", code)


@page("see_points")
def streets(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """The streets of one tile of a map."""
    try:
        found = streets_in(zoom, x, y)
    except ValueError:
        found = None
    if found is None:
        return JsonResponse({"error": "no_such_tile"}, status=404)
    return JsonResponse(found)


@page("see_points")
def incidents(request: HttpRequest) -> HttpResponse:
    """The open incidents first, then the closed ones."""
    context = {"now": timezone.now(), "page": list_incidents(request.GET.get("after", ""))}
    return render(request, "console/incidents.html", context)
