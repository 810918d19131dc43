"""Scorecards: how carriers, points, sellers, suppliers and lines keep what was promised."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from amends.app.actions.desk import scorecards as desk
from amends.app.actions.policy import current_policy
from amends.app.actions.scorecards import HEAD, KINDS, LANES, card_of, kept_of, rows_of
from amends.app.console.gates import page

AT_ONCE = 500


@page("see_scorecards")
def scorecards(request: HttpRequest) -> HttpResponse:
    """One page of cards of one kind, or of the lanes."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in desk.TABS else desk.TABS[0]
    found = desk.show(kind, request.GET.get("after", ""))
    context = {
        "now": timezone.now(),
        "kind": kind,
        "tabs": desk.TABS,
        "found": found,
        "page": found.lanes if kind == LANES else found.cards,
        "rules": current_policy().scorecards,
    }
    return render(request, "console/scorecards.html", context)


@page("see_scorecards")
def scorecards_csv(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """All cards of a kind for a spreadsheet, line by line."""
    if kind not in KINDS:
        raise Http404
    answer = StreamingHttpResponse(_lines(kind), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="scorecards-{kind}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _lines(kind: str) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    rows = kept_of(kind).iterator(AT_ONCE)
    for line in rows_of(kind, (card_of(row.body) for row in rows)):
        writer.writerow(line)
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()
