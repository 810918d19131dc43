"""Where everybody stands: made anew from the record, stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from amends.app.actions.policy import current_policy
from amends.app.actions.staff_truth.gathering import gather
from amends.app.ledger.models import StaffStanding
from amends.core.staff import Standing, judge

EPOCH = date(1970, 1, 1)
AT_ONCE = 1000


def renew_staff(*, now: datetime) -> int:
    """Hold everybody against the mix of their cases again; return how many rows there are.

    Two at the same time write the same: the later one stays.
    """
    found = judge(gather(now=now), rules=current_policy().staff_truth.rules)
    _store(found, now)
    return len(found)


@transaction.atomic
def _store(found: Iterable[Standing], now: datetime) -> None:
    rows = [_row(each, now) for each in found]
    StaffStanding.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["measure", "group", "person"],
        update_fields=["body", "cases", "marked_on", "after", "renewed_at"],
    )
    StaffStanding.objects.filter(renewed_at__lt=now).delete()


def _row(each: Standing, now: datetime) -> StaffStanding:
    marked = None if each.marked_on is None else EPOCH + timedelta(days=each.marked_on)
    return StaffStanding(
        measure=each.measure,
        group=each.group,
        person=each.person,
        body=_body(each),
        cases=each.cases,
        marked_on=marked,
        after=each.after,
        renewed_at=now,
    )


def _body(each: Standing) -> dict[str, Any]:
    return {
        "trials": each.trials,
        "observed": each.observed,
        "expected": round(each.expected, 4),
        "ratio": round(each.ratio, 4),
        "inner": [round(end, 4) for end in each.inner],
        "outer": [round(end, 4) for end in each.outer],
        "evidence": round(each.evidence, 3),
        "spread": round(each.spread, 4),
    }


def standings(person: str = "") -> list[dict[str, Any]]:
    """Everybody's standings by measure and group, or those of one person; by name, without rank."""
    rows = StaffStanding.objects.order_by("measure", "group", "person")
    if person:
        rows = rows.filter(person=person)
    return [
        {
            "measure": row.measure,
            "group": row.group,
            "person": row.person,
            **row.body,
            "cases": row.cases,
            "marked_on": row.marked_on.isoformat() if row.marked_on else None,
            "after": row.after,
            "renewed_at": row.renewed_at.isoformat(),
        }
        for row in rows
    ]


def first_marks() -> dict[str, tuple[str, int]]:
    """Whoever is marked: in which measure first, and after how many of their cases."""
    found: dict[str, tuple[str, int]] = {}
    marked = StaffStanding.objects.filter(marked_on__isnull=False).order_by("marked_on")
    for row in marked:
        found.setdefault(row.person, (row.measure, row.after))
    return found
