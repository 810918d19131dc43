"""Decide cases so that one which cannot be decided never stands in the way of the others."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from amends.app.actions.journal import note_all
from amends.app.actions.offers import DECIDED, Decided, Made, decide, store_offers
from amends.app.ledger.models import Case
from amends.core.errors import AmendsError

log = logging.getLogger(__name__)


def make_offers(cases: Sequence[Case], *, now: datetime) -> list[Made]:
    """Decide stored cases at ``now``, move them on, and store decisions and offers.

    Runs in the caller's transaction, with the cases locked. A case that cannot be decided has no
    offer and stays open, for staff.
    """
    decided = decide_each(cases, now=now)
    Case.objects.bulk_update(cases, DECIDED)
    undecided = [case for case in cases if case.state == Case.State.OPEN]
    note_all(action="could not be decided", now=now, cases=undecided)
    return store_offers(decided, now=now)


def decide_each(cases: Sequence[Case], *, now: datetime) -> list[Decided]:
    """Decide every case at ``now``; those that the rulebook cannot decide stay open, for staff."""
    try:
        return decide(cases, now=now)
    except AmendsError:
        return [decided for case in cases for decided in _alone(case, now)]


def _alone(case: Case, now: datetime) -> list[Decided]:
    try:
        return decide([case], now=now)
    except AmendsError as error:
        case.state, case.state_at = Case.State.OPEN, now
        log.error("order %s cannot be decided: %s", case.order_id, error)
        return []
