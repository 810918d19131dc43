"""Signing in: generic errors, few attempts, no way out to other sites."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from amends.app.config.proxies import read_networks
from amends.app.console.attempts import WITHIN, may_try
from tests.support.desk import member, signed_in

pytestmark = pytest.mark.django_db

WRONG = "do not fit together"
TOO_MANY = "Too many attempts"


def sign_in(client: Client, name: str, password: str, address: str = "10.0.0.1", **more: str):
    given = {"username": name, "password": password, **more}
    return client.post(reverse("console:sign-in"), given, REMOTE_ADDR=address)


def test_who_knows_the_password_comes_in():
    member("agent")
    answer = sign_in(Client(), "agent", "for tests only")
    assert (answer.status_code, answer["Location"]) == (302, reverse("console:home"))


def test_the_error_does_not_say_whether_the_name_exists():
    member("agent")
    known = sign_in(Client(), "agent", "wrong").content.decode()
    unknown = sign_in(Client(), "nobody", "wrong").content.decode()
    assert WRONG in known
    assert WRONG in unknown


def test_after_five_wrong_passwords_even_the_right_one_waits():
    member("agent")
    for _ in range(5):
        assert WRONG in sign_in(Client(), "agent", "wrong").content.decode()
    assert TOO_MANY in sign_in(Client(), "agent", "for tests only").content.decode()
    assert sign_in(Client(), "agent", "for tests only", "10.0.0.2").status_code == 302


def test_signing_in_starts_the_count_anew():
    member("agent")
    for _ in range(4):
        sign_in(Client(), "agent", "wrong")
    assert sign_in(Client(), "agent", "for tests only").status_code == 302
    assert WRONG in sign_in(Client(), "agent", "wrong").content.decode()


def test_the_count_ends_after_a_quarter_of_an_hour():
    now = timezone.now()
    assert [may_try("a", "10.0.0.1", now=now) for _ in range(6)] == [True] * 5 + [False]
    assert may_try("a", "10.0.0.1", now=now + WITHIN + timedelta(seconds=1))


def test_many_names_from_one_address_are_stopped_too():
    now = timezone.now()
    answers = [may_try(f"name {number}", "10.0.0.1", now=now) for number in range(101)]
    assert answers == [True] * 100 + [False]


def test_one_address_does_not_use_up_the_tries_of_a_name():
    now = timezone.now()
    for _ in range(60):
        may_try("agent", "10.0.0.1", now=now)
    assert may_try("agent", "10.0.0.2", now=now)


def test_only_failures_count():
    """An office behind one address may come to work."""
    member("agent")
    for _ in range(101):
        assert sign_in(Client(), "agent", "for tests only").status_code == 302


@pytest.fixture
def behind_a_proxy(settings: Settings):
    settings.AMENDS_TRUSTED_PROXIES = read_networks(["10.0.0.0/8"])


def fail(client_says: str, proxy: str = "10.0.0.1") -> str:
    given = {"username": "agent", "password": "wrong"}
    client = Client(REMOTE_ADDR=proxy, HTTP_X_FORWARDED_FOR=client_says)
    return client.post(reverse("console:sign-in"), given).content.decode()


@pytest.mark.usefixtures("behind_a_proxy")
def test_behind_our_proxy_each_client_has_tries_of_its_own():
    assert [TOO_MANY in fail("192.0.2.1") for _ in range(6)] == [False] * 5 + [True]
    assert WRONG in fail("192.0.2.2")


@pytest.mark.usefixtures("behind_a_proxy")
def test_nobody_gets_more_tries_by_naming_another_address():
    made_up = [f"198.51.100.{number}, 192.0.2.1" for number in range(6)]
    assert [TOO_MANY in fail(each) for each in made_up] == [False] * 5 + [True]
    direct = [f"198.51.100.{number}" for number in range(6)]
    assert [TOO_MANY in fail(each, "203.0.113.9") for each in direct] == [False] * 5 + [True]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_nobody_is_sent_to_another_site(elsewhere: str):
    member("agent")
    answer = sign_in(Client(), "agent", "for tests only", next=elsewhere)
    assert answer["Location"] == reverse("console:home")


def test_signing_out_ends_the_session():
    client = signed_in("agent")
    assert client.get(reverse("console:home")).status_code == 200
    client.post(reverse("console:sign-out"))
    assert client.get(reverse("console:home")).status_code == 302


def test_staff_may_switch_the_language():
    client = signed_in("agent")
    for language in ("ru", "mn", "en"):
        client.post(reverse("console:language"), {"language": language, "next": "/console/"})
        assert f'<html lang="{language}">' in client.get("/console/").content.decode()
