"""What the connectors need to know of this installation."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from amends.app.connectors.patience import SHIPPED, Patience, read_patience


def setting(name: str) -> str:
    """A setting of ours, or the environment's if the settings do not name it."""
    return str(getattr(settings, name, None) or os.environ.get(name, ""))


def patience_of(connector: str) -> Patience:
    named = setting("AMENDS_PATIENCE")
    return read_patience(connector, Path(named) if named else SHIPPED)
