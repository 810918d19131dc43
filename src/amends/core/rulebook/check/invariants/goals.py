"""Looking for a situation that breaks a claim."""

from __future__ import annotations

TRUE = {True}
