"""Who did what when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from amends.app.ledger.models import Case, Journal

SYSTEM = "system"


def note(
    *, action: str, now: datetime, case: Case | None, actor: str = SYSTEM, **detail: Any
) -> None:
    """Write one line into the journal; ``detail`` holds no personal data."""
    Journal.objects.create(at=now, actor=actor, action=action, case=case, detail=detail)


def note_all(*, action: str, now: datetime, cases: Iterable[Case], actor: str = SYSTEM) -> None:
    """Write the same line for many cases at once."""
    Journal.objects.bulk_create(
        Journal(at=now, actor=actor, action=action, case=case) for case in cases
    )
