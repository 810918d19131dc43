"""The frame around every page of the console."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from amends.app.actions.staff import rights_of
from amends.app.console.nav import BELONGS_TO, SECTIONS, menu

register = template.Library()

SHORT = {"en": "EN", "ru": "РУ", "mn": "МН"}
OWN_NAMES = {"en": "English", "ru": "Русский", "mn": "Монгол"}


@register.inclusion_tag("console/parts/nav.html", takes_context=True)
def navigation(context: Mapping[str, Any]) -> dict[str, Any]:
    """The sections that the reader may see."""
    rights = rights_of(context["request"].user)
    parts = menu([each for each in SECTIONS if not each.right or each.right in rights])
    here = _section(context)
    return {"here": here, "here_is_in": parts.holding(here), **parts._asdict()}


@register.inclusion_tag("console/parts/languages.html", takes_context=True)
def languages(context: Mapping[str, Any]) -> dict[str, Any]:
    """The languages one may switch to; back to a page that can be looked at again."""
    request = context["request"]
    return {
        "csrf_token": context.get("csrf_token", ""),
        "here": request.get_full_path() if request.method == "GET" else "",
        "language": get_language(),
        "languages": [(code, SHORT[code], OWN_NAMES[code]) for code, _ in settings.LANGUAGES],
    }


@register.simple_tag(takes_context=True)
def section_title(context: Mapping[str, Any]) -> str:
    """What the section of this page is called."""
    here = _section(context)
    return next((str(each.title) for each in SECTIONS if each.name == here), "")


@register.simple_tag
def icon(name: str) -> str:
    """A picture from the page's own collection."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>',
        name,
    )


def _section(context: Mapping[str, Any]) -> str:
    match = context["request"].resolver_match
    name = match.url_name if match else ""
    return BELONGS_TO.get(name, name)
