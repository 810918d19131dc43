"""A throw-away installation to measure on: the embedded PostgreSQL with its normal settings."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def installation() -> Iterator[Path]:
    """An empty, migrated installation in a folder of its own, removed afterwards.

    Its rulebook is published: proving it is no part of what is measured.
    With DATABASE_URL that database is used; it must be empty and is left as it is.
    """
    home = Path(tempfile.mkdtemp(prefix="amends-bench-"))
    os.environ["AMENDS_HOME"] = str(home)
    from amends.app.config.boot import boot, leave

    boot()
    from django.core.management import call_command
    from django.db import connection

    from amends.app.config.tables import publish_policy

    try:
        call_command("migrate", verbosity=0, interactive=False)
        publish_policy()
        yield home
    finally:
        connection.close()
        leave()
        shutil.rmtree(home, ignore_errors=True)
