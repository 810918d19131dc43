"""What tests of the application may use besides."""

import pytest

PLACES = ("places.load", "places.open", "places.listing", "places.show", "places.choose")
BOOTING = ("load", "quarantine", "report", *PLACES)


@pytest.fixture
def booted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run within the test, on the test's own database: they need not boot."""
    for name in BOOTING:
        monkeypatch.setattr(f"amends.app.commands.{name}.ready", lambda: None)
