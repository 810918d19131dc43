"""What tests of the application may use besides."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

PLACES = ("places.load", "places.open", "places.listing", "places.show", "places.choose")
BOOTING = (
    "score",
    "load",
    "quarantine",
    "report",
    "staff",
    "staff.reviews",
    "staff.proposals",
    "verify",
    *PLACES,
)


@pytest.fixture
def booted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run within the test, on the test's own database: they need not boot."""
    for name in BOOTING:
        monkeypatch.setattr(f"amends.app.commands.{name}.ready", lambda: None)


@pytest.fixture
def town(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A map is set up, and nothing that was learned of points rests in this process."""
    from amends.app.actions.places.ground import ground
    from tests.support.street import write_street

    settings.AMENDS_MAP = str(write_street(tmp_path / "town.osm.pbf"))
    settings.AMENDS_HOME = tmp_path
    monkeypatch.setattr("amends.app.actions.places.live.LEAST_REST", 0.0)
    ground.cache_clear()
    yield
    ground.cache_clear()
