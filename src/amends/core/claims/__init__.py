"""What customers say happened: kinds of claim, and claims read from data or from free words."""

from amends.core.claims.claim import Claim, OrderHint, read_claim
from amends.core.claims.kinds import ClaimKind, read_kinds

__all__ = ["Claim", "ClaimKind", "OrderHint", "read_claim", "read_kinds"]
