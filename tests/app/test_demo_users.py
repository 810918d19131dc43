"""The demo has one user for each role, and prints the same sign-ins every time."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from amends.app.actions.demo import FILE, ensure_demo
from amends.app.actions.staff import (
    ROLES,
    BadUser,
    add_user,
    all_users,
    may,
    remove_user,
    roles_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.AMENDS_HOME = tmp_path
    return tmp_path


def test_every_role_can_sign_in():
    users = ensure_demo()
    assert [role for role, _, _ in users] == list(ROLES)
    for role, name, password in users:
        user = authenticate(username=name, password=password)
        assert roles_of(user) == {role}


def test_a_second_run_gives_the_same_and_signs_nobody_out():
    first = ensure_demo()
    hashes = set(User.objects.values_list("password", flat=True))
    assert ensure_demo() == first
    assert set(User.objects.values_list("password", flat=True)) == hashes


def test_a_password_that_was_changed_is_set_back():
    [(_, name, password), *_] = ensure_demo()
    changed = User.objects.get(username=name)
    changed.set_password("something else entirely")
    changed.save()
    ensure_demo()
    assert authenticate(username=name, password=password)


def test_only_the_owner_may_read_the_passwords(home: Path):
    ensure_demo()
    assert stat.S_IMODE((home / FILE).stat().st_mode) == 0o600


def test_an_unknown_role_or_a_weak_password_is_refused():
    with pytest.raises(BadUser, match="no role"):
        add_user(name="somebody", role="king", password="a long enough one")
    with pytest.raises(BadUser, match="too short"):
        add_user(name="somebody", role="agent", password="short")
    with pytest.raises(BadUser, match="valid username"):
        add_user(name="some body", role="agent", password="a long enough one")
    assert not User.objects.exists()


def test_who_was_removed_cannot_sign_in_and_may_be_added_again():
    add_user(name="tuya", role="agent", password="a long enough one", full_name="Tuya")
    remove_user(name="tuya")
    assert all_users() == []
    assert authenticate(username="tuya", password="a long enough one") is None
    with pytest.raises(BadUser, match="no user"):
        remove_user(name="tuya")
    add_user(name="tuya", role="manager", password="a long enough one")
    assert all_users() == [("tuya", ["manager"])]
    assert User.objects.get().get_full_name() == "Tuya"


def test_rights_follow_the_role():
    agent = add_user(name="a", role="agent", password="a long enough one")
    quality = add_user(name="q", role="quality", password="a long enough one")
    assert may(agent, "act_on_cases")
    assert not may(agent, "mend")
    assert may(quality, "see_cases")
    assert not may(quality, "act_on_cases")
