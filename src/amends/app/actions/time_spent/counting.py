"""A page tells that it is seen and touched; the server counts, by its own clock.

A beat adds what passed since this person's last one anywhere, at most one beat: two windows count
once, a beat sent twice adds nothing, and nobody can send a length.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, Sum

from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, TimeSpent
from amends.core.staff.beats import seconds_of


@transaction.atomic
def beat(case: Case, *, by: Any, now: datetime) -> int:
    """Count one beat; return the seconds that it added."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    last = TimeSpent.objects.filter(by=by.pk).aggregate(last=Max("last_at"))["last"]
    added = seconds_of(last, now, beat=current_policy().time_spent.beat_seconds)
    row, is_new = TimeSpent.objects.get_or_create(
        case=case, by_id=by.pk, day=now.astimezone(UTC).date(), defaults={"last_at": now}
    )
    if is_new or added:
        TimeSpent.objects.filter(pk=row.pk).update(seconds=F("seconds") + added, last_at=now)
    return added


def spent_in(case: Case, by: Any) -> timedelta:
    """What this person spent at a case so far."""
    return _sum(TimeSpent.objects.filter(case=case, by=by.pk))


def spent_by(by: Any, *, now: datetime) -> tuple[timedelta, timedelta]:
    """What this person spent today, and in this month so far (UTC)."""
    today = now.astimezone(UTC).date()
    rows = TimeSpent.objects.filter(by=by.pk)
    return _sum(rows.filter(day=today)), _sum(rows.filter(day__gte=today.replace(day=1)))


def _sum(rows: Any) -> timedelta:
    return timedelta(seconds=rows.aggregate(sum=Sum("seconds"))["sum"] or 0)
