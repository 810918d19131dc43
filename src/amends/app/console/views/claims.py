"""What customers say: written down for them, read where no program could, and their files."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.app.actions.attachments import Given, content_of, remove_file
from amends.app.actions.attachments.answering import as_download
from amends.app.actions.claims.questions import (
    LONGEST_TEXT,
    kind_of,
    kinds_for,
    questions_of,
    read_fields,
)
from amends.app.actions.claims.said import Told, case_of, say, say_what_it_is
from amends.app.actions.desk.claims import list_unread, one_unread
from amends.app.actions.policy import current_policy
from amends.app.console.gates import deed, gate, page
from amends.app.console.telling import tell_error
from amends.app.ledger.models import Claim, Order
from amends.app.locale import spoken
from amends.core.errors import AmendsError


@require_http_methods(["GET", "HEAD", "POST"])
@gate("act_on_cases")
def tell(request: HttpRequest) -> HttpResponse:
    """What a customer says on a call or in a mail, with the words to ask it by.

    Whose order it is, is posted: a reference has no place in an address.
    """
    given = request.POST
    ref = given.get("order", "").strip()[:200]
    order = Order.objects.select_related("customer").filter(ref=ref).first()
    kind = current_policy().declarations.claims.get(given.get("kind", ""))
    if ref and order is None:
        messages.error(request, _("There is no order with this number."))
    if order is not None and "say" in given:
        try:
            return _said(request, order, kind.name if kind else "")
        except AmendsError as error:
            tell_error(request, error)
    context = {"ref": ref, "order": order, **_asked(request, order, kind)}
    return render(request, "console/tell.html", context)


@page("see_cases")
def said(request: HttpRequest) -> HttpResponse:
    """What nobody could read yet."""
    context = {"now": timezone.now(), "page": list_unread(request.GET.get("after", ""))}
    return render(request, "console/said.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate("act_on_cases")
def unread(request: HttpRequest, number: int) -> HttpResponse:
    """One of them: what is it about?"""
    try:
        found = one_unread(number)
    except Claim.DoesNotExist:
        raise Http404 from None
    given = request.POST if request.method == "POST" else request.GET
    kind = current_policy().declarations.claims.get(given.get("kind", ""))
    if kind is not None and request.method == "POST":
        try:
            fields = read_fields(request.POST.dict(), kind, found.order)
            by: Any = request.user
            say_what_it_is(found.claim, kind=kind.name, fields=fields, by=by, now=timezone.now())
            messages.success(request, _("Held against the record. The case goes on by it."))
            return redirect("console:said")
        except AmendsError as error:
            tell_error(request, error)
    context = {"found": found, "case": found.case, **_asked(request, found.order, kind)}
    return render(request, "console/unread.html", context)


@page("see_cases")
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """One file, as a download that can do nothing."""
    found = content_of("", key)
    if found is None:
        raise Http404
    return as_download(*found)


@deed("act_on_cases")
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove a file for good."""
    found = content_of("", key)
    if found is None:
        raise Http404
    attachment, by = found[0].attachment, request.user.get_username()
    remove_file(attachment, by=by, now=timezone.now())
    messages.success(request, _("The file is removed."))
    case = case_of(attachment.order_id)
    return redirect("console:case", case.public_id) if case else redirect("console:cases")


def _said(request: HttpRequest, order: Order, kind: str) -> HttpResponse:
    declared = current_policy().declarations.claims.get(kind)
    limits = current_policy().attachments
    files = request.FILES.getlist("files")[: limits.at_once + 1]
    user: Any = request.user
    told = Told(
        kind=kind,
        fields=read_fields(request.POST.dict(), declared, order) if declared else {},
        text=request.POST.get("text", "").replace("\x00", "")[:LONGEST_TEXT],
        language=spoken(order.customer.language or get_language() or ""),
        form=request.POST.get("form", "")[:64],
        files=[Given(each.name or "", each.read(limits.bytes + 1)) for each in files],
    )
    say(told, order=order, through=user, now=timezone.now())
    messages.success(request, _("Written down, and held against the record."))
    case = case_of(order.ref)
    return redirect("console:case", case.public_id) if case else redirect("console:said")


def _lines(language: str) -> dict[str, str]:
    """What is said first and at the end, in the customer's language."""
    with translation.override(language):
        return {
            "first": _("I am sorry that something is not right. Please tell me what happened."),
            "last": _("Thank you. I have written it down, and I look it up while you wait."),
        }


def _asked(request: HttpRequest, order: Order | None, kind: Any) -> dict[str, Any]:
    """What is asked, in the reader's language, and how to say it in the customer's."""
    if order is None:
        return {}
    ours = spoken(get_language() or "en")
    theirs = spoken(order.customer.language or ours)
    filled = request.POST.dict()
    asked = questions_of(kind, order, ours, filled) if kind else []
    aloud = questions_of(kind, order, theirs, {}) if kind else []
    return {
        "kinds": kinds_for(order, ours),
        "kind": kind_of(kind, ours) if kind else None,
        "questions": list(zip(asked, aloud, strict=True)),
        "theirs": theirs,
        "say": _lines(theirs),
        "is_other": theirs != ours,
        "text": filled.get("text", ""),
        "form": filled.get("form") or uuid4().hex,
    }
