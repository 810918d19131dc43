"""Real data that lies beside a checkout and is not part of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def real(name: str) -> Path:
    """A file or folder of the real data."""
    path = Path(os.environ.get("AMENDS_DATA") or BESIDE) / name
    if not path.exists():
        sys.exit(f"needs {name}: put the data in ../shared/data or set AMENDS_DATA")
    return path
