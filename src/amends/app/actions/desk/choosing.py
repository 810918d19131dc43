"""An offer as staff read it out to the customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.app.actions import choices, phrases
from amends.app.actions.places.on_offer import on_offer
from amends.app.actions.places.shown import Facts, as_agreed, reasons
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Offer
from amends.app.locale import Speech, spoken


@dataclass(frozen=True, slots=True)
class Choosable:
    """One option in words; ``objects``: somebody looks again, by what the customer says of it."""

    key: str
    title: str
    detail: str
    reason: str
    approver: str
    who: str
    by: str
    needs: Sequence[str]
    objects: bool


@dataclass(frozen=True, slots=True)
class ToChoose:
    """An open offer: what may be chosen, and the words to say to the customer in their language.

    ``windows`` are (value, words), ``points`` those of the offer that can be chosen now;
    ``speech`` is the reader's, ``customers`` the customer's.
    """

    case: Case
    offer: Offer
    options: Sequence[Choosable]
    windows: Sequence[tuple[str, str]]
    points: Sequence[Mapping[str, Any]]
    apology: Sequence[str]
    gesture: str
    speech: Speech
    customers: Speech


@dataclass(frozen=True, slots=True)
class Chosen:
    """The exact action to confirm, in the reader's and in the customer's language.

    ``why`` and ``said_why`` are what was told of a point that was searched for.
    """

    title: str
    action: str
    where: str
    contact: str
    when: str
    said: str
    said_when: str
    gesture: str
    approver: str
    dues: Sequence[str]
    why: Sequence[str] = ()
    said_why: Sequence[str] = ()


def offer_to_choose(public_id: UUID, *, now: datetime, language: str) -> ToChoose | None:
    """The open offer of a case, or None; raise ``Case.DoesNotExist`` for an unknown case."""
    case = Case.objects.select_related("order", "customer").get(public_id=public_id)
    if case.state != Case.State.OFFERED or case.history:
        return None
    offer = Offer.objects.filter(case=case).select_related("decision").latest("id")
    if offer.valid_until < now:
        return None
    ours = phrases.speech_for(case, now=now, language=spoken(language))
    theirs = phrases.speech_for(case, now=now)
    now_there = on_offer(case, offer.body, now=now)
    return ToChoose(
        case=case,
        offer=offer,
        options=[_option(ours, offer, option) for option in offer.body["options"]],
        windows=[(text, phrases.window(ours, text)) for text in now_there.windows],
        points=now_there.points,
        apology=phrases.apology(theirs, offer),
        gesture=phrases.gesture(ours, offer),
        speech=ours,
        customers=theirs,
    )


def check(
    offered: ToChoose,
    option: str,
    details: Mapping[str, str],
    *,
    now: datetime,
    shown: Facts | None = None,
) -> Chosen:
    """Hold a choice against the offer, and say exactly what it means; ``shown`` was told of it.

    Raise ``BadChoice`` naming what is missing or not on offer.
    """
    offer, order = offered.offer, offered.case.order_id
    ours, theirs = offered.speech, offered.customers
    chosen, clean = choices.check(offer, option, details, now=now)
    due_at = choices.agreed_by(offered.case, chosen, clean, now=now)
    return Chosen(
        title=phrases.title(ours, chosen),
        action=phrases.action(ours, offer, chosen, order=order),
        where=phrases.where(offer, clean),
        contact=clean.get("contact", ""),
        when=phrases.by_when(ours, chosen, clean, agreed=due_at),
        said=phrases.action(theirs, offer, chosen, order=order),
        said_when=phrases.by_when(theirs, chosen, clean, agreed=due_at),
        gesture=phrases.gesture(ours, offer, chosen),
        approver=phrases.approver(ours, chosen),
        dues=phrases.dues(ours, offer),
        why=reasons(as_agreed(shown, due_at), ours) if shown else (),
        said_why=reasons(as_agreed(shown, due_at), theirs) if shown else (),
    )


def _option(speech: Speech, offer: Offer, option: Mapping[str, Any]) -> Choosable:
    return Choosable(
        key=option["key"],
        title=phrases.title(speech, option),
        detail=phrases.detail(speech, offer, option),
        reason=phrases.reason(speech, option["reasons"]),
        approver=phrases.approver(speech, option),
        who=phrases.who(speech, option),
        by=phrases.by_when(speech, option, {}),
        needs=option["needs"],
        objects=option["remedy"] in current_policy().objections.remedies,
    )
