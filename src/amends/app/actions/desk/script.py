"""The words to say when asking how it is, in the customer's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from amends.app.actions import phrases
from amends.app.actions.desk.asking import remedy_asked_about
from amends.app.ledger.models import FollowUp, Remedy
from amends.app.locale import spoken
from amends.core.choices import option_of


@dataclass(frozen=True, slots=True)
class Script:
    """What to say, line by line; ``done`` is what was done, in the reader's language."""

    language: str
    lines: Sequence[str]
    thanks: str
    go_on: str
    done: str
    remedy: Remedy | None


def words_to_say(follow_up: FollowUp, *, by: Any, language: str, now: datetime) -> Script:
    """The words for one follow-up, as ``by`` says them."""
    case, remedy = follow_up.case, remedy_asked_about(follow_up)
    theirs = spoken(case.customer.language)
    brand, place = phrases.sender(case)
    with translation.override(theirs):
        lines = [
            _hello(case.customer.name, by.get_full_name(), brand or place),
            _title(remedy, theirs, follow_up, now),
            _("How is it now? Is everything right?"),
            _("And I am sorry for what went wrong: that was our fault."),
        ]
        thanks = _("Thank you. I am glad that it is right now.")
        go_on = _("Thank you for telling me. I go on at once, until it is right.")
    done = _title(remedy, spoken(language), follow_up, now)
    return Script(theirs, [each for each in lines if each], thanks, go_on, done, remedy)


def _hello(name: str, who: str, brand: str) -> str:
    greeting = _("Hello {name},").format(name=name) if name else _("Hello,")
    if who:
        return greeting + " " + _("this is {who} from {brand}.").format(who=who, brand=brand)
    return greeting + " " + _("this is {brand}.").format(brand=brand)


def _title(remedy: Remedy | None, language: str, follow_up: FollowUp, now: datetime) -> str:
    if remedy is None or remedy.choice is None:
        return ""
    offer = remedy.choice.offer
    option = option_of(offer.body, remedy.choice.option)
    if option is None:
        return ""
    speech = phrases.speech_for(follow_up.case, now=now, language=language)
    return speech.say("letter.done.what", title=phrases.title(speech, option))
