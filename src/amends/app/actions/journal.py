"""Who did what when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from amends.app.actions.ingest.sql import as_json, run
from amends.app.ledger.models import Case

SYSTEM = "system"
LINE = """
    INSERT INTO ledger_journal (at, actor, action, detail, case_id)
    SELECT %s, %s, %s, %s, unnest(%s::bigint[])
"""


def note(
    *, action: str, now: datetime, case: Case | None, actor: str = SYSTEM, **detail: Any
) -> None:
    """Write one line into the journal; ``detail`` holds no personal data."""
    _write(now, actor, action, [case.pk if case else None], detail)


def note_all(*, action: str, now: datetime, cases: Iterable[Case], actor: str = SYSTEM) -> None:
    """Write the same line for many cases at once."""
    _write(now, actor, action, [case.pk for case in cases], {})


def _write(
    now: datetime, actor: str, action: str, cases: Sequence[int | None], detail: Mapping[str, Any]
) -> None:
    if cases:
        run(LINE, now, actor, action, as_json(detail), cases)
