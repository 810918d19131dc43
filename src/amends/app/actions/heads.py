"""Heads of the sealed record, kept outside of the database: whoever rules there does not rule here.

One line an hour, of what changed, is added to a file in ``AMENDS_HOME``; ``amends verify`` holds
the chains against all of it. So rows cut off at the end are found, with links or without.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from amends.app.actions.seals import SEALED, head_of

NAME = "sealed-heads.jsonl"


def keep_heads(*, now: datetime) -> int:
    """Add the heads that changed since the last line; return how many."""
    known = kept_heads()
    heads = {table: head_of(table) for table in SEALED}
    new = {table: head for table, head in heads.items() if head and head not in known[table][-1:]}
    if new:
        line = json.dumps({"at": now.isoformat(), **new})
        descriptor = os.open(_file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    return len(new)


def kept_heads() -> Mapping[str, Sequence[str]]:
    """The heads that were kept of each table, the oldest first; a broken line is passed over."""
    found: dict[str, list[str]] = defaultdict(list)
    if not _file().exists():
        return found
    with _file().open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            for table, head in _read(line).items():
                place, _, digest = str(head).partition(":")
                if table in SEALED and place.isdecimal() and digest:
                    found[table].append(str(head))
    return found


def _read(line: str) -> Mapping[str, object]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _file() -> Path:
    return Path(settings.AMENDS_HOME) / NAME
