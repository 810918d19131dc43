"""What is over can be taken up again from the page itself (R7)."""

import pytest
from django.test import Client
from django.utils import timezone

from amends.app.actions.links import make_token
from amends.app.ledger.models import Case
from tests.support.line import closed_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return closed_point()


def home(case: Case) -> str:
    return f"/c/{make_token(case, now=timezone.now(), days=14)}/"


@pytest.mark.parametrize("state", ["closed", "solved"])
def test_one_touch_gives_a_new_offer(case: Case, state: str) -> None:
    Case.objects.update(state=state)
    page = Client().get(home(case)).content.decode()
    assert "/reopen/" in page
    answer = Client().post(f"{home(case)}reopen/", follow=True)
    case.refresh_from_db()
    assert (answer.status_code, case.state, case.round) == (200, "offered", 2)
    assert "/choose/" in answer.content.decode()


def test_a_second_touch_changes_nothing(case: Case) -> None:
    Case.objects.update(state="closed")
    for _ in range(2):
        Client().post(f"{home(case)}reopen/")
    case.refresh_from_db()
    assert case.round == 2


def test_a_case_that_is_open_is_not_taken_up_again(case: Case) -> None:
    assert Client().post(f"{home(case)}reopen/").status_code == 302
    case.refresh_from_db()
    assert case.round == 1
