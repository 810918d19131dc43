"""A clean environment, made before Django reads its settings."""

import os
import shutil
import tempfile
from pathlib import Path

from amends.app.postgres import Layout, wait_until_stopped

_KEPT = (
    "AMENDS_TEST_HOME",
    "AMENDS_TEST_QUESTIONS",
    "AMENDS_TEST_RACES",
    "AMENDS_TEST_RECOVERIES",
    "AMENDS_DATA",
    "AMENDS_REQUIRE_BROWSER",
    "AMENDS_POSTGRES_BIN",
)
FAST = "fsync=off full_page_writes=off shared_buffers=64MB autovacuum=off"
"""Autovacuum sees nothing of a test's open transaction: it would count full tables as empty."""


def clean_environment() -> None:
    for name in list(os.environ):
        if name == "DATABASE_URL" or (name.startswith("AMENDS_") and name not in _KEPT):
            del os.environ[name]
    if "AMENDS_TEST_HOME" not in os.environ:
        os.environ["AMENDS_TEST_HOME"] = tempfile.mkdtemp(prefix="amends-tests-")
    os.environ.update(
        AMENDS_HOME=str(session_home()),
        AMENDS_POSTGRES_SETTINGS=FAST,
        AMENDS_SECRET_KEY="only-for-tests",
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
        DJANGO_SETTINGS_MODULE="amends.app.config.settings",
        LANGUAGE="en",
    )


def session_home() -> Path:
    """The AMENDS_HOME of this test session, shared by all its processes."""
    return Path(os.environ["AMENDS_TEST_HOME"])


def remove_home(home: Path) -> None:
    """Remove an AMENDS_HOME when its server has stopped."""
    wait_until_stopped(Layout.of(home))
    shutil.rmtree(home)
