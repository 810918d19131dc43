"""A claim held against the record."""

from __future__ import annotations

from amends.core.claims import Claim
from amends.core.findings.checks import CHECKS
from amends.core.findings.evidence import Finding
from amends.core.findings.record import Record
from amends.core.findings.rules import Rules
from amends.core.findings.verdict import weigh


def hold(claim: Claim, record: Record, *, rules: Rules) -> Finding:
    """Hold what a customer says against all that the record shows of it.

    A kind of claim that no check knows, or one that lacks what a check needs, is unconfirmed.
    """
    checks = CHECKS.get(claim.kind, ())
    return weigh((each for check in checks for each in check(claim, record, rules)), rules)
