"""Every page has one gate: signed in, and with the right to see or do this."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from amends.app.actions.staff import may

View = Callable[..., HttpResponseBase]


def page(right: str = "") -> Callable[[View], View]:
    """A page to look at, for whoever has the right."""
    return lambda view: require_safe(_checked(right, view))


def deed(right: str) -> Callable[[View], View]:
    """Something that is done: POST only, for whoever has the right."""
    return lambda view: require_POST(_checked(right, view))


def gate(right: str) -> Callable[[View], View]:
    """Signed in, and with this right if one is named; nothing of it is kept by a browser."""
    return lambda view: _checked(right, view)


def _checked(right: str, view: View) -> View:
    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if right and not may(request.user, right):
            return render(request, "console/not_yours.html", status=403)
        return view(request, *args, **kwargs)

    return checked
