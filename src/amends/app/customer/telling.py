"""What went wrong? The customer says it: by a picture and a few questions, or freely."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from amends.app.actions.claims.questions import (
    LAST,
    LONGEST_TEXT,
    kind_of,
    kinds_for,
    questions_of,
    read_fields,
)
from amends.app.actions.claims.said import Told, case_of, say
from amends.app.actions.claims.shown import marked
from amends.app.actions.links import make_link
from amends.app.actions.policy import current_policy
from amends.app.customer.doors import CASE, Visit, case_door, order_door
from amends.app.customer.files import given, trouble
from amends.app.customer.looks.common import Context, common
from amends.core.claims import ClaimKind, OrderHint, Reading, read_text
from amends.core.errors import AmendsError

MOST_GUESSES = 4
PICTURES = frozenset(
    {
        "ordered_on", "was_told", "came_at", "was_closed", "not_received", "came_late", "got_other",
        "got_broken", "missing", "waited", "treated_so", "refund_not_paid", "overcharged",
        "called_off",
    }
)  # fmt: skip
NEXT_DAYS = 14
"""So long works the link to the case to which saying it leads."""


def _start(visit: Visit) -> HttpResponse:
    """The kinds of trouble, and a place for free words."""
    return render(visit.request, "customer/tell.html", _start_page(visit))


def _kind(visit: Visit, kind: str) -> HttpResponse:
    """The few questions of one kind; then it is said."""
    declared = current_policy().declarations.claims.get(kind)
    if declared is None and kind != LAST:
        return HttpResponseRedirect(_home(visit))
    if visit.request.method != "POST" or "back" in visit.request.POST:
        return _form(visit, declared, text=_text(visit))
    text = _text(visit)
    if declared is None and "as_is" not in visit.request.POST:
        return _read_first(visit, text)
    return _say(visit, declared, text)


def _read_first(visit: Visit, text: str) -> HttpResponse:
    """Show what the words say, to be confirmed; where it is not clear, ask what it is about."""
    if not text.strip():
        return _again(visit, None, "words_missing")
    reading, kinds = _reading(visit, text), current_policy().declarations.claims
    if reading.sure:
        read = {"marked": _marks(text, reading), "text": text}
        return _form(visit, kinds[reading.kind], filled=reading.fields, **read)
    order, language = visit.case.order, visit.speech.language
    fitting = {each.name for each in kinds_for(order, language)}
    guesses = [kinds[each.kind] for each in reading.weighed if each.kind in fitting]
    context = {
        **_start_page(visit),
        "text": text,
        "marked": _marks(text, reading),
        "guesses": [
            (kind_of(each, language), visit.url("tell_kind", kind=each.name))
            for each in guesses[:MOST_GUESSES]
        ],
        "asks_which": True,
        "form": uuid4().hex,
    }
    return render(visit.request, "customer/tell.html", context)


def _say(visit: Visit, kind: ClaimKind | None, text: str) -> HttpResponse:
    posted, order = visit.request.POST, visit.case.order
    try:
        told = Told(
            kind=kind.name if kind else "",
            fields=read_fields(posted, kind, order) if kind else {},
            text=text,
            language=visit.speech.language,
            form=posted.get("form", "")[:64],
            files=given(visit),
        )
        say(told, order=order, through=visit.through(), now=visit.now)
    except AmendsError as problem:
        return _again(visit, kind, trouble(problem).removeprefix("trouble."), problem.where)
    return HttpResponseRedirect(_case_page(visit))


def _case_page(visit: Visit) -> str:
    """Where it goes on: the page of the case that the order has now."""
    case = case_of(visit.case.order_id)
    if case is None:
        return f"{_home(visit)}?note=said"
    if visit.door == CASE and case.pk == visit.case.pk:
        return f"{visit.url('page')}?note=said"
    link = make_link(case, now=visit.now, days=NEXT_DAYS, maker=visit.through())
    return "/c/" + link.partition("/c/")[2]


def _form(visit: Visit, kind: ClaimKind | None, **more: Any) -> HttpResponse:
    return render(visit.request, "customer/tell_kind.html", _form_page(visit, kind, **more))


def _again(visit: Visit, kind: ClaimKind | None, note: str, where: str = "") -> HttpResponse:
    posted = visit.request.POST
    context = _form_page(visit, kind, filled=posted, text=_text(visit))
    context |= {
        "note": visit.speech.say(f"trouble.{note}"),
        "wrong": where.removeprefix("data."),
        "form": posted.get("form", "")[:64] or context["form"],
    }
    return render(visit.request, "customer/tell_kind.html", context, status=422)


def _form_page(
    visit: Visit, kind: ClaimKind | None, *, filled: Mapping[str, Any] | None = None, **more: Any
) -> Context:
    order, language = visit.case.order, visit.speech.language
    return {
        **common(visit),
        "kind": kind_of(kind, language) if kind else None,
        "picture": _picture(kind.name) if kind else "",
        "questions": questions_of(kind, order, language, filled or {}) if kind else (),
        "back": _home(visit),
        "action": visit.url("tell_kind", kind=kind.name if kind else LAST),
        "form": uuid4().hex,
        "today": visit.now.astimezone(ZoneInfo(order.time_zone)),
        "earliest": order.placed_at - timedelta(days=366),
        **more,
    }


def _start_page(visit: Visit) -> Context:
    language = visit.speech.language
    kinds = kinds_for(visit.case.order, language)
    case = case_of(visit.case.order_id)
    return {
        **common(visit),
        "kinds": [
            (each, visit.url("tell_kind", kind=each.name), _picture(each.name)) for each in kinds
        ],
        "words_url": visit.url("tell_kind", kind=LAST),
        "case_url": visit.url("page") if visit.door == CASE else "",
        "known": case is not None and visit.door != CASE,
        "to_case": _case_page(visit) if case is not None and visit.door != CASE else "",
    }


def _picture(name: str) -> str:
    return f"customer/icons/{f'claims/{name}' if name in PICTURES else 'other'}.svg"


def _reading(visit: Visit, text: str) -> Reading:
    order = visit.case.order
    items = tuple(str(each.get("title", "")) for each in order.items if isinstance(each, dict))
    return read_text(
        text,
        said_at=visit.now,
        zone=ZoneInfo(order.time_zone),
        kinds=current_policy().declarations.claims,
        order=OrderHint(ref=order.ref, items=items, point=order.point),
        language=visit.speech.language,
    )


def _marks(text: str, reading: Reading) -> list[tuple[str, str]]:
    return marked(text, [(each.start, each.end, each.what) for each in reading.spans])


def _text(visit: Visit) -> str:
    return visit.request.POST.get("text", "").replace("\x00", "").strip()[:LONGEST_TEXT]


def _home(visit: Visit) -> str:
    return visit.url("tell" if visit.door == CASE else "page")


start = require_safe(case_door(_start))
kind = require_http_methods(["GET", "HEAD", "POST"])(case_door(_kind))
order_start = require_safe(order_door(_start))
order_kind = require_http_methods(["GET", "HEAD", "POST"])(order_door(_kind))
