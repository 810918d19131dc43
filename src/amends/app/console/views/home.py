"""What needs doing now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from amends.app.actions.desk import counts
from amends.app.actions.desk.cases import most_urgent
from amends.app.actions.desk.incidents import open_incidents
from amends.app.actions.desk.kindness import waiting_count
from amends.app.actions.desk.reviews import waiting_reviews
from amends.app.actions.staff import may, roles_of
from amends.app.console.gates import page

FIRST = 8


@page()
def home(request: HttpRequest) -> HttpResponse:
    """Counts of what waits, and the cases to look at first, as far as one may see them."""
    now = timezone.now()
    user: Any = request.user
    context: dict[str, Any] = {"now": now, "roles": sorted(roles_of(user))}
    if may(user, "see_points"):
        context["incidents"] = open_incidents()
    if may(user, "see_cases"):
        context["cases"] = counts.case_counts()
        context["unreached"] = counts.unreached_count()
        context["urgent"] = most_urgent(FIRST, now=now)
    if may(user, "see_follow_ups"):
        context["follow_ups"] = counts.follow_up_count(now=now)
    if may(user, "act_on_cases"):
        context["sent_back"] = counts.sent_back_count()
    if may(user, "review"):
        context["reviews"] = waiting_reviews(user, now=now)
    if may(user, "see_doubts"):
        context["doubts"] = counts.doubt_counts(now=now)
    if may(user, "approve_kindness"):
        context["to_approve"] = waiting_count()
    if may(user, "see_quarantine"):
        context["quarantine"] = counts.quarantine_count()
    return render(request, "console/home.html", context)
