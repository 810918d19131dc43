"""The picture of a scorecard: its weeks on the scale that all cards of the page have in common."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amends.app.actions.desk.scorecards import Shown
from amends.app.console import shapes

register = template.Library()
WIDTH, HEIGHT, EDGE = 200, 56, 8
LARGEST = 6
WHOLE_FROM = 100


@register.simple_tag
def card_picture(shown: Shown) -> SafeString:
    """The band in which the share kept lies, and each week as a dot by its number of promises."""
    picture = shown.picture
    places = [(_x(dot.x), _y(dot.y), round(1.5 + LARGEST * dot.weight, 1)) for dot in picture.dots]
    line = " ".join(f"{x},{y}" for x, y, _size in places)
    dots = format_html_join("", '<circle cx="{}" cy="{}" r="{}"/>', places)
    top, bottom = _y(picture.top), _y(picture.bottom)
    return format_html(
        '<svg class="card-picture {}" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect class="band" x="0" width="{}" y="{}" height="{}"/><polyline points="{}"/>{}</svg>',
        shown.card.trend.way,
        WIDTH,
        HEIGHT,
        _in_words(shown),
        WIDTH,
        top,
        max(round(bottom - top, 2), 1),
        line,
        dots,
    )


@register.filter
def percent(share: float) -> str:
    """A share in the reader's way of writing, never torn at the end of a line: 97.3 %."""
    return str(format_percent(share, "#,##0.0\N{NO-BREAK SPACE}%", locale=shapes.locale()))


@register.filter
def points(share: float) -> str:
    """A difference of two shares: +3.1 percentage points."""
    change = format_decimal(100 * share, "+#,##0.0;−#,##0.0", locale=shapes.locale())
    return _("{change} percentage points").format(change=change)


@register.simple_tag
def how_to_read(sure: float, least: float) -> str:
    """What is seen in the pictures."""
    return _(
        "A dot is a week, the larger the more was promised. The true share lies within the band "
        "with a probability of {sure}. All pictures have one scale, from {least} to {most}."
    ).format(sure=_percent(sure), least=_percent(least), most=_percent(1))


@register.filter
def minus(share: float) -> float:
    """The other way round: what is lost, below zero."""
    return -share


@register.filter
def about(amount: float) -> str:
    """An amount that was shared out: to the hundredth where it is small, else in whole units."""
    return f"{amount:.2f}" if abs(amount) < WHOLE_FROM else f"{amount:.0f}"


@register.filter
def day(when: datetime) -> str:
    """A day with its month, as the reader writes it."""
    pattern = "MMMd" if shapes.locale().language == "mn" else "dMMM"
    return str(format_skeleton(pattern, when, locale=shapes.locale()))


def _in_words(shown: Shown) -> str:
    weeks = [f"{100 * p.kept / p.total:.0f} %" for p in shown.card.periods if p.total]
    return _("Week by week: {shares}").format(shares=", ".join(weeks))


def _percent(share: float) -> str:
    return str(format_percent(share, locale=shapes.locale()))


def _x(place: float) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * place / 100, 1)


def _y(place: float) -> float:
    return round(EDGE + (HEIGHT - 2 * EDGE) * place / 100, 1)
