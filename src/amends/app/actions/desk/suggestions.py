"""What waits for a person to look at: words of messages, shared accounts, objections to a step."""

from __future__ import annotations

from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.ledger.models import Suggestion

ABOUT = tuple(Suggestion.About.values)


def list_suggestions(about: str = "", after: str = "") -> Page[Suggestion]:
    """Open ones, the oldest first; those of one kind where ``about`` names it."""
    found = Suggestion.objects.filter(settled_at=None)
    found = found.select_related("customer", "other", "event").order_by("id")
    if about in ABOUT:
        found = found.filter(about=about)
    place = read_mark(after, 1)
    if place is not None:
        found = found.filter(id__gt=place[0])
    return Page(*cut(found[: ROWS + 1], lambda each: mark(each.pk)))
