"""The sections of the console, and the right that each needs."""

from __future__ import annotations

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
