"""Claims held against the record: confirmed, unconfirmed or contradicted, with the evidence.

``hold`` is pure: the same claim and record give the same finding, whatever the order of what
happened. A record that disagrees with itself decides nothing (``conflicting``).
"""

from amends.core.findings.checks import CHECKS
from amends.core.findings.checks.calls import CALLS
from amends.core.findings.evidence import Evidence, Finding, Side, Verdict
from amends.core.findings.hold import hold
from amends.core.findings.meaning import due_in_words
from amends.core.findings.record import (
    Elsewhere,
    Happening,
    OrderRecord,
    Photo,
    Posted,
    Record,
    Visit,
)
from amends.core.findings.rules import Rules, Weights, Windows, Words

CHECKED = frozenset(CHECKS)
"""The kinds of claim that can be held against the record."""

__all__ = [
    "CALLS",
    "CHECKED",
    "Elsewhere",
    "Evidence",
    "Finding",
    "Happening",
    "OrderRecord",
    "Photo",
    "Posted",
    "Record",
    "Rules",
    "Side",
    "Verdict",
    "Visit",
    "Weights",
    "Windows",
    "Words",
    "due_in_words",
    "hold",
]
