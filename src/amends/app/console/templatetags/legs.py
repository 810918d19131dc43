"""The picture of an order's legs: when each ran, and where it overran its own due time."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amends.app.actions.desk.legs import DrawnLeg

register = template.Library()
THINNEST = 1


@register.simple_tag
def leg_bar(leg: DrawnLeg) -> SafeString:
    """A bar on a line of 100; what lies beyond the leg's own due time is in another colour."""
    end = leg.right if leg.over is None else max(leg.left, leg.over)
    kept = format_html(
        '<rect class="kept" x="{}" width="{}" height="6"/>',
        leg.left,
        max(end - leg.left, THINNEST if leg.over is None else 0),
    )
    over = SafeString("")
    if leg.over is not None:
        width = max(leg.right - end, THINNEST)
        over = format_html('<rect class="over" x="{}" width="{}" height="6"/>', end, width)
    return format_html(
        '<svg class="leg" viewBox="0 0 101 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="101" height="6"/>{}{}</svg>',
        kept,
        over,
    )
