"""Input that was not understood, as staff look at it."""

from __future__ import annotations

from django.db.models import Q

from amends.app.actions.desk.pages import ROWS, Page, cut, mark, moment, read_mark
from amends.app.ledger.models import Quarantined


def list_refused(state: str, after: str = "") -> Page[Quarantined]:
    """Quarantined rows of one state, the oldest first."""
    found = Quarantined.objects.filter(state=state).select_related("load")
    place = read_mark(after, 2)
    if place is not None:
        at, number = moment(place[0]), place[1]
        found = found.filter(Q(received_at__gt=at) | Q(received_at=at, id__gt=number))
    ordered = found.order_by("received_at", "id")[: ROWS + 1]
    return Page(*cut(ordered, lambda row: mark(row.received_at, row.pk)))


def one_refused(number: int) -> Quarantined:
    """The quarantined row with this number; raise ``Quarantined.DoesNotExist``."""
    return Quarantined.objects.select_related("load", "event").get(pk=number)
