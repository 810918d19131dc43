"""Letters to the customer: one per case, step and round, in their language, never at night."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from amends.app.actions import phrases
from amends.app.actions.claims.shown import answers_of
from amends.app.actions.decisions import outputs_of
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Choice, Decision, Message, Offer
from amends.app.locale import Speech
from amends.core.circumstances import CONTRADICTED
from amends.core.quiet import QuietHours, earliest
from amends.core.wording import most_telling

__all__ = ["QuietHours", "write_letter"]

EVIDENCE = "evidence"
BY_MAIL, BY_PERSON = "email", "phone"
LONGEST_SUBJECT = 300
Composer = Callable[[Speech, Case, Offer, str], list[str]]


def write_letter(
    *,
    case: Case,
    step: str,
    now: datetime,
    link: str,
    quiet: QuietHours,
    first: Offer | None = None,
    held: bool = False,
) -> Message | None:
    """Write the letter of one step; None where there is nothing new to send.

    A repeat never makes a second letter: one that still waits for the morning is brought up to
    date, one that went out stays as it was. ``first`` is the offer of a case that was opened in
    this very transaction: nothing can have been written about it. Where no address is known, the
    letter of an offer is for a person to tell; one that is ``held`` waits for staff to decide.
    """
    if not case.customer.email and step not in Message.OF_OFFERS:
        withdraw_letters(case)
        return None
    offer = first or _latest_offer(case)
    written = _compose(case, step, offer, now=now, link=link, quiet=quiet)
    if held:
        written.state = Message.State.HELD
    if not first:
        withdraw_letters(case, but=written)
    if first or not _bring_up_to_date(written):
        written.save(force_insert=True)
        return written
    return None


def waiting_offer(case: Case) -> str:
    """The step of the letter that tells of an offer and still waits to be sent, or no text."""
    waiting = _waiting(case).filter(round=case.round, step__in=Message.OF_OFFERS)
    return waiting.values_list("step", flat=True).first() or ""


def has_letter(case: Case) -> bool:
    """Whether a letter tells of the offer in this round, sent, waiting or held."""
    letters = Message.objects.filter(case=case, round=case.round, step__in=Message.OF_OFFERS)
    return letters.exclude(state=Message.State.NOT_NEEDED).exists()


def release_letter(case: Case) -> None:
    """What was held is to be said now: by a letter, or by a person where no address is known."""
    by_mail, by_person = Message.State.WAITING, Message.State.TO_TELL
    Message.objects.filter(case=case, state=Message.State.HELD).update(
        state=by_mail if case.customer.email else by_person
    )


def refresh_letter(*, case: Case, step: str, now: datetime, link: str, quiet: QuietHours) -> None:
    """Bring a letter that waits up to date; nothing is written where none does."""
    _bring_up_to_date(_compose(case, step, _latest_offer(case), now=now, link=link, quiet=quiet))


def withdraw_letters(case: Case, *, but: Message | None = None) -> None:
    """Letters that still wait say what is no longer true: they are not needed any more.

    What was given on top stays given, and is still told.
    """
    waiting = _waiting(case).exclude(step__startswith=Message.KINDNESS)
    if but is not None:
        waiting = waiting.exclude(step=but.step, round=but.round)
    waiting.update(state=Message.State.NOT_NEEDED)


def _compose(
    case: Case, step: str, offer: Offer, *, now: datetime, link: str, quiet: QuietHours
) -> Message:
    speech = phrases.speech_for(case, now=now)
    subject = speech.say(_subject(step, offer), order=case.order.ref)
    return letter(speech, case, step, subject, COMPOSERS[step](speech, case, offer, link), quiet)


def letter(
    speech: Speech,
    case: Case,
    step: str,
    subject: str,
    paragraphs: list[str],
    quiet: QuietHours,
) -> Message:
    """A letter in these words, signed, not saved yet; for a person where no address is known."""
    email = case.customer.email
    return Message(
        case=case,
        step=step,
        round=case.round,
        channel=BY_MAIL if email else BY_PERSON,
        recipient=email or case.customer.phone,
        language=speech.language,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        body=_body(speech, case, paragraphs),
        written_at=speech.now,
        due_at=earliest(speech.now, zone=speech.zone, quiet=quiet),
        state=Message.State.WAITING if email else Message.State.TO_TELL,
    )


def _subject(step: str, offer: Offer) -> str:
    return most_telling(
        f"letter.{step}.subject.{offer.body.get('stance')}", f"letter.{step}.subject"
    )


def _latest_offer(case: Case) -> Offer:
    return Offer.objects.filter(case=case).select_related("decision").latest("id")


def _waiting(case: Case) -> QuerySet[Message]:
    """Letters of the case that nobody has tried to send, or has told, yet."""
    waiting = (Message.State.WAITING, Message.State.TO_TELL, Message.State.HELD)
    return Message.objects.filter(case=case, state__in=waiting, attempts=0)


def _bring_up_to_date(written: Message) -> bool:
    """Whether this step has a letter already, which then says what is true now, if it waits.

    Asked under the lock of the case: nobody else writes the same letter meanwhile.
    """
    one = {"step": written.step, "round": written.round}
    brought = (
        _waiting(written.case)
        .filter(**one)
        .update(subject=written.subject, body=written.body, due_at=written.due_at)
    )
    return bool(brought) or Message.objects.filter(case=written.case, **one).exists()


def _body(speech: Speech, case: Case, paragraphs: list[str]) -> str:
    name = case.customer.name
    greeting = [speech.say("letter.greeting", name=name)] if name else []
    signature = "\n".join(dict.fromkeys(filter(None, phrases.sender(case))))
    return "\n\n".join(filter(None, [*greeting, *paragraphs, signature])) + "\n"


def _offer(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    return _with_options(speech, offer, link, "letter.offer.can")


def _reminder(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    return _with_options(speech, offer, link, "letter.reminder.can")


def _again(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    return _with_options(speech, offer, link, "letter.again.can")


def _changed(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    """What was agreed was stopped; what can be done as it stands now."""
    _, option = _chosen(case)
    stopped = speech.say("letter.changed.what", title=phrases.title(speech, option))
    return [stopped, *_with_options(speech, offer, link, "letter.again.can")]


def _with_options(speech: Speech, offer: Offer, link: str, opening: str) -> list[str]:
    options = [
        f"• {phrases.title(speech, option)}. {phrases.detail(speech, offer, option)}".rstrip()
        for option in offer.body["options"]
    ]
    until = speech.say("letter.offer.until", until=speech.at(offer.valid_until))
    differs = offer.body.get("stance") == EVIDENCE
    opening = "letter.offer.can.evidence" if differs else opening
    found = answers_of(offer.case.order, speech, only=(CONTRADICTED,)) if differs else []
    return [
        " ".join(phrases.apology(speech, offer)),
        *("\n".join([*each.before, *each.lines]) for each in found),
        "\n".join([speech.say(opening), *options]),
        phrases.gesture(speech, offer),
        f"{speech.say('letter.offer.link')}\n{link}",
        until,
    ]


def _mending(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    choice, option = _chosen(case)
    offer = choice.offer
    when = phrases.by_when(speech, option, choice.details, agreed=choice.due_at)
    line = "letter.mending.window" if "window" in choice.details else "letter.mending.by"
    where = phrases.where(offer, choice.details)
    contact = choice.details.get("contact", "")
    agreed = [
        phrases.action(speech, offer, option, order=case.order.ref),
        speech.say(line, window=when, by=when),
        speech.say("letter.mending.where", where=where) if where else "",
        speech.say("letter.mending.contact", contact=contact) if contact else "",
    ]
    return [
        speech.say("letter.mending.now"),
        "\n".join(filter(None, agreed)),
        phrases.gesture(speech, offer, option),
        speech.say("letter.mending.nothing"),
        f"{speech.say('letter.mending.link')}\n{link}",
    ]


def _overdue(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    """The agreed time passed: what was agreed, that it is our fault, and who sees to it."""
    choice, option = _chosen(case)
    when = phrases.by_when(speech, option, choice.details, agreed=choice.due_at)
    decision = Decision.objects.filter(case=case).latest("number")
    lines = outputs_of(decision, "apology")["lines"].split(".")
    visits = int(decision.facts["wasted_visits"])
    return [
        " ".join(phrases.apologies(speech, lines, visits=visits)),
        speech.say("letter.overdue.what", title=phrases.title(speech, option), when=when),
        speech.say("letter.overdue.now"),
        f"{speech.say('letter.mending.link')}\n{link}",
    ]


def _upheld(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    """Somebody else came to the same: why, and where else the customer may turn."""
    found = answers_of(case.order, speech, only=(CONTRADICTED,))
    outside = current_policy().objections.outside
    return [
        speech.say("letter.upheld.thanks"),
        *(each.reason for each in found if each.reason),
        f"{speech.say('letter.upheld.page')}\n{link}",
        phrases.reason(speech, outside),
    ]


def _told_again(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    """The same was told again while the offer stands: when and how it was answered."""
    found = answers_of(case.order, speech, only=(CONTRADICTED,))
    return [
        *("\n".join([*each.before, *each.lines]) for each in found if each.before),
        f"{speech.say('letter.told_again.page')}\n{link}",
    ]


def _done(speech: Speech, case: Case, offer: Offer, link: str) -> list[str]:
    _, option = _chosen(case)
    return [
        speech.say("letter.done.what", title=phrases.title(speech, option)),
        f"{speech.say('letter.done.ask')}\n{link}",
        speech.say("letter.done.else"),
    ]


def _chosen(case: Case) -> tuple[Choice, Mapping[str, Any]]:
    """The newest choice of the case, and the option it is; a later offer may stand beside it."""
    choice = Choice.objects.filter(offer__case=case).select_related("offer__decision").latest("id")
    return choice, phrases.chosen(choice)


COMPOSERS: dict[str, Composer] = {
    "offer": _offer,
    "reminder": _reminder,
    "again": _again,
    "changed": _changed,
    "mending": _mending,
    "overdue": _overdue,
    "done": _done,
    "upheld": _upheld,
    "told_again": _told_again,
}
