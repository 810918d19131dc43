"""A partner answers a claim itself, through the API, with a token of its own (R17, R20)."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.accounts.claim_file import reference_of
from amends.app.actions.tokens import BadToken, make_token, revoke_token
from amends.app.ledger.models import Case, Entry, Partner, PartnerAnswer
from tests.app.test_accounts import NOW, done, lost, standing, step, swift
from tests.support.desk import signed_in
from tests.support.partners import SWIFT, load_swift

pytestmark = pytest.mark.django_db
ALL: dict[str, Any] = {"key": "a1", "answer": "dispute", "reason": "it was never scanned by us"}


def token_of(partner: Partner) -> str:
    rights, now = ["answer-claims"], timezone.now()
    return make_token(name=partner.who, rights=rights, now=now, by="test", partner=partner)


@pytest.fixture
def case() -> Case:
    load_swift(now=NOW)
    made = done(lost())
    step("approve", made)
    return made


@pytest.fixture
def token(case: Case) -> str:
    return token_of(swift())


def post(token: str, case: Case, body: Any, *, partner: Partner | None = None) -> Any:
    reference = reference_of(partner or swift(), case)
    return Client().post(
        f"/api/v1/partner-claims/{reference}/answer",
        body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def test_a_dispute_is_posted_once_however_often_it_is_sent(case: Case, token: str) -> None:
    first = post(token, case, {**ALL, "amount": "25.50"})
    assert first.status_code == 200, first.content
    assert first.json()["status"] == "recorded"
    assert first.json()["demand"][0]["disputed"] == "25.50"
    again = post(token, case, {**ALL, "amount": "25.50"})
    assert (again.status_code, again.json()["status"]) == (200, "repeated")
    assert standing(case)["disputed"] == 25.5
    entry = Entry.objects.get(kind="disputed")
    assert (entry.by, entry.because["reason"]) == ("partner", ALL["reason"])


def test_without_an_amount_all_of_it_is_meant(case: Case, token: str) -> None:
    assert post(token, case, ALL).json()["demand"][0]["charged"] == "0.00"
    assert post(token, case, ALL).json()["status"] == "repeated"
    assert standing(case)["disputed"] == 60


def test_a_key_that_was_used_for_another_answer_is_refused(case: Case, token: str) -> None:
    post(token, case, {**ALL, "amount": "10"})
    for other in ({"amount": "11"}, {"answer": "agree"}, {"reason": "else"}, {"currency": "RUB"}):
        answer = post(token, case, {**ALL, "amount": "10", **other})
        assert (answer.status_code, answer.json()["code"]) == (409, "other_answer")
    assert standing(case)["disputed"] == 10


def test_a_partner_that_agrees_moves_nothing_and_staff_see_it(case: Case, token: str) -> None:
    before = standing(case)
    said = {"key": "b", "answer": "agree", "reason": "booked for Friday"}
    assert post(token, case, said).json()["status"] == "recorded"
    assert standing(case) == before
    row = PartnerAnswer.objects.get()
    assert (row.answer, int(row.amount), row.entry_id) == ("agree", 60, None)
    page = reverse("console:partner-case", args=[swift().pk, case.public_id])
    text = signed_in("manager").get(page).content.decode()
    assert "booked for Friday" in text


def test_an_answer_in_time_is_not_late(token: str, case: Case) -> None:
    from amends.app.actions.accounts.answers import Said, answer_claim

    said = Said(key="t", answer="agree")
    reference = reference_of(swift(), case)
    last = NOW + timedelta(days=10)
    assert not answer_claim(reference, said, partner=swift(), now=last).late
    after = said._replace(key="u")
    assert answer_claim(reference, after, partner=swift(), now=last + timedelta(days=1)).late


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": "60.01"}, "not_there"),
        ({"amount": "0"}, "not_there"),
        ({"amount": "0.001"}, "bad_demand"),
        ({"currency": "RUB"}, "not_there"),
        ({"reason": " "}, "reason_needed"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(
    case: Case, token: str, change: dict[str, Any], code: str
) -> None:
    answer = post(token, case, {**ALL, **change})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not PartnerAnswer.objects.exists()
    assert "disputed" not in standing(case)


@pytest.mark.parametrize(
    "body", [{}, {**ALL, "answer": "pay"}, {**ALL, "amount": "-1"}, {**ALL, "key": ""}, "[1", "7"]
)
def test_what_is_not_understood_is_refused(case: Case, token: str, body: Any) -> None:
    assert post(token, case, body).status_code in (400, 422)
    assert not PartnerAnswer.objects.exists()


def test_nobody_answers_for_another_partner(case: Case, token: str) -> None:
    other = SWIFT.replace('who = "swift"', 'who = "snail"').replace("SW-2026", "SN-2026")
    load_swift(other, now=NOW)
    snail = Partner.objects.get(who="snail")
    strange = token_of(snail)
    assert post(strange, case, ALL).status_code == 404
    assert post(strange, case, ALL, partner=snail).status_code == 404
    path = f"/api/v1/partner-claims/{reference_of(swift(), case)}"
    headers = {"Authorization": f"Bearer {strange}"}
    assert Client().get(path, headers=headers).status_code == 404
    mine = Client().get(path, headers={"Authorization": f"Bearer {token}"})
    assert mine.json()["contract"]["clause"] == "7.2"


@pytest.mark.parametrize("reference", ["1", "-", "x-1", "1-x", f"{10**30}-1", "٣-1"])
def test_a_reference_that_is_none_is_not_found(token: str, reference: str) -> None:
    path = f"/api/v1/partner-claims/{reference}"
    answer = Client().get(path, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 404


def test_what_was_only_prepared_is_not_the_partners_to_see() -> None:
    load_swift(now=NOW)
    case = done(lost())
    assert post(token_of(swift()), case, ALL).status_code == 404


def test_a_token_does_only_what_it_is_for(case: Case, token: str) -> None:
    shop = make_token(name="shop", rights=["send-events"], now=timezone.now(), by="test")
    assert post(shop, case, ALL).status_code == 403
    events = Client().post(
        "/api/v1/events",
        "[]",
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert events.status_code == 403
    revoke_token(name="swift", now=timezone.now(), by="test")
    assert post(token, case, ALL).status_code == 401
    for rights, partner in (
        (["answer-claims"], None),
        (["send-events"], swift()),
        (["answer-claims", "send-events"], swift()),
    ):
        with pytest.raises(BadToken):
            make_token(name="n", rights=rights, now=NOW, by="test", partner=partner)


def test_the_database_keeps_what_was_answered(case: Case, token: str) -> None:
    post(token, case, ALL)
    rows = PartnerAnswer.objects.all()
    for change in (lambda: rows.update(reason="nothing"), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_the_same_answer_at_the_same_moment_is_posted_once(case: Case, token: str) -> None:
    def send(_: int) -> str:
        try:
            return str(post(token, case, {**ALL, "amount": "20"}).json()["status"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(send, range(4)))
    assert found == ["recorded", "repeated", "repeated", "repeated"]
    assert standing(case)["disputed"] == 20
