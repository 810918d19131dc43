"""What was written to customers."""

from __future__ import annotations

from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.ledger.models import Message


def list_letters(state: str = "", after: str = "") -> Page[Message]:
    """Messages, the newest first."""
    found = Message.objects.select_related("case__customer", "case__order").order_by("-id")
    if state in Message.State.values:
        found = found.filter(state=state)
    place = read_mark(after, 1)
    if place is not None:
        found = found.filter(id__lt=place[0])
    return Page(*cut(found[: ROWS + 1], lambda letter: mark(letter.pk)))


def one_letter(number: int) -> Message:
    """The message with this number; raise ``Message.DoesNotExist``."""
    return Message.objects.select_related("case__customer", "case__order").get(pk=number)
