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

from amends.app.actions.policy import current_policy
from amends.app.locale import LANGUAGES, spoken
from amends.app.rules.page import write
from amends.app.rules.proof import proof_of

SECONDS = 300
MOST_KEPT = 4 * len(LANGUAGES)
_written: dict[tuple[str, str, bool], tuple[str, str]] = {}


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """To the page in the reader's language."""
    language = spoken(translation.get_language_from_request(request))
    response = HttpResponseRedirect(reverse("rules:page", args=[language]))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
@gzip_page
def page(request: HttpRequest, language: str) -> HttpResponse:
    """The rulebook in force, in one language."""
    if language not in LANGUAGES:
        raise Http404
    etag, html = _page(language)
    response = get_conditional_response(request, etag=etag, response=HttpResponse(html))
    assert response is not None
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["Content-Language"] = language
    response["Content-Security-Policy"] = _security_policy()
    return response


def _page(language: str) -> tuple[str, str]:
    """The page and its tag, written once for each rulebook, with and without what is proven."""
    book = current_policy().rulebook
    report = proof_of(book)
    key = (book.checksum, language, report is not None)
    if key not in _written:
        if len(_written) >= MOST_KEPT:
            _written.clear()
        links = {code: reverse("rules:page", args=[code]) for code in LANGUAGES}
        html = write(book, report, languages=[language], links=links)
        _written[key] = quote_etag(hashlib.sha256(html.encode()).hexdigest()[:32]), html
    return _written[key]


@lru_cache(maxsize=1)
def _security_policy() -> str:
    """Nothing runs and nothing is loaded; only the page's own style counts."""
    style = render_to_string("rules/page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
