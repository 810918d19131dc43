"""Moments on the reader's clock; where the order's clock differs, its time is there on hovering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amends.app.console import shapes
from amends.app.console.clock import is_same, known, readers_zone

register = template.Library()
Context = Mapping[str, Any]


@register.simple_tag(takes_context=True)
def moment(context: Context, when: datetime | None, zone: str = "") -> str:
    """A moment; how far away it is on hovering."""
    if when is None:
        return ""
    return _time(when, _clock(context, when), shapes.distance(when, context["now"]), context, zone)


@register.simple_tag(takes_context=True)
def moment_there(context: Context, when: datetime | None, zone: str, *, named: bool = True) -> str:
    """A moment on the clock of a place, ``named`` where it is not the reader's."""
    if when is None:
        return ""
    where = known(zone)
    if where is None or is_same(where, readers_zone(context["request"]), when):
        return moment(context, when, zone)
    there = shapes.moment(when, where, context["now"])
    shown = f"{there} ({shapes.place(zone)})" if named else there
    return _time(when, shown, _clock(context, when), context, "")


@register.simple_tag(takes_context=True)
def distance(context: Context, when: datetime | None, zone: str = "") -> str:
    """How far away a moment is; the moment itself on hovering."""
    if when is None:
        return ""
    return _time(when, shapes.distance(when, context["now"]), _clock(context, when), context, zone)


@register.simple_tag(takes_context=True)
def window(context: Context, text: str, zone: str) -> str:
    """A delivery window of an offer as it was agreed with the customer: on their clock."""
    try:
        start, end = (datetime.fromisoformat(part) for part in text.split("/"))
    except ValueError:
        return text
    where = known(zone) or readers_zone(context["request"])
    said = shapes.window(start, end, where)
    if is_same(where, readers_zone(context["request"]), start):
        return said
    return f"{said} ({shapes.place(zone)})"


@register.simple_tag(takes_context=True)
def clock_there(context: Context, zone: str) -> str:
    """What time it is where the customer is, if it is not the same time here."""
    where, now = known(zone), context["now"]
    if where is None or is_same(where, readers_zone(context["request"]), now):
        return ""
    return f"{shapes.moment(now, where, now)}, {shapes.place(zone)}"


@register.simple_tag(takes_context=True)
def clock_here(context: Context) -> str:
    """Whose clock this page shows."""
    zone = readers_zone(context["request"])
    return _("Times are those of {zone}.").format(zone=shapes.place(zone.key))


@register.simple_tag(takes_context=True)
def clock_of_point(context: Context, zone: str) -> str:
    """Whose clock a point's record is told by, where it is not the reader's."""
    where = known(zone)
    if where is None or is_same(where, readers_zone(context["request"]), context["now"]):
        return ""
    return _("Times are the point's own: {zone}.").format(zone=shapes.place(zone))


@register.simple_tag
def clock_of_customer(zone: tzinfo) -> str:
    """Whose clock it is where words are said to the customer."""
    return _("Times are the customer's own: {zone}.").format(zone=shapes.place(str(zone)))


def _clock(context: Context, when: datetime) -> str:
    return shapes.moment(when, readers_zone(context["request"]), context["now"])


def _time(when: datetime, shown: str, hidden: str, context: Context, zone: str) -> str:
    where = known(zone)
    if where is not None and not is_same(where, readers_zone(context["request"]), when):
        hidden = f"{hidden} · {shapes.moment(when, where, context['now'])} {shapes.place(zone)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', when.isoformat(), hidden, shown)
