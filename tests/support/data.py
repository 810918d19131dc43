"""Real data that lies beside a checkout and is not part of it."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; the test is skipped where it is missing."""
    folder = Path(os.environ.get("AMENDS_DATA") or _BESIDE)
    if not folder.is_dir():
        pytest.skip("needs the shared data: put it in ../shared/data or set AMENDS_DATA")
    return folder
