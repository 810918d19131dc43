"""The REST door: thin. What it takes in goes through the one action that records events."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Status

from amends.app.actions.order_links import NoSuchOrder, link_for_customer
from amends.app.actions.record import receive
from amends.app.actions.tokens import ANSWER_CLAIMS, MAKE_LINKS, SEND_EVENTS
from amends.app.api.bodies import Refusal, read_body, read_raw
from amends.app.api.carriers import heard_of
from amends.app.api.claims import file_of, take
from amends.app.api.rights import Bearer
from amends.app.api.shapes import (
    CarrierHeard,
    ClaimAnswer,
    ClaimAnswered,
    LinkAsked,
    OrderLink,
    Problem,
    Received,
)

api = NinjaAPI(
    title="Amends",
    version="1",
    description="Send what happened; promises are judged and cases opened in the same moment.",
    docs_url=None,
    urls_namespace="api",
)


@api.post(
    "/events",
    auth=Bearer(SEND_EVENTS),
    response={202: Received, 400: Problem, 413: Problem, 415: Problem},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/cloudevents+json": {"schema": {"type": "object"}},
                "application/cloudevents-batch+json": {"schema": {"type": "array"}},
            },
        }
    },
)
def events(request: HttpRequest) -> Status[dict[str, Any]]:
    """Record one event, or a batch of at most 1,000, in the CloudEvents JSON format.

    Sending an event again is harmless: it is answered with "repeated". What is not understood is
    kept in quarantine and answered with the reason; it need not be sent again.
    """
    receipt = receive(read_body(request), now=timezone.now())
    answer = {
        "recorded": receipt.recorded,
        "repeated": receipt.repeated,
        "quarantined": receipt.quarantined,
        "events": receipt.results,
    }
    return Status(202, answer)


@api.post(
    "/links",
    auth=Bearer(MAKE_LINKS),
    response={200: OrderLink, 400: Problem, 404: Problem, 413: Problem, 415: Problem},
)
def links(request: HttpRequest, asked: LinkAsked) -> Status[dict[str, Any]]:
    """Make a link by which the customer of one order says what went wrong; it expires.

    Whoever has it speaks for the customer of this order and sees its cases: show it to them alone.
    """
    try:
        made = link_for_customer(asked.order, now=timezone.now())
    except NoSuchOrder as error:
        raise Refusal(404, error.code, error.message, hint=error.hint) from None
    return Status(200, {"url": made.url, "expires_at": made.expires_at})


@api.get(
    "/partner-claims/{reference}",
    auth=Bearer(ANSWER_CLAIMS),
    response={200: dict[str, Any], 404: Problem},
)
def partner_claim(request: HttpRequest, reference: str) -> Status[dict[str, Any]]:
    """The claim file that stands under this reference, for the partner whose token this is."""
    partner = request.auth.partner  # type: ignore[attr-defined]
    return Status(200, file_of(reference, partner=partner, now=timezone.now()))


@api.post(
    "/partner-claims/{reference}/answer",
    auth=Bearer(ANSWER_CLAIMS),
    response={200: ClaimAnswered, 400: Problem, 404: Problem, 409: Problem},
)
def answer(request: HttpRequest, reference: str, said: ClaimAnswer) -> Status[dict[str, Any]]:
    """Agree with a claim, or dispute all or a part of it with the reason.

    The same answer with the same key is harmless: it is answered with "repeated". What is paid is
    not told here; the shop sees it in its bank.
    """
    partner = request.auth.partner  # type: ignore[attr-defined]
    return Status(200, take(reference, said, partner=partner, now=timezone.now()))


@api.post(
    "/carriers/{name}",
    auth=Bearer(SEND_EVENTS),
    response={202: CarrierHeard, 400: Problem, 413: Problem},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"type": "object"}},
                "application/xml": {"schema": {"type": "string"}},
            },
        }
    },
)
def carrier(request: HttpRequest, name: str, order: str = "") -> Status[dict[str, Any]]:
    """Record a carrier's raw tracking answer or webhook, as it came.

    ``order`` names the order of the parcels in it, where the answer does not. Codes that nobody has
    declared are kept and listed under ``unclear``; sending an answer again is harmless.
    """
    return Status(202, heard_of(name, read_raw(request), order=order, now=timezone.now()))


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A request that cannot be taken in as a whole, with what is wrong and how to mend it."""
    return api.create_response(request, refusal.as_data(), status=refusal.status)


@api.exception_handler(OperationalError)
def busy(request: HttpRequest, _error: OperationalError) -> HttpResponse:
    """The database is away or gave way to another request: nothing was recorded, send again."""
    problem = {"code": "busy", "message": "nothing was recorded", "where": "", "hint": "send again"}
    response = api.create_response(request, problem, status=503)
    response["Retry-After"] = "1"
    return response
