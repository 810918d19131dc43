"""What the pages about pickup points need: hours as a picture, a record in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_skeleton
from babel.numbers import format_percent
from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amends.app.actions import phrases
from amends.app.actions.desk.incidents import IncidentRow
from amends.app.actions.desk.point_record import Told
from amends.app.actions.places.shown import reasons
from amends.app.console import shapes
from amends.app.console.words import word
from amends.app.ledger.models import Case, Journal
from amends.app.locale import spoken
from amends.core.places.hours import DAY, Spans
from amends.core.places.reasons import in_words
from amends.core.places.reliability import Sign, Turn

register = template.Library()
register.filter(shapes.hours_in_words)

WIDE, HIGH, EDGE = 320, 60, 4
MARGIN = 0.02
"""The picture of the bound begins so far below the lowest of its values."""
OURS = frozenset({Sign.LOOKED_GOOD, Sign.LOOKED_BAD, Sign.SAID_GOOD, Sign.SAID_BAD})


@register.filter
def share(value: float) -> str:
    """A share in the reader's way of writing: 97.3 %."""
    return str(format_percent(value, "#,##0.0 %", locale=shapes.locale()))


@register.simple_tag
def of(part: int, whole: int) -> str:
    """So many of so many."""
    return _("{part} of {whole}").format(part=f"{part:,}", whole=f"{whole:,}")


@register.simple_tag
def shown_of(entry: Journal, case: Case) -> Sequence[str]:
    """What was told of the point that was chosen, as of then, in the reader's language."""
    facts = entry.detail.get("shown")
    if not facts:
        return ()
    language = spoken(get_language() or "")
    return reasons(facts, phrases.speech_for(case, now=entry.at, language=language))


@register.filter
def what_is_offered(least: float) -> str:
    """What the list of points shows, and from which bound on one is offered."""
    return _(
        "How far each is trusted by its own hand-overs; where nobody came yet, by its operator's "
        "other points, or as usual. A point is offered when it is sure to hand over at least "
        "{least}."
    ).format(least=share(least))


@register.filter
def how_far(row: IncidentRow) -> str:
    """How far the customers of an incident are."""
    return _(
        "told before they set out: {told}, still waiting: {waits}, handed over: {handed}"
    ).format(told=row.incident.told, waits=row.waits, handed=row.handed_over)


@register.filter
def earlier_signs(count: int) -> str:
    """How many signs are counted without being told one by one."""
    return ngettext(
        "{n} sign before these is counted in it.",
        "{n} signs before these are counted in it.",
        count,
    ).format(n=count)


@register.filter
def reason(said: str) -> str:
    """Why hours are refused or in doubt, in the reader's language."""
    return in_words(said, translation)


@register.filter
def yes_no(value: bool | None) -> str:
    """Yes, no, or nothing said."""
    if value is None:
        return "–"
    return _("yes") if value else _("no")


@register.filter
def day(when: date) -> str:
    """A coming day: Mon 23 Nov."""
    return str(format_skeleton("MMMEd", when, locale=shapes.locale()))


@register.filter
def clocks(spans: Spans) -> str:
    """The open minutes of a day: 09:00–13:00, 14:00–20:00; closed."""
    if not spans:
        return _("closed")
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in spans)


@register.simple_tag
def hours_bar(spans: Spans) -> str:
    """The open minutes of a day on a line of 24 hours; the words stand beside it."""
    stretches = format_html_join(
        "",
        '<rect x="{}" width="{}" height="10" class="fill"/>',
        ((start, end - start) for start, end in spans),
    )
    ticks = format_html_join(
        "", '<path d="M{} 0v10" class="tick"/>', ((at,) for at in range(360, DAY, 360))
    )
    return format_html(
        '<svg class="hours" viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="{}" height="10"/>{}{}</svg>',
        DAY,
        DAY,
        stretches,
        ticks,
    )


@register.simple_tag
def bound_line(bounds: Sequence[float], least: float) -> str:
    """The bound after each step as a line, with what the rulebook asks for across it."""
    if not bounds:
        return ""
    step = WIDE / max(len(bounds) - 1, 1)
    lowest = min(*bounds, least) - MARGIN
    heights = [_height(each, lowest) for each in bounds]
    spots = " ".join(f"{number * step:.1f},{each}" for number, each in enumerate(heights))
    label = _("Bound after each step, now {now}; asked for: {least}").format(
        now=share(bounds[-1]), least=share(least)
    )
    return format_html(
        '<svg class="bound {}" viewBox="-{} 0 {} {}" role="img" aria-label="{}">'
        '<path class="least" d="M0 {}H{}"/><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="3.5"/></svg>',
        "good" if bounds[-1] >= least else "wrong",
        EDGE,
        WIDE + 2 * EDGE,
        HIGH,
        label,
        _height(least, lowest),
        WIDE,
        spots if len(bounds) > 1 else f"0,{heights[0]} {WIDE},{heights[0]}",
        WIDE,
        heights[-1],
    )


@register.filter
def what_was_seen(told: Told) -> str:
    """One line of a record in words: what was seen, and who said it."""
    if told.count > 1:
        return ngettext("{n} parcel handed over", "{n} parcels handed over", told.count).format(
            n=told.count
        )
    what = word(told.step.sign, "point_sign")
    if told.staff:
        return _("{what} ({name})").format(what=what, name=told.staff)
    if told.order and told.step.sign is not Sign.HANDED_OVER:
        return _("{what}, reported by order {order}").format(what=what, order=told.order)
    return what


@register.filter
def what_it_changed(told: Told) -> str:
    """What a step changed, and how many more like it would turn the point."""
    step = told.step
    said = [word(step.turn, "point_turn")] if step.turn is not Turn.NONE else []
    if step.more is not None:
        said.append(_more_back(step.more) if step.out else _more_out(step.more))
    return " ".join(said)


def _more_out(count: int) -> str:
    return ngettext(
        "{n} more like this would take it out.", "{n} more like this would take it out.", count
    ).format(n=count)


def _more_back(count: int) -> str:
    return ngettext(
        "{n} more like this brings it back.", "{n} more like this bring it back.", count
    ).format(n=count)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _height(bound: float, lowest: float) -> float:
    part = (bound - lowest) / (1 - lowest)
    return round(EDGE + (1 - part) * (HIGH - 2 * EDGE), 1)
