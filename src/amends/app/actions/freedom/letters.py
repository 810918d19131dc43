"""The customer is told what staff gave on top, in the shop's words."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from amends.app.actions import phrases
from amends.app.actions.decisions import outputs_of
from amends.app.actions.letters import letter
from amends.app.actions.telling import link_for, quiet_hours
from amends.app.ledger.models import Decision, Kindness, Message
from amends.app.locale import Speech
from amends.core.wording import most_telling


def tell_kindness(given: Kindness, *, now: datetime) -> None:
    """Write what was given on top, once, and never why somebody gave it; it wakes nobody.

    It stands beside the letters of the line. Nothing is written where no address is known, or
    while staff decide whether anybody writes at all.
    """
    case, step = given.case, f"{Message.KINDNESS}{given.pk}"
    letters = Message.objects.filter(case=case)
    silent = letters.filter(Q(state=Message.State.HELD) | Q(step=step))
    if not case.customer.email or silent.exists():
        return
    decision = Decision.objects.filter(case=case).latest("number")
    link = link_for(case, outputs_of(decision, "first_word"), now)
    speech = phrases.speech_for(case, now=now)
    subject = speech.say("letter.kindness.subject", order=case.order.ref)
    quiet = quiet_hours(decision, "follow_up")
    letter(speech, case, step, subject, _said(speech, given, link), quiet).save(force_insert=True)


def _said(speech: Speech, given: Kindness, link: str) -> list[str]:
    key = most_telling(f"letter.kindness.{given.kind}", "letter.kindness.other")
    due = given.remedy.due_at if given.remedy else None
    line = speech.say(
        key,
        what=given.what,
        amount=speech.money(str(given.amount), given.currency),
        by=speech.by(given.due_at) if given.due_at else "",
    )
    return [
        speech.say("letter.kindness.more"),
        "\n".join([line, speech.say("letter.mending.by", by=speech.by(due))] if due else [line]),
        speech.say("letter.mending.nothing"),
        f"{speech.say('letter.mending.link')}\n{link}",
    ]
