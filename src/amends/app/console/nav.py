"""The sections of the console, and the right that each needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    """One section: the address's name, its title, the right to see it, its icon and key."""

    name: str
    title: str | Promise
    right: str
    icon: str
    key: str


SECTIONS = (
    Section("home", _("Now"), "", "home", "n"),
    Section("cases", _("Cases"), "see_cases", "cases", "c"),
    Section("unreached", _("Not reached"), "see_cases", "unreached", "r"),
    Section("follow-ups", _("Follow-ups"), "see_follow_ups", "ask", "f"),
    Section("said", _("To be read"), "see_cases", "said", "s"),
    Section("objections", _("Objections"), "see_objections", "objection", "o"),
    Section("freedom", _("Freedom"), "give", "gift", "e"),
    Section("points", _("Points"), "see_points", "point", "p"),
    Section("suggestions", _("To look at"), "see_customers", "ask", "k"),
    Section("partners", _("Partners"), "see_partners", "partners", "a"),
    Section("reviews", _("Reviews"), "see_reviews", "review", "v"),
    Section("staff", _("Staff"), "see_own_record", "staff", "t"),
    Section("doubts", _("In doubt"), "see_doubts", "doubt", "d"),
    Section("quarantine", _("Quarantine"), "see_quarantine", "quarantine", "q"),
    Section("mailbox", _("Mailbox"), "see_mailbox", "mailbox", "m"),
)

ON_A_PHONE, ON_A_DESK = 4, 8
"""So many stand in the menu itself beside «more», where there are others."""

BELONGS_TO = {
    "tell": "cases",
    "unread": "said",
    "objection": "objections",
    "answer-objection": "objections",
    "case": "cases",
    "find": "cases",
    "choose": "cases",
    "link": "cases",
    "give": "cases",
    "answer-kindness": "freedom",
    "proposals": "freedom",
    "decide-proposal": "freedom",
    "time-spent": "freedom",
    "point": "points",
    "looked": "points",
    "incidents": "points",
    "partner": "partners",
    "partner-case": "partners",
    "scorecards": "partners",
    "review": "reviews",
    "review-results": "reviews",
    "write-review": "reviews",
    "person": "staff",
    "looked-into": "staff",
    "follow-up": "follow-ups",
    "answer": "follow-ups",
    "customer": "suggestions",
    "decide-customer": "suggestions",
    "doubt": "doubts",
    "settle": "doubts",
    "quarantined": "quarantine",
    "mend": "quarantine",
    "message": "mailbox",
}
"""The section that a page belongs to, where it is not one itself."""


class Menu(NamedTuple):
    """The sections that are ``always`` in sight, on a ``wide`` screen only, and the ``rest``."""

    always: Sequence[Section]
    wide: Sequence[Section]
    rest: Sequence[Section]

    def holding(self, name: str) -> str:
        """The part that holds the section of this name."""
        parts = self._asdict().items()
        return next((part for part, held in parts if any(e.name == name for e in held)), "")


def menu(sections: Sequence[Section]) -> Menu:
    """Cut so that nothing stands behind «more» alone."""
    phone = ON_A_PHONE if len(sections) > ON_A_PHONE + 1 else len(sections)
    desk = ON_A_DESK if len(sections) > ON_A_DESK + 1 else len(sections)
    return Menu(sections[:phone], sections[phone:desk], sections[desk:])
