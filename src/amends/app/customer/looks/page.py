"""The page itself, in each state of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from amends.app.actions import phrases
from amends.app.actions.attachments import files_of
from amends.app.actions.claims.shown import answers_of
from amends.app.actions.customers.shown import stands
from amends.app.actions.hands import CUSTOMER
from amends.app.actions.policy import current_policy
from amends.app.actions.story import story_of
from amends.app.customer.doors import Visit
from amends.app.customer.looks.cards import agreed, card
from amends.app.customer.looks.common import Context, Option, common, current_offer, is_chosen
from amends.app.customer.looks.decided import decided, reason_of
from amends.app.customer.progress import progress_of
from amends.app.ledger.models import Choice, Claim, FollowUp, Objection, Offer, Remedy
from amends.app.locale import Speech
from amends.core.choices import gesture_of, option_of
from amends.core.circumstances import CONTRADICTED

PERSON = "person_calls"
NO_DEED = "person"
EVIDENCE = "evidence"
LOOKED_AT = ("prove", "look")
MOUTHS = (
    ("1", "M15 34c4-7 14-7 18 0"),
    ("2", "M17 32c4-3 10-3 14 0"),
    ("3", "M17 31h14"),
    ("4", "M17 29c4 4 10 4 14 0"),
    ("5", "M15 28c3 8 15 8 18 0z"),
)


def page(visit: Visit) -> Context:
    """What happened, and what there is to say in this state."""
    visits = visit.case.promise.wasted_visits
    offer = current_offer(visit)
    of_state = BY_STATE.get(visit.case.state)
    return {
        **common(visit),
        "story": story_of(visit.case, speech=visit.speech),
        "found": answers_of(visit.case.order, visit.speech),
        "outside": _outside(visit),
        "stands": stands(visit.case, visit.speech, now=visit.now),
        **_files(visit),
        "visits": visit.speech.say("page.visits", count=visits) if visits else "",
        **(of_state(visit, offer) if offer and of_state else {}),
    }


def _files(visit: Visit) -> Context:
    """What was added to the order; the customer may remove what is theirs."""
    order = visit.case.order_id
    return {
        "files": [
            (
                each,
                visit.url("file", key=str(each.key)),
                visit.url("remove_file", key=str(each.key))
                if each.attachment.added_by.startswith(CUSTOMER)
                else "",
            )
            for each in files_of(order)
        ],
        "has_said": Claim.objects.filter(order=order).exists(),
    }


def _outside(visit: Visit) -> str:
    """Where else the customer may turn, once another person came to the same (ISO 10002, 7.9)."""
    of_order = Objection.objects.filter(case__order=visit.case.order_id)
    upheld = of_order.filter(answer__verdict=CONTRADICTED).exists()
    outside = current_policy().objections.outside
    return phrases.reason(visit.speech, outside) if upheld else ""


def _offered(visit: Visit, offer: Offer) -> Context:
    cards = [card(visit, offer, option) for option in offer.body["options"]]
    ends_with_person = len(cards) > 1 and cards[-1].key == PERSON
    return {
        "apology": phrases.apology(visit.speech, offer),
        "cards": cards[:-1] if ends_with_person else cards,
        "person": cards[-1] if ends_with_person else None,
        "gesture": phrases.gesture(visit.speech, offer),
        "gesture_with_all": all(gesture_of(offer.body, each) for each in _deeds(offer)),
        "dues": phrases.dues(visit.speech, offer),
        "differs": offer.body.get("stance") == EVIDENCE,
        "first": _first(visit, offer),
        "until": visit.speech.say("page.choose_until", until=visit.speech.at(offer.valid_until)),
        "ran_out": _ran_out(visit, offer) if visit.now > offer.valid_until else "",
        **decided(visit, offer),
    }


def _first(visit: Visit, offer: Offer) -> str:
    """What comes before anything is done, where somebody has to see a proof or look first."""
    is_first = offer.body.get("stance") in LOOKED_AT
    return phrases.reason(visit.speech, offer.body["stance_reasons"]) if is_first else ""


def _deeds(offer: Offer) -> list[Option]:
    """The options in which something is done for the customer: a call may lead anywhere."""
    return [option for option in offer.body["options"] if option.get("gives") != NO_DEED]


def _chosen(visit: Visit, offer: Offer) -> Context:
    """The choice made last: in this round, or before the case was closed."""
    made = (
        Choice.objects.filter(offer__case=visit.case)
        .select_related("offer__decision")
        .order_by("-chosen_at", "-id")
        .first()
    )
    option = option_of(made.offer.body, made.option) if made else None
    if made is None or option is None:
        return {}
    remedies = Remedy.objects.filter(choice=made).order_by("is_gesture", "id")
    return {
        **agreed(visit, made.offer, option, made.details, due_at=made.due_at),
        **decided(visit, made.offer),
        "chosen_reason": reason_of(visit, made.offer, option),
        "progress": progress_of(list(remedies), visit.speech),
    }


def _mended(visit: Visit, offer: Offer) -> Context:
    follow_up = FollowUp.objects.filter(case=visit.case, round=visit.case.round).first()
    context = {**_chosen(visit, offer), "mouths": MOUTHS}
    if follow_up and follow_up.started_at is None and follow_up.due_at > visit.now:
        context["asked_at"] = _when_asked(visit.speech, follow_up.due_at)
    return context


def _when_asked(speech: Speech, when: datetime) -> str:
    day, clock = speech.day(when), speech.clock(when)
    if day == speech.day(speech.now):
        return speech.say("page.asked_at", clock=clock)
    return speech.say("page.asked_on", day=day, clock=clock)


def _closed(visit: Visit, offer: Offer) -> Context:
    return {} if is_chosen(offer) else {"ran_out": _ran_out(visit, offer)}


def _ran_out(visit: Visit, offer: Offer) -> str:
    return visit.speech.say("page.ran_out", until=visit.speech.at(offer.valid_until))


BY_STATE: Mapping[str, Callable[[Visit, Offer], Context]] = {
    "offered": _offered,
    "mending": _chosen,
    "mended": _mended,
    "closed": _closed,
}
