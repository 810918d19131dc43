"""What customers say happened: kinds of claim, and claims read from data or from free words."""

from amends.core.claims.claim import Claim, OrderHint, read_claim
from amends.core.claims.kinds import ClaimKind, Kinds, read_kinds
from amends.core.claims.reading.read import read_text
from amends.core.claims.reading.results import Reading, Span

__all__ = [
    "Claim",
    "ClaimKind",
    "Kinds",
    "OrderHint",
    "Reading",
    "Span",
    "read_claim",
    "read_kinds",
    "read_text",
]
