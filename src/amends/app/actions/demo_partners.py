"""The partners of a simulated town pay, dispute, and are answered; for ``amends demo`` alone."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.app.actions.accounts.demands import take_step
from amends.app.actions.accounts.standing import standing_of
from amends.app.actions.aftercare import NotNow
from amends.app.ledger.models import Case, Partner
from amends.core.accounts import Bucket

DISPUTES: Mapping[str, str] = {
    "en": "By our own records it was within the agreed time.",
    "ru": "По нашим данным, срок не нарушен.",
    "mn": "Манай бүртгэлээр хугацаандаа хийгдсэн байна.",
}
ANSWERS: Mapping[str, str] = {
    "accept": "Their scans show it, they are right.",
    "reject": "The scans show otherwise; see the claim file.",
}


@dataclass(frozen=True, slots=True)
class Ways:
    """What is done with what stands in a bucket: each step with its share of the days."""

    bucket: Bucket
    steps: tuple[tuple[str, float], ...]


USUAL = (
    Ways(Bucket.DISPUTED, (("reject", 0.25), ("accept", 0.1))),
    Ways(Bucket.CHARGED, (("pay", 0.3), ("dispute", 0.1))),
    Ways(Bucket.PREPARED, (("approve", 0.5),)),
)


def deal_with_partners(now: datetime, *, manager: Any, chance: random.Random) -> None:
    """One day: the latest step first, so that none goes through two on the same day."""
    for partner in Partner.objects.order_by("pk"):
        cases = Case.objects.filter(entries__postings__partner=partner).distinct()
        for case in cases.order_by("pk"):
            for held in standing_of(partner, case):
                for way in USUAL:
                    if getattr(held, way.bucket.value) > 0:
                        _maybe(way, partner, case, held.currency, now, manager, chance)


def _maybe(
    way: Ways,
    partner: Partner,
    case: Case,
    currency: str,
    now: datetime,
    manager: Any,
    chance: random.Random,
) -> None:
    drawn = chance.random()
    for step, share in way.steps:
        if drawn < share:
            reason = ANSWERS.get(step) or DISPUTES.get(partner.language, DISPUTES["en"])
            with suppress(NotNow):  # the manager's own case: somebody else would say yes
                take_step(
                    step,
                    case=case,
                    partner=partner,
                    currency=currency,
                    reason=reason,
                    by=manager,
                    now=now,
                )
            return
        drawn -= share
