"""Partners: what they owe, one partner's account, and one demand with its papers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.app.actions.accounts.claim_file import claim_file
from amends.app.actions.accounts.demands import STEPS, BadDemand, take_step
from amends.app.actions.accounts.statements import as_csv, as_data, statement
from amends.app.actions.desk import partners as desk
from amends.app.console.gates import deed, page
from amends.app.console.papers.claim import claim_paper, file_name
from amends.app.console.papers.statement import statement_paper
from amends.app.console.telling import is_confirmed, tell_error
from amends.app.ledger.models import Case, Partner
from amends.core.errors import AmendsError

PDF = "application/pdf"


@page("see_partners")
def partners(request: HttpRequest) -> HttpResponse:
    """Every partner and what stands in its account."""
    found = desk.list_partners(request.GET.get("after", ""))
    return render(request, "console/partners.html", {"page": found})


@page("see_partners")
def partner(request: HttpRequest, number: int) -> HttpResponse:
    """One partner's account."""
    try:
        shown = desk.partner_page(number, request.GET.get("after", ""))
    except Partner.DoesNotExist:
        raise Http404 from None
    context = {"shown": shown, "partner": shown.row.partner, "page": shown.demands}
    return render(request, "console/partner.html", context)


@page("see_partners")
def partner_case(request: HttpRequest, number: int, public_id: UUID) -> HttpResponse:
    """One demand: how it stands, what was done, and what may be done."""
    found = _demand(number, public_id)
    context = {
        "now": timezone.now(),
        "demand": found,
        "needs_reason": [name for name, step in STEPS.items() if step.needs_reason],
    }
    return render(request, "console/partner_case.html", context)


@deed("settle_with_partners")
def partner_step(request: HttpRequest, number: int, public_id: UUID) -> HttpResponse:
    """Take a step, after an explicit yes."""
    found = _demand(number, public_id)
    name = request.POST.get("step", "")
    if name not in STEPS:
        raise Http404
    if is_confirmed(request):
        try:
            take_step(
                name,
                case=found.case,
                partner=found.partner,
                currency=request.POST.get("currency", ""),
                amount=_amount(request.POST.get("amount", "")),
                reason=request.POST.get("reason", ""),
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("Done, and written into the account."))
        except AmendsError as error:
            tell_error(request, error)
    return redirect("console:partner-case", number, public_id)


@page("see_partners")
def claim(request: HttpRequest, number: int, public_id: UUID, form: str) -> HttpResponse:
    """The claim file, as PDF or JSON."""
    found = _demand(number, public_id)
    try:
        file = claim_file(found.partner, found.case, now=timezone.now())
    except AmendsError:
        raise Http404 from None
    if form == "json":
        return _download(JsonResponse(file), file_name(file, "json"))
    paper = claim_paper(file, found.partner, language=_language(request))
    return _download(HttpResponse(paper, content_type=PDF), file_name(file, "pdf"))


@page("see_partners")
def partner_statement(request: HttpRequest, number: int, month: str, form: str) -> HttpResponse:
    """The statement of a month, as PDF, CSV or JSON."""
    try:
        found = statement(Partner.objects.get(pk=number), month)
    except (Partner.DoesNotExist, AmendsError):
        raise Http404 from None
    if form == "json":
        answer: HttpResponse = JsonResponse(as_data(found))
    elif form == "csv":
        answer = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
    else:
        paper = statement_paper(found, language=_language(request))
        answer = HttpResponse(paper, content_type=PDF)
    return _download(answer, f"statement-{found.partner.pk}-{month}.{form}")


def _demand(number: int, public_id: UUID) -> desk.Demand:
    try:
        return desk.demand(number, public_id)
    except (Partner.DoesNotExist, Case.DoesNotExist):
        raise Http404 from None


def _language(request: HttpRequest) -> str:
    """The language that was asked for, else the partner's own."""
    asked = request.GET.get("language", "")
    return (get_language() or "") if asked == "mine" else asked


def _amount(text: str) -> Decimal | None:
    """The amount that was written; nothing means all of it."""
    if not text.strip():
        return None
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise BadDemand("this is no amount", where="amount") from None


def _download(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
