"""The examples of an installation pass on what one has to set."""

import re
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
SETTINGS = DEPLOY.parent / "docs" / "reference" / "settings.md"
NEEDED = (
    "DATABASE_URL",
    "AMENDS_SECRET_KEY",
    "AMENDS_PUBLIC_URL",
    "AMENDS_EMAIL_URL",
    "AMENDS_EMAIL_FROM",
    "AMENDS_SHOP_URL",
    "AMENDS_SHOP_SECRET",
    "AMENDS_TIME_ZONE",
    "AMENDS_POLICY",
    "AMENDS_ALLOWED_HOSTS",
    "AMENDS_TRUSTED_PROXIES",
)


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("example", ["compose.yaml", "systemd/amends.env"])
def test_the_examples_name_what_one_has_to_set(example: str, name: str) -> None:
    assert re.search(rf"^[# ]*{name}[:=]", (DEPLOY / example).read_text(), re.MULTILINE)


@pytest.mark.parametrize("example", ["compose.yaml", "systemd/amends.env"])
def test_every_setting_of_the_examples_is_explained(example: str) -> None:
    named = set(re.findall(r"\bAMENDS_[A-Z_]+", (DEPLOY / example).read_text()))
    assert named <= set(re.findall(r"\bAMENDS_[A-Z_]+", SETTINGS.read_text()))
