"""Decide cases so that one which cannot be decided never stands in the way of the others."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from amends.app.actions.offers import Decided, decide
from amends.app.ledger.models import Case
from amends.core.errors import AmendsError

log = logging.getLogger(__name__)


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
        case.state = Case.State.OPEN
        log.error("order %s cannot be decided: %s", case.order_id, error)
        return []
