"""What every view of the customer's door shares: link, language, limits, headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from amends.app.actions import phrases, throttle
from amends.app.actions.links import BadLink, LinkExpired, open_link, open_order_link
from amends.app.actions.places.looking import one_look
from amends.app.ledger.models import Case
from amends.app.locale import LANGUAGES, Speech, spoken

CASE, ORDER = "customer", "order"
LANGUAGE_COOKIE = "language"
MOST_POSTS = 40
WITHIN = timedelta(minutes=10)
OPEN = {CASE: open_link, ORDER: open_order_link}
HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the page of one case, with the time at which it came.

    ``maker`` is the number of the member of staff who made the link, if one did. ``door`` is what
    the link opens: ``customer`` for a case, ``order`` for an order that may have no case yet.
    """

    request: HttpRequest
    token: str
    case: Case
    speech: Speech
    now: datetime
    maker: int | None = None
    door: str = CASE

    def through(self) -> User | None:
        """The member of staff through whose hands it comes: signed in here, or the link's maker."""
        user = self.request.user
        if isinstance(user, User):
            return user
        return User.objects.filter(pk=self.maker).first() if self.maker else None

    def url(self, name: str, **more: str) -> str:
        """An address under this link."""
        return reverse(f"{self.door}:{name}", kwargs={"token": self.token, **more})


def case_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open the link, speak the customer's language, and keep the answer private.

    A view may say itself how long the customer's own browser keeps its answer.
    """
    return _door(view, CASE)


def order_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for a link to an order."""
    return _door(view, ORDER)


def _door(view: Callable[..., HttpResponse], door: str) -> Callable[..., HttpResponse]:
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        response = _open(view, request, token, more, door)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return opened


def _open(
    view: Callable[..., HttpResponse],
    request: HttpRequest,
    token: str,
    more: dict[str, Any],
    door: str,
) -> HttpResponse:
    now = timezone.now()
    try:
        case, maker = OPEN[door](token, now=now)
    except LinkExpired:
        return _closed(request, "expired", 410)
    except BadLink:
        return _closed(request, "bad", 404)
    if request.method == "POST" and _too_many(token, now):
        return _closed(request, "too_many", 429)
    language = _language(request, case)
    with translation.override(language), one_look():
        speech = phrases.speech_for(case, now=now, language=language)
        response = view(Visit(request, token, case, speech, now, maker, door), **more)
    response["Content-Language"] = language
    return response


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    language = spoken(request.COOKIES.get(LANGUAGE_COOKIE) or translation.get_language() or "")
    with translation.override(language):
        context = {"why": why, "language": language}
        return render(request, "customer/closed_link.html", context, status=status)


def _language(request: HttpRequest, case: Case) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return spoken(case.customer.language or translation.get_language() or "")


def _too_many(token: str, now: datetime) -> bool:
    """Counted for links that open something only: nobody can fill the table with made-up ones."""
    return not throttle.may_try("customer link", token, most=MOST_POSTS, within=WITHIN, now=now)
