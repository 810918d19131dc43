"""What tests of the application may use besides."""

import pytest


@pytest.fixture
def booted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run within the test, on the test's own database: they need not boot."""
    for name in ("load", "places.load", "places.open", "quarantine", "report"):
        monkeypatch.setattr(f"amends.app.commands.{name}.ready", lambda: None)
