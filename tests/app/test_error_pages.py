"""What one reads when something is refused or breaks: kind, and in every language."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from amends.app.customer import doors

pytestmark = pytest.mark.django_db
PAGES = {
    "404": ("nothing at this address", "По этому адресу ничего нет", "Энэ хаягаар юу ч алга"),
    "403": ("not open to you", "Эта страница вам недоступна", "танд нээлттэй биш"),
    "csrf": ("Please send it once more", "отправьте ещё раз", "Дахин нэг удаа илгээнэ үү"),
    "500": ("Something broke on our side", "У нас что-то сломалось", "нэг зүйл эвдэрлээ"),
}


def is_kind(answer: Any, status: int, name: str) -> None:
    html = answer.content.decode()
    assert answer.status_code == status
    for said in PAGES[name]:
        assert said in html
    for language in ("en", "ru", "mn"):
        assert f'<section lang="{language}">' in html
    assert "/static/customer/page.css" in html
    assert not re.search(r"<style|\sstyle=|<script(?! src)|\son[a-z]+=", html)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/no/such/page/", "/console/nothing/", "/c/x/nothing/here/"])
def test_an_unknown_address(client: Client, address: str) -> None:
    is_kind(client.get(address), 404, "404")


@pytest.mark.parametrize("address", ["/console/sign-in/", "/c/any-link/answer/"])
def test_a_form_whose_token_is_broken(address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    is_kind(strict.post(address, {"csrfmiddlewaretoken": "x" * 64}), 403, "csrf")


@pytest.mark.parametrize(
    ("error", "status", "name"), [(PermissionDenied, 403, "403"), (RuntimeError, 500, "500")]
)
def test_an_error_inside(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception], status: int, name: str
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise error("secret-detail")

    monkeypatch.setitem(doors.OPEN, doors.CASE, broken)
    answer = Client(raise_request_exception=False).get("/c/any-link/")
    is_kind(answer, status, name)
    assert "secret-detail" not in answer.content.decode()
