"""The words that staff read for what the record and the tables name.

A shop adds its own kinds: a name without words of its own is shown as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.functional import Promise

from amends.app.console.words import (
    cases,
    customers,
    deeds,
    errors,
    legs,
    partners,
    points,
    record,
    remedies,
    scorecards,
    staff,
    tables,
)

WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "failure": cases.FAILURES,
    "case": cases.STATES,
    "claim_field": cases.CLAIM_FIELDS,
    "finding": cases.FINDINGS,
    "promise": cases.PROMISES,
    "standing": cases.STANDINGS,
    "next": cases.NEXT,
    "deed": deeds.NAMES,
    "deed_why": deeds.MEANINGS,
    "deed_yes": deeds.YES,
    "error": errors.ERRORS,
    "event": record.EVENTS,
    "journal": record.JOURNAL,
    "letter": record.LETTERS,
    "letter_state": record.LETTER_STATES,
    "unreached": record.UNREACHED,
    "quarantine": record.QUARANTINE,
    "role": record.ROLES,
    "remedy": remedies.KINDS,
    "remedy_state": remedies.STATES,
    "answer": remedies.ANSWERS,
    "purpose": remedies.PURPOSES,
    "doubt": remedies.DOUBTS,
    "party": remedies.PARTIES,
    "leg": legs.LEGS,
    "said": legs.SAID,
    "measure": staff.MEASURES,
    "staff_group": staff.GROUPS,
    "bucket": partners.BUCKETS,
    "entry": partners.ENTRIES,
    "step": partners.STEPS,
    "scorecards": scorecards.KINDS,
    "scorecards_mean": scorecards.MEANINGS,
    "scorecard_code": scorecards.CODES,
    "card_step": partners.CARD_STEPS,
    "trend": scorecards.WAYS,
    "advice": scorecards.ADVICE,
    "table": tables.TABLES,
    "fact": tables.FACTS,
    "output": tables.OUTPUTS,
    "value": tables.VALUES,
    "way": tables.WAY,
    "freedom": tables.FREEDOM,
    "kindness": tables.KINDNESS,
    "kindness_amount": tables.KINDNESS_AMOUNT,
    "paying": tables.PAYING,
    "detail": tables.DETAILS,
    "record_step": customers.STEPS,
    "conduct": customers.CONDUCT,
    "suggestion": customers.SUGGESTIONS,
    "suggestion_yes": customers.SUGGESTION_YES,
    "suggestion_no": customers.SUGGESTION_NO,
    "shared": customers.SHARED,
    "verdict": customers.VERDICTS,
    "claim": customers.CLAIMS,
    "point_shown": points.SHOWN,
    "point_standing": points.STANDINGS,
    "point_basis": points.BASES,
    "incident_over": points.OVER,
    "point_hours": points.HOURS,
    "point_reading": points.READINGS,
    "point_sign": points.SIGNS,
    "point_turn": points.TURNS,
    "point_passed_over": points.PASSED_OVER,
    "point_change": points.CHANGES,
    "point_fact": points.FACTS,
    "point_kind": points.KINDS,
    "point_why": points.WHY,
}


NAME = re.compile(r"^[a-z][\w.]*$")


def word(name: str, group: str) -> str:
    """The words for a name of this group, or the name itself, readable."""
    known = WORDS[group].get(name)
    return str(known) if known is not None else NAME.sub(_readable, name)


def _readable(name: re.Match[str]) -> str:
    return name[0].replace("_", " ").replace(".", " · ")
