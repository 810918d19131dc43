"""What customers said: what a person has to read, and what stands in a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from amends.app.actions import phrases
from amends.app.actions.attachments import Kept, files_of
from amends.app.actions.claims.said import case_of
from amends.app.actions.claims.shown import Shown, claims_of, marked
from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.ledger.models import Case, Claim, Order
from amends.app.locale import spoken


@dataclass(frozen=True, slots=True)
class Unread:
    """A claim of which nobody could tell what it says."""

    claim: Claim
    order: Order
    case: Case | None
    words: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SaidOfOrder:
    """The claims of an order with their findings, and its files, in the reader's language."""

    claims: list[Shown]
    files: list[Kept]


def unread() -> QuerySet[Claim]:
    """What waits for a person to say what it is about; nothing of a history does."""
    of_history = Order.objects.filter(history=True).values("ref")
    return Claim.objects.filter(state=Claim.State.UNREAD).exclude(order__in=of_history)


def list_unread(after: str = "") -> Page[Unread]:
    """The claims that nobody could read, the oldest first."""
    found = unread().select_related("event").order_by("id")
    place = read_mark(after, 1)
    if place is not None:
        found = found.filter(id__gt=place[0])
    claims, after = cut(found[: ROWS + 1], lambda claim: mark(claim.pk))
    return Page([_unread(each) for each in claims], after)


def one_unread(number: int) -> Unread:
    """One of them; raise ``Claim.DoesNotExist``."""
    return _unread(unread().select_related("event").get(pk=number))


def said_of(case: Case, *, now: datetime, language: str) -> SaidOfOrder:
    """What was said of the order of this case."""
    speech = phrases.speech_for(case, now=now, language=spoken(language))
    return SaidOfOrder(claims_of(case.order, speech), files_of(case.order_id))


def _unread(claim: Claim) -> Unread:
    text = str(claim.event.data.get("text") or "")
    order = Order.objects.select_related("customer").get(ref=claim.order)
    return Unread(claim, order, case_of(claim.order), marked(text, claim.read.get("spans", ())))
