"""A partner's own answer to a claim, through the API: it agrees, or disputes all or a part.

The partner's key makes sending an answer twice harmless. It never says that something was paid:
that the shop sees in its bank.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from amends.app.actions.accounts.claim_file import NoDemand
from amends.app.actions.accounts.demands import BadDemand, lock_case, take_step
from amends.app.actions.accounts.standing import Standing, answer_by, standing_of
from amends.app.actions.journal import note
from amends.app.ledger.models import Case, Entry, Partner, PartnerAnswer
from amends.core.accounts import NotThere
from amends.core.errors import AmendsError

AGREE, DISPUTE = "agree", "dispute"
LARGEST = 2**63 - 1


class OtherAnswer(AmendsError):
    """The same key came with another answer before."""

    code = "other_answer"


class Said(NamedTuple):
    """What a partner says; without an amount, of all that it is asked for."""

    key: str
    answer: str
    currency: str = ""
    amount: Decimal | None = None
    reason: str = ""


class Answered(NamedTuple):
    """What became of it, and how the demand stands now."""

    is_new: bool
    late: bool
    held: list[Standing]


class Sender(NamedTuple):
    """The partner as the one who takes a step."""

    pk: int | None = None

    def get_username(self) -> str:
        return "partner"


def case_of(reference: str, partner: Partner) -> Case:
    """The case of a claim's reference; raise ``NoDemand`` where this partner was never asked."""
    number, _, who = reference.partition("-")
    good = number.isascii() and number.isdecimal() and who == str(partner.pk)
    asked = Entry.objects.filter(kind="approved", postings__partner=partner)
    if good and int(number) <= LARGEST:
        case = Case.objects.select_related("order", "promise").filter(
            pk=int(number), entries__in=asked
        )
        if found := case.first():
            return found
    raise NoDemand("there is no such claim of yours", where="reference", hint="see the claim file")


@transaction.atomic
def answer_claim(reference: str, said: Said, *, partner: Partner, now: datetime) -> Answered:
    """Take the answer, once.

    Raise ``NoDemand``, ``BadDemand`` for what is missing, ``NotThere`` for more than is asked for,
    ``OtherAnswer`` for a key that was used for something else.
    """
    case = lock_case(case_of(reference, partner))
    before = PartnerAnswer.objects.filter(partner=partner, key=said.key).first()
    if before is not None:
        _refuse_another(before, case, said)
        return Answered(False, before.late, standing_of(partner, case))
    held = _one(standing_of(partner, case), said.currency)
    amount = held.charged if said.amount is None else said.amount
    if not 0 < amount <= held.charged:
        raise NotThere(f"{held.charged} is asked for", where="amount")
    said = said._replace(currency=held.currency, amount=amount)
    entry = _dispute(case, partner, said, now) if said.answer == DISPUTE else None
    last = answer_by(partner, case)
    late = last is not None and now.astimezone(ZoneInfo(partner.time_zone)).date() > last
    PartnerAnswer.objects.create(
        partner=partner,
        key=said.key,
        case=case,
        at=now,
        answer=said.answer,
        currency=held.currency,
        amount=amount,
        reason=said.reason,
        late=late,
        entry=entry,
    )
    note(action=f"partner says {said.answer}", now=now, case=case, actor="partner", key=said.key)
    return Answered(True, late, standing_of(partner, case))


def _dispute(case: Case, partner: Partner, said: Said, now: datetime) -> Entry:
    return take_step(
        "dispute",
        case=case,
        partner=partner,
        currency=said.currency,
        amount=said.amount,
        reason=said.reason,
        by=Sender(),
        now=now,
    )


def _one(held: list[Standing], currency: str) -> Standing:
    """The currency that is meant; with none named, the only one in which something is asked."""
    asked = [each for each in held if each.charged > 0]
    found = [each for each in asked if currency in ("", each.currency)]
    if not found:
        raise NotThere("nothing is asked for there now", where="currency")
    if len(found) > 1:
        names = ", ".join(each.currency for each in found)
        raise BadDemand("several currencies are asked for", where="currency", hint=names)
    return found[0]


def _refuse_another(before: PartnerAnswer, case: Case, said: Said) -> None:
    same = (
        before.case_id == case.pk
        and before.answer == said.answer
        and before.reason == said.reason
        and said.currency in ("", before.currency)
        and said.amount in (None, before.amount)
    )
    if not same:
        raise OtherAnswer(
            "this key was used for another answer", where="key", hint="a new key for each answer"
        )
