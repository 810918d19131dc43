"""Where files lie: under AMENDS_HOME, outside of the web root, under names that say nothing."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings

FOLDER = "attachments"


def store(content: bytes) -> str:
    """Write a new file that only its owner reads; return its name."""
    name = uuid4().hex
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def forget(name: str) -> None:
    """Remove the file, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        path_of(name).unlink()


def path_of(name: str) -> Path:
    """Where the file of this name lies."""
    return Path(settings.AMENDS_HOME) / FOLDER / name[:2] / name
