"""How results are said and kept."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Result:
    """One number, what it must reach, and what else was seen in the same run."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    beside: dict[str, Any] = field(default_factory=dict)

    @property
    def is_reached(self) -> bool:
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)

    def __str__(self) -> str:
        wanted = "" if self.at_least is None else f" (at least {self.at_least:,g})"
        wanted += "" if self.at_most is None else f" (at most {self.at_most:,g})"
        mark = "ok  " if self.is_reached else "MISS"
        return f"{mark} {self.name}: {self.value:,.4g} {self.unit}{wanted}"


def keep(benchmark: str, results: list[Result]) -> Path:
    """Write the results with the machine they were measured on."""
    FOLDER.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    path = FOLDER / f"{benchmark}-{now:%Y%m%dT%H%M%S}.json"
    machine = {"cpus": os.cpu_count(), "python": platform.python_version()}
    body = {"at": now.isoformat(), "machine": machine, "results": [asdict(r) for r in results]}
    path.write_text(json.dumps(body, indent=1, default=str))
    return path
