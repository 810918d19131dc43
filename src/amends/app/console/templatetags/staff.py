"""Pictures of the truth about staff: funnels, one's own place, rates with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

from babel.numbers import format_percent
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.app.actions.desk.staff import Dot, Funnel, Stands
from amends.app.actions.reviews.results import Agreed, Rate, Results
from amends.app.console import shapes
from amends.app.console.templatetags.places import share
from amends.app.console.words import word
from amends.core.staff import limits

register = template.Library()

WIDE, HIGH, LEFT, TOP, RIGHT, FOOT = 380, 230, 34, 10, 8, 30
RATIOS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)
LEAST_RATIO, MOST_RATIO = 3.0, 9.0
CURVE = 48
LONG, THICK, MOST_TIMES = 320.0, 18.0, 4.0


class _Frame:
    """Where numbers stand in a funnel: both axes by their square roots, on which it is even."""

    def __init__(self, dots: Sequence[Dot]) -> None:
        self.expected = max([1.0, *(dot.expected for dot in dots)]) * 1.05
        highest = max([LEAST_RATIO, *(dot.ratio for dot in dots if dot.expected >= 1)])
        self.ratio = min(MOST_RATIO, highest * 1.1)

    def x(self, expected: float) -> float:
        return round(LEFT + math.sqrt(expected / self.expected) * (WIDE - LEFT - RIGHT), 1)

    def y(self, ratio: float) -> float:
        share = math.sqrt(min(ratio, self.ratio) / self.ratio)
        return round(HIGH - FOOT - share * (HIGH - FOOT - TOP), 1)


@register.simple_tag
def funnel(found: Funnel) -> SafeString:
    """Everybody of one measure and group between the limits of chance."""
    frame = _Frame(found.dots)
    marked = sum(dot.is_marked for dot in found.dots)
    count = len(found.dots)
    label = ngettext("{n} person, marked: {marked}", "{n} people, marked: {marked}", count)
    return format_html(
        '<svg class="funnel" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDE,
        HIGH,
        f"{word(found.measure, 'measure')}: {label.format(n=count, marked=marked)}",
        _curves(found, frame),
        _ratio_axis(frame),
        _expected_axis(frame),
        format_html_join("", "{}", ((_dot(dot, frame),) for dot in found.dots)),
    )


def _curves(found: Funnel, frame: _Frame) -> SafeString:
    """The outer and the inner limits, as areas."""
    least = frame.expected / 400
    steps = [least + (frame.expected - least) * (n / CURVE) ** 2 for n in range(CURVE + 1)]
    areas = []
    for name, probability in zip(("outer", "inner"), reversed(found.limits), strict=True):
        ends = [(x, limits(x, spread=found.spread, probability=probability)) for x in steps]
        there = [f"{frame.x(x)},{frame.y(high)}" for x, (_low, high) in ends]
        back = [f"{frame.x(x)},{frame.y(low)}" for x, (low, _high) in reversed(ends)]
        areas.append((name, " ".join(there + back)))
    return format_html_join("", '<polygon class="{}" points="{}"/>', areas)


def _ratio_axis(frame: _Frame) -> SafeString:
    lines = [(ratio, frame.y(ratio)) for ratio in RATIOS if ratio <= frame.ratio]
    return format_html_join(
        "",
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="tick end" x="{}" y="{}">{}×</text>',
        (
            (
                "even" if ratio == 1 else "grid",
                LEFT,
                WIDE - RIGHT,
                y,
                y,
                LEFT - 4,
                y + 3.5,
                f"{ratio:g}",
            )
            for ratio, y in lines
        ),
    )


def _expected_axis(frame: _Frame) -> SafeString:
    return format_html_join(
        "",
        '<text class="tick middle" x="{}" y="{}">{}</text>',
        ((frame.x(each), HIGH - FOOT + 14, f"{each:g}") for each in _round_numbers(frame.expected)),
    ) + format_html(
        '<text class="tick end" x="{}" y="{}">{}</text>', WIDE - RIGHT, HIGH - 3, _("expected")
    )


def _round_numbers(most: float) -> list[float]:
    step = 10 ** math.floor(math.log10(most))
    return [each for each in (step * part for part in (0.1, 0.5, 1, 2, 5)) if each <= most]


def _dot(dot: Dot, frame: _Frame) -> SafeString:
    x, y = frame.x(dot.expected), frame.y(dot.ratio)
    kind = "marked" if dot.is_marked else "reader" if dot.is_reader else "usual"
    title = _said(dot.observed, dot.trials, dot.expected)
    named = SafeString("")
    if dot.name and (dot.is_marked or dot.is_reader):
        end = x > WIDE * 0.7
        named = format_html(
            '<text class="name {}" x="{}" y="{}">{}</text>',
            "end" if end else "",
            x - 7 if end else x + 7,
            y + 3.5,
            dot.name,
        )
    return format_html(
        '<g class="dot {}"><title>{}</title><circle cx="{}" cy="{}" r="{}"/>{}</g>',
        kind,
        f"{dot.name}: {title}" if dot.name else title,
        x,
        y,
        4.5 if kind != "usual" else 3,
        named,
    )


@register.simple_tag
def stands_at(stands: Stands) -> SafeString:
    """One person between their own limits, from nothing to four times what is expected."""
    body = stands.body

    def x(ratio: float) -> float:
        return round(min(ratio, MOST_TIMES) / MOST_TIMES * LONG, 1)

    bands = [("outer", *body["outer"]), ("inner", *body["inner"])]
    drawn = format_html_join(
        "",
        '<rect class="{}" x="{}" width="{}" height="{}"/>',
        ((name, x(low), round(x(high) - x(low), 1), THICK) for name, low, high in bands),
    )
    return format_html(
        '<svg class="stands" viewBox="-7 0 {} {}" role="img" aria-label="{}">'
        '<rect class="track" width="{}" height="{}"/>{}'
        '<line class="even" x1="{}" x2="{}" y1="0" y2="{}"/>'
        '<circle class="{}" cx="{}" cy="{}" r="6"/></svg>',
        LONG + 14,
        THICK,
        said_of(stands),
        LONG,
        THICK,
        drawn,
        x(1),
        x(1),
        THICK,
        "marked" if stands.row.marked_on else "usual",
        x(body["ratio"]),
        THICK / 2,
    )


@register.filter
def said_of(stands: Stands) -> str:
    """One person's numbers in words."""
    body = stands.body
    return _said(body["observed"], body["trials"], body["expected"])


def _said(observed: int, trials: int, expected: float) -> str:
    return _("{part} of {whole}, expected {expected}").format(
        part=f"{observed:,}", whole=f"{trials:,}", expected=shapes.number(expected)
    )


@register.simple_tag
def rate_bar(found: Rate, most: float) -> SafeString:
    """A rate as a point, with its interval as a line; the scale ends at ``most``."""
    rate = found.rate
    if rate is None:
        return SafeString("")
    at, low, high = (each / most for each in (rate.rate, rate.low, rate.high))
    return _interval(at, low, high, label=rate_said(found))


@register.simple_tag
def agreement_bar(found: Agreed) -> SafeString:
    """Krippendorff's alpha between chance and perfect, with its interval."""
    agreed = found.agreement
    if agreed is None:
        return SafeString("")
    return _interval(agreed.alpha, agreed.low, agreed.high, label=agreed_said(found))


def _interval(at: float, low: float, high: float, *, label: str) -> SafeString:
    """A point and the line around it, on a line from 0 to 1."""
    x, left, right = (round(min(1, max(0, each)) * LONG, 1) for each in (at, low, high))
    return format_html(
        '<svg class="rate" viewBox="-6 0 {} {}" role="img" aria-label="{}">'
        '<rect class="track" width="{}" height="{}"/>'
        '<rect class="interval" x="{}" y="6" width="{}" height="6" rx="3"/>'
        '<circle cx="{}" cy="9" r="5"/></svg>',
        LONG + 12,
        THICK,
        label,
        LONG,
        THICK,
        left,
        max(2, round(right - left, 1)),
        x,
    )


@register.filter
def rate_said(found: Rate) -> str:
    """A rate with its interval: 8.1 % (4.2 % – 15 %)."""
    if found.rate is None:
        return ""
    low, high = share(found.rate.low), share(found.rate.high)
    return _("{rate}, between {low} and {high}").format(
        rate=share(found.rate.rate), low=low, high=high
    )


@register.filter
def scale_end(rates: Sequence[Rate]) -> float:
    """Where the scale of some rates ends: a round share beyond the highest interval."""
    highest = max((each.rate.high for each in rates if each.rate), default=0.1)
    return next((end for end in (0.05, 0.1, 0.2, 0.3, 0.5) if highest <= end), 1.0)


@register.filter
def agreed_said(found: Agreed) -> str:
    """How far reviewers agree, with the interval; or why nobody can tell."""
    each = found.agreement
    if each is None:
        return _("always the same answer") if found.is_enough else _("too few to tell")
    return _("{alpha}, between {low} and {high}").format(
        alpha=shapes.number(each.alpha, 2),
        low=shapes.number(each.low, 2),
        high=shapes.number(each.high, 2),
    )


@register.filter
def last_days(count: int) -> str:
    """So many last days."""
    return ngettext("{n} day", "{n} days", count).format(n=count)


@register.filter
def too_little(found: Results) -> str:
    """How much more has to be reviewed before a rate is told."""
    return _("Too little is reviewed to tell: {n} of the {least} cases that are needed.").format(
        n=found.whole.reviews, least=found.least_reviews
    )


@register.filter
def why_no_agreement(found: Results) -> str:
    """Why nothing is told of agreement."""
    whole = found.agreed[0]
    if whole.is_enough:
        return _("All reviews say the same, so nobody can tell agreement from chance.")
    return _("Too few cases have two reviews: {n} of the {least} that are needed.").format(
        n=whole.shared, least=found.least_shared
    )


@register.filter
def whole_share(value: float) -> str:
    """A round share in the reader's way of writing: 20 %."""
    return str(format_percent(value, "#,##0 %", locale=shapes.locale()))
