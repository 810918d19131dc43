"""What the console's templates need: words, times, bars."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.app.actions import points
from amends.app.actions.desk import counts
from amends.app.actions.desk.reasons import Reason
from amends.app.actions.freedom.shown import Shown
from amends.app.actions.freedom.shown import shown_in as shown_by
from amends.app.actions.hands import through_whom
from amends.app.actions.staff import rights_of
from amends.app.config.logs import hide
from amends.app.console import shapes
from amends.app.console.words import word as word_for
from amends.app.ledger.models import Decision
from amends.app.locale import spoken as spoken_here
from amends.app.rules.links import rule_of
from amends.core.wording.reasons import worded as in_words

register = template.Library()

OUTPUT_KINDS = {
    "caused_by": "party",
    "controlled_by": "party",
    "borne_by": "party",
    "who": "party",
    "remedy": "remedy",
    "gesture": "remedy",
    "role": "role",
    "due": "remedy",
    "approver": "party",
    "above": "party",
    "amount_of": "fact",
}
CELLS = (
    timedelta(0),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)
"""The bar of waiting has a cell for each of these that has passed."""


@register.filter
def worded(reason: str, values: Mapping[str, object] | None = None) -> str:
    """Why something was refused, or how to mend it, in the reader's language."""
    return in_words(reason, values or {}, translation)


@register.filter
def word(name: object, group: str) -> str:
    """The words for a name: ``{{ case.state|word:"case" }}``."""
    return word_for(str(name), group)


@register.filter
def who(name: str) -> str:
    """Who said or did it; a customer's word that came through staff names them."""
    if staff := through_whom(name):
        return _("the customer, through {name}").format(name=staff)
    return word(name, "party")


@register.filter
def point_name(code: str) -> str:
    """The pickup point with this code, by its name."""
    return points.name_of(code)


@register.filter
def spoken(code: str) -> str:
    """A language in the reader's own: "ru" is Russian, русский, орос."""
    try:
        return str(Locale.parse(code).get_display_name(get_language() or "en"))
    except (ValueError, UnknownLocaleError):
        return code


@register.filter
def output(value: object, name: str) -> str:
    """What a rule said, in the words of its kind."""
    return word_for(str(value), OUTPUT_KINDS.get(name, "value"))


@register.filter
def reason(reasons: Mapping[str, str]) -> str:
    """Why a rule applied, in the reader's language or else in English."""
    return reasons.get(get_language() or "en") or reasons.get("en", "")


@register.simple_tag
def rule_url(decision: Decision, fired: Reason) -> str:
    """Where a rule that fired stands in the version of its day; empty where that is not known."""
    return rule_of(decision, (fired.table,), fired.rule, spoken_here(get_language() or "en"))


@register.filter
def span(length: timedelta) -> str:
    """A length of time in words."""
    return shapes.span(length)


@register.filter
def money(amount: object, currency: str) -> str:
    """An amount with its currency."""
    return shapes.money(amount, currency)


@register.filter
def worth(amount: Any, shown: Shown) -> str:
    """A sum of the rulebook, in the currency that the reader thinks in."""
    return shapes.money(shown.amount(amount), shown.currency)


@register.filter
def shown_in(currency: str) -> Shown:
    """How sums of the rulebook are shown beside amounts of this currency; empty: the shop's."""
    return shown_by(currency)


@register.filter
def upto(count: int) -> str:
    """A count that stops at a limit."""
    return f"{counts.MOST:,}+" if count >= counts.MOST else f"{count:,}"


@register.filter
def get(values: Mapping[str, str], name: str) -> str:
    """The value of this name, or an empty text."""
    return values.get(name, "")


@register.filter
def item(ordered: object) -> str:
    """One thing of an order, however the shop describes it."""
    if not isinstance(ordered, Mapping):
        return str(ordered)
    names = (ordered.get(key) for key in ("title", "name", "sku"))
    name = next((str(each) for each in names if each), "")
    count = ordered.get("quantity", 1)
    return name if count in (1, "1") else f"{name} × {count}"


@register.filter
def most(numbers: Iterable[int]) -> int:
    """The largest of some numbers."""
    return max(numbers, default=0)


@register.filter
def pretty(data: object) -> str:
    """Data as readable JSON."""
    return json.dumps(data, indent=2, ensure_ascii=False, sort_keys=True)


@register.simple_tag(takes_context=True)
def may(context: Mapping[str, Any], right: str) -> bool:
    """Whether the reader has this right."""
    return right in rights_of(context["request"].user)


@register.simple_tag(takes_context=True)
def letter(context: Mapping[str, Any], body: str) -> str:
    """A letter's text. Its links are keys to the case: they work where the mailbox is built in,
    for those who may act for the customer; for others they are hidden.
    """
    is_open = settings.AMENDS_MESSENGER == "mailbox"
    if is_open and "act_on_cases" in rights_of(context["request"].user):
        return SafeString(urlize(body, autoescape=True))
    return hide(body)


@register.simple_tag
def waiting(length: timedelta, label: str) -> str:
    """How long somebody waits: six cells, filled from the left."""
    filled = sum(1 for cell in CELLS if length >= cell)
    cells = format_html_join(
        "",
        '<rect x="{}" width="9" height="8" rx="1.5" class="{}"/>',
        ((number * 11, "on" if number < filled else "off") for number in range(len(CELLS))),
    )
    return format_html(
        '<svg class="cells level-{}" viewBox="0 0 64 8" width="64" height="8" role="img" '
        'aria-label="{}">{}</svg>',
        filled,
        label,
        cells,
    )


@register.simple_tag
def bar(count: int, most: int, tone: str = "") -> str:
    """A count as a bar, beside the longest of its kind."""
    width = 0 if not count else max(round(100 * count / max(most, 1), 1), 1.5)
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="100" height="6"/><rect class="fill" width="{}" height="6"/>'
        "</svg>",
        tone,
        width,
    )
