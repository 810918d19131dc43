"""How long the customer waited at the counter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from amends.core.claims import Claim
from amends.core.findings.evidence import Evidence
from amends.core.findings.record import Record
from amends.core.findings.rules import Rules
from amends.core.findings.seen import minutes_between, promised, seen, told

READY = frozenset({"order.ready"})
HANDED = frozenset({"order.handed_over"})


def waited(claim: Claim, record: Record, rules: Rules) -> Iterator[Evidence]:
    """From the order to the counter, by the log, against the minutes that the customer names.

    Ready after the promised time confirms, however long it felt. Else the wait counts until the
    order was handed over, or is still going on; within the tolerance it says nothing. An order that
    came in parts was complete with the last of them.
    """
    ready, handed = seen(claim, record, READY), seen(claim, record, HANDED)
    done = ready[-1].time if ready else handed[-1].time if handed else claim.said_at
    ended = handed[-1].time if handed else done
    log = [record.order.placed_id, *(each.id for each in (*ready[-1:], *handed[-1:]))]
    facts = _facts(claim, record, ended)
    due = _due(record)
    if due is not None and done > due:
        facts |= {"how": "late", "due": told(due, record)}
        yield Evidence("kitchen_log", "for", rules.weights.kitchen_late, tuple(log), facts)
    elif _is_far_off(claim, facts["minutes"], rules):
        facts |= {"how": "shorter"}
        yield Evidence("kitchen_log", "against", rules.weights.kitchen_log, tuple(log), facts)


def _due(record: Record) -> datetime | None:
    """The first moment that the order promised; a whole day is no promise of minutes."""
    return next((due.over for due in promised(record) if not due.whole_day), None)


def _facts(claim: Claim, record: Record, ended: datetime) -> dict[str, object]:
    placed = record.order.placed_at
    return {
        "placed": told(placed, record),
        "ended": told(ended, record),
        "minutes": round(minutes_between(ended, placed)),
        "said": claim.fields.get("minutes"),
    }


def _is_far_off(claim: Claim, logged: object, rules: Rules) -> bool:
    said, windows = claim.fields.get("minutes"), rules.windows
    if said is None or not isinstance(logged, int):
        return False
    return bool(said > logged + windows.waited_minutes + windows.waited_share * logged)
