"""Who may see and do what: enforced at the door, for every address of the console."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, reverse

from amends.app.console.urls import urlpatterns
from tests.support.desk import ROLES, signed_in

pytestmark = pytest.mark.django_db

OPEN = {"sign-in", "sign-out", "language"}
SEE = {
    "home": set(ROLES),
    "cases": {"agent", "manager", "director", "quality"},
    "case": {"agent", "manager", "director", "quality"},
    "choose": {"agent", "manager"},
    "unreached": {"agent", "manager", "director", "quality"},
    "follow-ups": {"agent", "manager", "quality"},
    "follow-up": {"agent", "manager", "quality"},
    "quarantine": {"manager", "engineer", "quality"},
    "quarantined": {"manager", "engineer", "quality"},
    "doubts": {"manager", "engineer", "quality"},
    "doubt": {"manager", "engineer", "quality"},
    "customer": {"agent", "manager", "director", "quality"},
    "suggestions": {"agent", "manager", "director", "quality"},
    "tell": {"agent", "manager"},
    "said": {"agent", "manager", "director", "quality"},
    "unread": {"agent", "manager"},
    "file": {"agent", "manager", "director", "quality"},
    "objections": {"agent", "manager", "quality"},
    "objection": {"agent", "manager", "quality"},
    "freedom": {"agent", "manager", "director"},
    "proposals": {"manager", "director"},
    "proposal-draft": {"manager", "director"},
    "time-spent": {"manager", "director"},
    "points": set(ROLES),
    "point": set(ROLES),
    "points-map": set(ROLES),
    "incidents": set(ROLES),
    "partners": {"manager", "director", "quality"},
    "partner": {"manager", "director", "quality"},
    "partner-case": {"manager", "director", "quality"},
    "partner-claim": {"manager", "director", "quality"},
    "partner-statement": {"manager", "director", "quality"},
    "scorecards": {"manager", "quality"},
    "scorecards-csv": {"manager", "quality"},
    "reviews": {"manager", "quality"},
    "review": {"manager", "quality"},
    "review-results": {"manager", "quality"},
    "staff": {"agent", "manager", "quality"},
    "person": {"agent", "manager", "quality"},
    "streets": set(ROLES),
    "mailbox": {"agent", "manager", "quality"},
    "message": {"agent", "manager", "quality"},
}
DO = {
    "find": {"agent", "manager", "director", "quality"},
    "choose": {"agent", "manager"},
    "link": {"agent", "manager"},
    "told": {"agent", "manager"},
    "send-held": {"agent", "manager"},
    "close-held": {"agent", "manager"},
    "remedy-done": {"agent", "manager"},
    "tell": {"agent", "manager"},
    "unread": {"agent", "manager"},
    "remove-file": {"agent", "manager"},
    "answer-objection": {"manager", "quality"},
    "ask": {"agent", "manager"},
    "resend": {"agent", "manager"},
    "answer": {"agent", "manager"},
    "mend": {"manager", "engineer"},
    "dismiss": {"manager", "engineer"},
    "settle": {"manager", "engineer"},
    "give": {"agent", "manager", "director"},
    "here": {"agent", "manager"},
    "answer-kindness": {"manager", "director"},
    "decide-proposal": {"manager", "director"},
    "looked": {"manager"},
    "decide-customer": {"manager"},
    "settle-suggestion": {"manager"},
    "partner-step": {"manager"},
    "write-review": {"quality"},
    "seen-to": {"agent", "manager"},
    "looked-into": {"manager"},
}
ASKED = {"points-map": "?box=1,1,2,2&zoom=3"}
"""What some pages have to be asked."""


def address(name: str) -> str:
    """The address of a page, about something that does not exist."""
    pattern = next(each for each in urlpatterns if each.name == name)
    values = {
        "public_id": uuid4(),
        "key": uuid4(),
        "number": 10**9,
        "kind": "people",
        "month": "2026-11",
        "form": "pdf",
        "code": "nowhere",
        "zoom": 99,
        "x": 0,
        "y": 0,
    }
    wanted = pattern.pattern.converters
    asked = ASKED.get(name, "")
    return reverse(f"console:{name}", kwargs={each: values[each] for each in wanted}) + asked


def names() -> Iterator[str]:
    for each in urlpatterns:
        assert isinstance(each, URLPattern)
        yield str(each.name)


def test_every_address_is_spoken_of_here():
    assert set(names()) == OPEN | set(SEE) | set(DO)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_its_roles_only(role: str):
    client = signed_in(role)
    for name, roles in SEE.items():
        status = client.get(address(name)).status_code
        assert (status == 403) == (role not in roles), (name, status)
        assert status in {200, 403, 404}, (name, status)


@pytest.mark.parametrize("role", ROLES)
def test_a_deed_is_done_by_its_roles_only(role: str):
    client = signed_in(role)
    for name, roles in DO.items():
        status = client.post(address(name)).status_code
        assert (status == 403) == (role not in roles), (name, status)


def test_nothing_is_seen_or_done_without_signing_in():
    client = Client()
    for name in (*SEE, *DO):
        for answer in (client.get(address(name)), client.post(address(name))):
            assert answer.status_code in {302, 405}, name
            if answer.status_code == 302:
                assert answer["Location"].startswith(reverse("console:sign-in"))
    assert client.get(reverse("console:sign-in")).wsgi_request.user == AnonymousUser()


def test_a_user_without_a_role_sees_only_that_there_is_nothing_for_them():
    client = signed_in("gardener")
    for name in SEE:
        assert client.get(address(name)).status_code == (200 if name == "home" else 403)


def test_deeds_are_posted():
    client = signed_in("manager")
    for name in DO:
        if name not in SEE and name != "find":  # which leads back to the list
            assert client.get(address(name)).status_code == 405, name


def test_a_deed_from_another_site_is_refused():
    client = signed_in("manager")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for name in (*DO, "sign-in", "sign-out", "language"):
        assert strict.post(address(name)).status_code == 403, name


def test_pages_of_the_console_are_not_kept_by_browsers_and_run_only_our_scripts():
    answer = signed_in("manager").get(address("cases"))
    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    for page in (answer, Client().get(address("sign-in"))):
        assert page["Referrer-Policy"] == "same-origin"
