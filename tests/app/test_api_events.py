"""Events over the API: CloudEvents, one or a batch, with the right to send (issue 2, point 3)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.app.actions.tokens import make_token, revoke_token
from amends.app.ledger.models import ApiToken, Case, Event, Quarantined
from tests.support.line import event, order

pytestmark = pytest.mark.django_db
ONE = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"


@pytest.fixture
def token() -> str:
    return make_token(name="shop", rights=["send-events"], now=timezone.now(), by="test")


def post(token: str, body: Any, content_type: str = ONE, **headers: str) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    headers = {"Authorization": f"Bearer {token}", **headers}
    return Client().post("/api/v1/events", text, content_type=content_type, headers=headers)


def test_one_event_is_recorded_and_the_second_sender_is_told_so(token):
    placed = order()
    assert post(token, placed).json()["events"][0]["status"] == "recorded"
    again = post(token, placed)
    assert (again.status_code, again.json()["repeated"]) == (202, 1)
    assert again.json()["events"][0]["status"] == "repeated"
    assert Event.objects.count() == 1


def test_the_offer_is_there_when_the_answer_is(token):
    post(token, order())
    post(token, event("visit.point_closed", "A1", point="P1"))
    assert Case.objects.get().state == "offered"


def test_a_batch_keeps_what_is_understood_and_quarantines_the_rest(token):
    future = timezone.now() + timedelta(days=1)
    answer = post(
        token,
        [order(), event("order.eaten", "A1"), event("order.approved", "A1", at=future), 7],
        BATCH,
    ).json()
    assert (answer["recorded"], answer["quarantined"]) == (1, 3)
    reasons = [each["reason"]["code"] for each in answer["events"] if each["reason"]]
    assert reasons == ["unknown_type", "future_event", "bad_event"]
    assert Quarantined.objects.count() == 3


def test_another_event_under_a_known_key_is_kept_as_a_conflict(token):
    placed = order()
    post(token, placed)
    answer = post(token, placed | {"subject": "A2"}).json()
    assert answer["events"][0]["reason"]["code"] == "conflict"
    assert Event.objects.get().subject == "A1"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("{", ONE, 400, "not_json"),
        (b'{"id": "\xff"}', ONE, 400, "not_utf8"),
        (" ", ONE, 400, "not_json"),
        ("[" * 100 + "]" * 100, BATCH, 400, "too_deep"),
        ("{}", "text/plain", 415, "media_type"),
        ("[]", ONE, 400, "batch"),
        ("{}", BATCH, 400, "batch"),
        ("[" + "{}," * 1000 + "{}]", BATCH, 413, "too_many"),
        (" " * (5 * 2**20 + 1), ONE, 413, "too_large"),
        ("x" * (17 * 2**20), ONE, 413, "too_large"),
    ],
)
def test_a_request_that_cannot_be_taken_says_why(token, body, content_type, status, code):
    answer = post(token, body, content_type)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_only_a_valid_token_with_the_right_may_send(token):
    ApiToken.objects.create(name="reader", digest="x", rights=[], made_at=timezone.now())
    assert post("amends_guess", order()).status_code == 401
    assert post(token, order(), Authorization="Basic abc").status_code == 401
    ApiToken.objects.filter(name="shop").update(rights=[])
    assert post(token, order()).status_code == 403
    assert not Event.objects.exists()


def test_a_revoked_token_is_refused_and_only_digests_are_kept(token):
    assert token not in str(ApiToken.objects.values())
    assert post(token, order()).status_code == 202
    revoke_token(name="shop", now=timezone.now(), by="test")
    assert post(token, order()).status_code == 401


def test_the_door_describes_itself(token):
    described = Client().get("/api/v1/openapi.json").json()
    assert "/api/v1/events" in described["paths"]
