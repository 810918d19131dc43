"""Do what is due, case by case: one that fails never stands in the way of the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction

from amends.app.ledger.models import Case

AT_MOST = 500
log = logging.getLogger(__name__)


def each_case(
    numbers: Iterable[int], act: Callable[[Case, datetime], None], *, now: datetime
) -> int:
    """Act on each case in a transaction of its own; return on how many.

    A case that somebody else holds is passed over: it is due the next time as well. The case is
    locked before anything of it, as everywhere.
    """
    return sum(_one(number, act, now) for number in islice(numbers, AT_MOST))


def _one(number: int, act: Callable[[Case, datetime], None], now: datetime) -> int:
    try:
        with transaction.atomic():
            case = (
                Case.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("order", "customer", "promise")
                .filter(pk=number)
                .first()
            )
            if case is None:
                return 0
            act(case, now)
            return 1
    except Exception as error:
        log.error("case %s could not go on: %s", number, type(error).__name__)
        return 0
