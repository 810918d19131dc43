"""Objections that wait for somebody who had no part in the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.app.actions import phrases
from amends.app.actions.attachments import Kept, files_of
from amends.app.actions.claims.objecting import had_a_part
from amends.app.actions.claims.shown import Shown, claims_of
from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.ledger.models import Objection
from amends.app.locale import Speech, spoken


@dataclass(frozen=True, slots=True)
class Open:
    """An objection, and whether the reader may not answer it since they had a part in it."""

    objection: Objection
    not_mine: bool


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """An objection with its claim and evidence, and how to speak to the customer."""

    objection: Objection
    not_mine: bool
    shown: Shown
    files: list[Kept]
    customers: Speech


def list_objections(user: Any, after: str = "") -> Page[Open]:
    """Those that wait, the first due first."""
    found = _all().filter(answered_at=None).order_by("id")
    place = read_mark(after, 1)
    if place is not None:
        found = found.filter(id__gt=place[0])
    rows, after = cut(found[: ROWS + 1], lambda each: mark(each.pk))
    rows = sorted(rows, key=lambda each: each.due_at)
    return Page([Open(each, had_a_part(each, user)) for each in rows], after)


def one_objection(number: int, *, user: Any, now: datetime, language: str) -> ToAnswer:
    """One objection; raise ``Objection.DoesNotExist``."""
    objection = _all().get(pk=number)
    case = objection.case
    speech = phrases.speech_for(case, now=now, language=spoken(language))
    claims = claims_of(case.order, speech)
    claim = objection.finding.claim_id
    return ToAnswer(
        objection=objection,
        not_mine=had_a_part(objection, user),
        shown=next(each for each in claims if each.claim.pk == claim),
        files=files_of(case.order_id),
        customers=phrases.speech_for(case, now=now),
    )


def _all() -> Any:
    return Objection.objects.select_related(
        "case__customer", "case__order", "case__handled_by", "finding__claim__event", "answer"
    )
