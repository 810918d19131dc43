"""Staff write down what a customer says, read what no program could, and answer objections."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from amends.app.actions.choices import choose
from amends.app.actions.claims.taking import take_up_claims
from amends.app.ledger.models import Case, Claim, Finding, Journal, Objection
from tests.support.desk import member, signed_in
from tests.support.line import REACH, event, order, points, send
from tests.support.uploads import photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def placed(settings: Settings, tmp_path: Path) -> None:
    settings.AMENDS_HOME = tmp_path
    now = timezone.now()
    described = [*points("P1"), order("A1")]
    for each in described:
        each["time"] = (now - timedelta(days=1)).isoformat()
    send(described, now=now)


def objection() -> Objection:
    now = timezone.now()
    long_ago = (now - timedelta(days=9)).date().isoformat()
    said = {"claim": "ordered_on", "ordered_on": long_ago, "text": "A week ago!"}
    send(event("customer.claimed", "A1", at=now, **said), now=now)
    while take_up_claims(now=timezone.now()):
        pass
    offer = Case.objects.get().offers.latest("id")
    key = offer.body["options"][0]["key"]
    choose(
        offer=offer, option=key, details=REACH, now=timezone.now(), by="customer", words="I know it"
    )
    return Objection.objects.get()


def test_a_call_becomes_a_claim_that_names_who_took_it() -> None:
    client, where = signed_in("agent"), reverse("console:tell")
    asked = client.post(where, {"order": "A1", "kind": "got_broken"})
    assert "Got it damaged" in asked.content.decode()
    assert "Please tell me what happened" in asked.content.decode()
    form = {"order": "A1", "kind": "got_broken", "say": "yes", "form": asked.context["form"]}
    for _ in range(2):
        done = client.post(where, {**form, "text": "In pieces"})
        assert done.status_code == 302
    claim = Claim.objects.get()
    assert (claim.kind, claim.event.source) == ("got_broken", "amends.desk")
    assert claim.event.data["through"] == "agent"
    assert Journal.objects.get(action="said").actor == "customer via agent"
    page = client.get(reverse("console:case", args=[Case.objects.get().public_id]))
    assert "In pieces" in page.content.decode()


def test_an_unknown_order_and_an_empty_claim_are_said() -> None:
    client, where = signed_in("agent"), reverse("console:tell")
    assert "There is no order" in client.post(where, {"order": "zz"}).content.decode()
    in_address = client.get(where, {"order": "A1"}).content.decode()
    assert "Please tell me what happened" not in in_address
    nothing = client.post(where, {"order": "A1", "say": "yes"})
    assert "Write down what the customer says." in nothing.content.decode()
    assert signed_in("engineer").get(where).status_code == 403


def test_what_no_program_could_read_a_person_reads() -> None:
    now = timezone.now()
    send(event("customer.claimed", "A1", at=now, text="I am not happy at all"), now=now)
    take_up_claims(now=timezone.now())
    client = signed_in("agent")
    queue = client.get(reverse("console:said")).content.decode()
    assert "I am not happy at all" in queue
    [claim] = Claim.objects.filter(state="unread")
    where = reverse("console:unread", args=[claim.pk])
    assert "Which item" not in client.get(where).content.decode()
    done = client.post(where, {"kind": "waited", "minutes": "40"})
    assert done.status_code == 302
    claim.refresh_from_db()
    assert (claim.kind, claim.fields, claim.state) == ("waited", {"minutes": 40.0}, "held")
    assert claim.read["by"] == "agent"
    assert Finding.objects.filter(claim=claim).count() == 1
    assert client.get(where).status_code == 404


def test_the_case_shows_claims_evidence_weights_and_the_events() -> None:
    objection()
    case = Case.objects.get()
    page = signed_in("quality").get(reverse("console:case", args=[case.public_id]))
    text = page.content.decode()
    assert "A week ago!" in text
    assert "Order log: placed" in text
    assert "95 %" in text
    placed_at = Finding.objects.get().evidence[0]["events"][0]
    assert f'href="/console/cases/{case.public_id}/#event-{placed_at}"' in text
    assert f'id="event-{placed_at}"' in text


def test_an_objection_is_answered_by_somebody_else_in_the_console() -> None:
    mine = objection()
    Case.objects.update(handled_by=member("manager", "first"))
    where = reverse("console:objection", args=[mine.pk])
    assert "I know it" in signed_in("agent").get(reverse("console:objections")).content.decode()
    locked = signed_in("manager", "first").get(where).content.decode()
    assert "somebody else looks again" in locked
    assert 'name="verdict"' not in locked
    answer = {"verdict": "confirmed", "reason": "You are right, the log was of another order."}
    there = reverse("console:answer-objection", args=[mine.pk])
    signed_in("manager", "first").post(there, answer)
    signed_in("agent").post(there, answer)
    assert Objection.objects.get().answered_at is None
    second = signed_in("manager", "second")
    assert second.post(there, {"verdict": "confirmed"}).status_code == 409
    assert second.post(there, answer).status_code == 302
    found = Objection.objects.get()
    assert found.answered_by == member("manager", "second")
    assert Case.objects.get().state == Case.State.OFFERED


def test_photos_that_came_by_mail_are_added_and_removed() -> None:
    client = signed_in("agent")
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = SimpleUploadedFile("lamp.jpg", photo())
    told = {"order": "A1", "kind": "got_broken", "say": "yes", "text": "see", "files": sent}
    client.post(reverse("console:tell"), told)
    attachment = Claim.objects.get().attachments.get()
    assert attachment.added_by == "customer via agent"
    shown = client.get(reverse("console:file", args=[attachment.key]))
    assert shown["Content-Type"] == "image/jpeg"
    client.post(reverse("console:remove-file", args=[attachment.key]))
    assert client.get(reverse("console:file", args=[attachment.key])).status_code == 404
