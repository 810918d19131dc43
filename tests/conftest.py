"""What every test may use."""

import os

import hypothesis
import pytest

from tests.support.browser import browser, page_at
from tests.support.data import shared_data
from tests.support.database import django_db_setup, points_anew, swept
from tests.support.environment import clean_environment, remove_home, session_home
from tests.support.homes import amends, amends_home, made_home, other_home
from tests.support.order import pytest_collection_modifyitems
from tests.support.running import start

__all__ = [
    "amends",
    "amends_home",
    "browser",
    "django_db_setup",
    "made_home",
    "other_home",
    "page_at",
    "points_anew",
    "pytest_collection_modifyitems",
    "shared_data",
    "start",
    "swept",
]

hypothesis.settings.register_profile("amends", deadline=None)
hypothesis.settings.load_profile("amends")
clean_environment()


def pytest_configure() -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    is_xdist_worker = hasattr(config, "workerinput")
    if not is_xdist_worker and session_home().exists():
        remove_home(session_home())
        del os.environ["AMENDS_TEST_HOME"]
