"""Which checks hold which kind of claim against the record: the whole wiring on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from amends.core.claims import Claim
from amends.core.findings.checks.calls import was_told
from amends.core.findings.checks.deliveries import called_off, came_late, not_received
from amends.core.findings.checks.goods import (
    damage_scan,
    photo,
    photo_of_the_visit,
    seen_by_staff,
    stock_figure,
)
from amends.core.findings.checks.kitchen import waited
from amends.core.findings.checks.order_log import ordered_on
from amends.core.findings.checks.refunds import refund_not_paid
from amends.core.findings.checks.visits import (
    collected_before,
    found_closed,
    left_without,
    not_there_yet,
    others,
    posted_hours,
)
from amends.core.findings.evidence import Evidence
from amends.core.findings.record import Record
from amends.core.findings.rules import Rules

Check = Callable[[Claim, Record, Rules], Iterator[Evidence]]

CHECKS: Mapping[str, tuple[Check, ...]] = {
    "ordered_on": (ordered_on,),
    "was_told": (was_told,),
    "was_closed": (posted_hours, others, found_closed, collected_before, photo_of_the_visit),
    "came_at": (posted_hours, left_without, not_there_yet, collected_before, photo_of_the_visit),
    "not_received": (not_received,),
    "came_late": (came_late,),
    "got_other": (seen_by_staff, photo),
    "got_broken": (seen_by_staff, damage_scan, photo),
    "missing": (seen_by_staff, stock_figure, photo),
    "waited": (waited,),
    "refund_not_paid": (refund_not_paid,),
    "called_off": (called_off,),
}
