"""Customers whom no letter reached: somebody has to tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.actions.desk.reasons import Words, reasons_of
from amends.app.ledger.models import Case, Message


@dataclass(frozen=True, slots=True)
class Unreached:
    """A letter that reached nobody; ``reasons`` by language where the tables hold it back."""

    letter: Message
    reasons: Words


def list_unreached(after: str = "") -> Page[Unreached]:
    """The last letters that did not reach their customers, the oldest first."""
    found = unreached().select_related("case__customer", "case__order").order_by("id")
    place = read_mark(after, 1)
    if place is not None:
        found = found.filter(id__gt=place[0])
    letters, after = cut(found[: ROWS + 1], lambda letter: mark(letter.pk))
    reasons = reasons_held(letters)
    return Page([Unreached(each, reasons.get(each.case_id, {})) for each in letters], after)


def reasons_held(letters: Iterable[Message]) -> Mapping[int, Words]:
    """Why the tables hold back those of the letters that are held, by case."""
    cases = {each.case_id for each in letters if each.state == Message.State.HELD}
    return reasons_of(cases, "first_word") if cases else {}


def unreached() -> QuerySet[Message, Message]:
    """Of each open offer the last letter that tells of it, where it did not reach anybody."""
    later = Message.objects.filter(
        case=OuterRef("case"),
        round=OuterRef("round"),
        step__in=Message.OF_OFFERS,
        id__gt=OuterRef("id"),
    ).exclude(state=Message.State.NOT_NEEDED)
    return Message.objects.filter(
        ~Exists(later),
        state__in=Message.NOT_REACHED,
        step__in=Message.OF_OFFERS,
        round=F("case__round"),
        case__state=Case.State.OFFERED,
        case__history=False,
    )


def cases_unreached(numbers: Iterable[int]) -> Mapping[int, str]:
    """How the letter ended of those of the cases whose customers were not reached."""
    return dict(unreached().filter(case__in=numbers).values_list("case", "state"))


def letter_to_tell(case: Case, messages: Sequence[Message]) -> Message | None:
    """The letter that somebody has to tell, out of all messages of a case, the newest first."""
    if case.state != Case.State.OFFERED or case.history:
        return None
    of_offer = (
        each
        for each in messages
        if each.round == case.round
        and each.step in Message.OF_OFFERS
        and each.state != Message.State.NOT_NEEDED
    )
    last = next(of_offer, None)
    return last if last is not None and last.state in Message.NOT_REACHED else None
