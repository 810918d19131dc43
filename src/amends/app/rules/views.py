"""The public door to the rules: no sign-in, no session, nothing about anybody."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from amends.app.actions.policy import NoSuchVersion, current_policy, stored_report
from amends.app.actions.rulebooks import rulebook_of
from amends.app.locale import LANGUAGES, spoken
from amends.app.rules.page import Current, write
from amends.app.rules.proof import proof_of
from amends.core.rulebook import Rulebook

SECONDS = 300
MOST_KEPT = 4 * len(LANGUAGES)
_written: dict[tuple[str, str, str, str, bool], tuple[str, str]] = {}


@require_safe
def front(request: HttpRequest, version: str = "") -> HttpResponse:
    """To the page in the reader's language, of the version in force or of a published one."""
    _book(version)
    language = spoken(translation.get_language_from_request(request))
    response = HttpResponseRedirect(_address(version, language))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
@gzip_page
def page(request: HttpRequest, language: str, version: str = "") -> HttpResponse:
    """The rulebook in force, or the published one that is asked for, in one language."""
    etag, html = _page(_book(version), language, version)
    response = get_conditional_response(request, etag=etag, response=HttpResponse(html))
    assert response is not None
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["Content-Language"] = language
    response["Content-Security-Policy"] = _security_policy()
    return response


def _book(version: str) -> Rulebook:
    try:
        return rulebook_of(version) if version else current_policy().rulebook
    except NoSuchVersion:
        raise Http404 from None


def _address(version: str, language: str) -> str:
    if version:
        return reverse("rules:of", args=[version, language])
    return reverse("rules:page", args=[language])


def _page(book: Rulebook, language: str, version: str) -> tuple[str, str]:
    """The page and its tag, written once for each rulebook, with and without what is proven."""
    report = stored_report(book.checksum) or proof_of(book)
    now = current_policy().rulebook
    key = (book.checksum, now.checksum, language, version, report is not None)
    if key not in _written:
        if len(_written) >= MOST_KEPT:
            _written.clear()
        html = write(
            book,
            report,
            languages=[language],
            links={code: _address(version, code) for code in LANGUAGES},
            current=_current(now, language) if book.checksum != now.checksum else None,
        )
        _written[key] = quote_etag(hashlib.sha256(html.encode()).hexdigest()[:32]), html
    return _written[key]


def _current(book: Rulebook, language: str) -> Current:
    return Current(f"{book.name} {book.version}", _address("", language))


@lru_cache(maxsize=1)
def _security_policy() -> str:
    """Nothing runs and nothing is loaded; only the page's own style counts."""
    style = render_to_string("rules/page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
