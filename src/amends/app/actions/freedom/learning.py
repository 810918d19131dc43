"""What was given outside the rules comes back as proposals to the rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Kindness, Outcome, Proposal
from amends.core.staff.freedom import worth_of
from amends.core.staff.learning import Given, Group, Situation, groups

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Proposed:
    """A group, how its worth is bounded in euro, and what was decided about it last."""

    group: Group
    least: float | None
    below: float | None
    decided: Proposal | None

    @property
    def is_new(self) -> bool:
        """Whether it came up again since it was decided, or never was."""
        return self.decided is None or self.group.times > self.decided.seen


def proposals(*, now: datetime) -> list[Proposed]:
    """What came up often enough, what nobody decided yet first."""
    policy = current_policy()
    rules, bands = policy.freedom, policy.staff_truth.rules.value_bands
    found = groups(_given(now), bands=bands, times=rules.times, people=rules.people)
    known = _decided()
    made = [_proposed(each, bands, known.get(each.situation)) for each in found]
    return sorted(made, key=lambda each: not each.is_new)


def situation_from(said: Mapping[str, Any]) -> Situation | None:
    """A situation from its names and the number of its band; None for what is none."""
    try:
        return Situation(
            str(said["failure"]), str(said["order_kind"]), int(said["band"]), str(said["kind"])
        )
    except (KeyError, ValueError):
        return None


def _proposed(group: Group, bands: Sequence[float], decided: Proposal | None) -> Proposed:
    band = group.situation.band
    return Proposed(
        group,
        least=bands[band - 1] if band > 0 else None,
        below=bands[band] if 0 <= band < len(bands) else None,
        decided=decided,
    )


def _decided() -> dict[Situation, Proposal]:
    """The last decision about each situation."""
    rows = Proposal.objects.select_related("by").defer("files").order_by("id")
    return {at: row for row in rows if (at := situation_from(row.situation))}


def _given(now: datetime) -> Iterator[Given]:
    since = now - timedelta(days=current_policy().freedom.days)
    answered = Outcome.objects.filter(case=OuterRef("case"), at__gt=OuterRef("at"))
    rows = (
        Kindness.objects.filter(state=Kindness.State.GIVEN, at__gte=since, at__lte=now)
        .exclude(remedy__state__in=("failed", "cancelled"))
        .annotate(solved=Subquery(answered.order_by("-id").values("solved")[:1]))
        .select_related("case__order")
        .order_by("-id")[:MOST]
    )
    rates = current_policy().facts["worth"]["per_unit"]
    for row in reversed(rows):
        order = row.case.order
        rate = rates.get(order.currency)
        yield Given(
            failure=row.case.failure_kind,
            order_kind=order.kind,
            order_worth=worth_of(order.total, None if rate is None else Decimal(str(rate))),
            kind=row.kind,
            person=str(row.by_id),
            worth=row.worth,
            of_delivery=float(row.amount / order.delivery_price) if order.delivery_price else None,
            why=row.why,
            helped=row.solved,
        )
