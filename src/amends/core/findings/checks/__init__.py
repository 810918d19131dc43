"""Which checks hold which kind of claim against the record: the whole wiring on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from amends.core.claims import Claim
from amends.core.findings.checks.order_log import ordered_on
from amends.core.findings.evidence import Evidence
from amends.core.findings.record import Record
from amends.core.findings.rules import Rules

Check = Callable[[Claim, Record, Rules], Iterator[Evidence]]

CHECKS: Mapping[str, tuple[Check, ...]] = {
    "ordered_on": (ordered_on,),
}
