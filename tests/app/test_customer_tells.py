"""A customer without a case says what went wrong: a link, pictures, few questions, photos."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from amends.app.actions.claims.shown import MOST_SHOWN, answers_of, claims_of
from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.links import make_order_link, make_token
from amends.app.actions.order_links import link_for_customer
from amends.app.actions.phrases import speech_for
from amends.app.actions.tokens import MAKE_LINKS, SEND_EVENTS
from amends.app.actions.tokens import make_token as make_api_token
from amends.app.ledger.models import Attachment, Case, Claim, Event, Finding, Order
from tests.support.desk import member, signed_in
from tests.support.line import ANNA, event, order, points, send
from tests.support.uploads import SECRET, document, image_bomb, photo

pytestmark = pytest.mark.django_db
Page = Any


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.AMENDS_HOME = tmp_path
    return tmp_path


@pytest.fixture
def door() -> str:
    """The link to Anna's order, which nobody complained of yet."""
    now = timezone.now()
    described = [*points("P1"), order("A1")]
    for each in described:
        each["time"] = (now - timedelta(days=3)).isoformat()
    delivered = event("parcel.delivered", "A1", at=now - timedelta(days=1))
    send(described, delivered, now=now)
    return path(link_for_customer("A1", now=now).url)


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def words(response: Page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def files(*contents: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"C:\\me\\{n}.jpg", each) for n, each in enumerate(contents)]


def test_the_link_opens_the_kinds_that_fit_the_order(client: Client, door: str) -> None:
    page = words(client.get(door))
    assert "What went wrong?" in page
    assert "Got it damaged, spoiled or not working" in page
    assert "Came to the pickup point, and it was closed" in page
    assert client.get(door)["Cache-Control"] == "no-store, private"
    Order.objects.update(fulfilment="home", point="")
    assert "it was closed" not in words(client.get(door))


def test_what_is_said_becomes_one_claim_and_leads_to_the_page_of_its_case(
    client: Client, door: str
) -> None:
    form = client.get(f"{door}got_broken/").context["form"]
    said = {"form": form, "text": "It came in pieces"}
    for _ in range(2):
        answer = client.post(f"{door}got_broken/", {**said, "files": files(photo())})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/c/")
    assert Claim.objects.count() == Attachment.objects.count() == 1
    claim = Claim.objects.get()
    assert (claim.kind, claim.fields, claim.state) == ("got_broken", {"item": "Lamp"}, "held")
    assert claim.event.source == "amends.customer"
    finding = claim.findings.latest("number")
    assert "photo" in {piece["kind"] for piece in finding.evidence}
    page = words(client.get(answer["Location"]))
    assert "What you told us, and what we found" in page
    assert "It came in pieces" in page
    assert "We have 1 photo from you." in page
    assert Case.objects.get().failure_kind == "damaged_item"


def test_free_words_are_shown_as_they_were_understood_before_they_are_sent(
    client: Client, door: str
) -> None:
    text = "The lamp arrived broken, the glass is smashed"
    read = client.post(f"{door}other/", {"text": text})
    assert "This is what we understood." in words(read)
    assert "<mark>" in read.content.decode()
    assert read.context["kind"].name == "got_broken"
    assert not Claim.objects.exists()
    client.post(read.context["action"], {"text": text, "form": read.context["form"]})
    assert Claim.objects.get().kind == "got_broken"


def test_words_that_say_nothing_certain_are_asked_about_and_may_be_sent_as_they_are(
    client: Client, door: str
) -> None:
    asked = client.post(f"{door}other/", {"text": "I am not happy at all"})
    assert "We do not want to guess." in words(asked)
    sent = client.post(f"{door}other/", {"text": "I am not happy at all", "as_is": "yes"})
    assert sent["Location"].startswith("/c/")
    assert Claim.objects.get().state == Claim.State.UNREAD
    assert Case.objects.get().failure_kind == "complaint"


def test_a_value_that_is_not_understood_is_asked_again(client: Client, door: str) -> None:
    answer = client.post(f"{door}was_closed/", {"came_at": "yesterday"})
    assert answer.status_code == 422
    assert "We do not understand this." in words(answer)
    assert not Claim.objects.exists()


def test_a_link_runs_out_and_no_other_opens_anything(client: Client, door: str) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    old = path(make_order_link(Order.objects.get(), now=long_ago, days=30))
    assert client.get(old).status_code == 410
    token = door.split("/")[2]
    assert client.get(f"/o/{token[:-2]}xx/").status_code == 404
    assert client.get(f"/c/{token}/").status_code == 404


def test_a_case_link_opens_no_order_and_leads_to_something_else_is_wrong(
    client: Client, door: str
) -> None:
    client.post(f"{door}treated_so/", {"text": "rude"})
    token = make_token(Case.objects.get(), now=timezone.now(), days=1)
    assert client.get(f"/o/{token}/").status_code == 404
    assert "Something else is wrong with this order" in words(client.get(f"/c/{token}/"))
    again = client.post(f"/c/{token}/tell/missing/", {"text": "and the bulb is missing"})
    assert again["Location"] == f"/c/{token}/?note=said"
    assert set(Claim.objects.values_list("kind", flat=True)) == {"treated_so", "missing"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<script>alert(1)</script>", "We can read photos and documents"),
        (image_bomb(), "This picture is too large"),
        (document(password="sesame"), "This document is locked"),
        (b"\xff\xd8\xff not a picture", "This file cannot be read"),
    ],
    ids=["script", "bomb", "locked", "broken"],
)
def test_a_bad_file_is_refused_and_nothing_is_written(
    client: Client, door: str, home: Path, content: bytes, said: str
) -> None:
    answer = client.post(f"{door}got_broken/", {"text": "x", "files": files(photo(), content)})
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Claim.objects.exists()
    assert not Attachment.objects.exists()
    assert not [each for each in home.rglob("*") if each.is_file()]


def test_there_is_a_limit_to_how_many_files(client: Client, door: str) -> None:
    many = files(*(photo(color=f"#00{number:02x}00") for number in range(7)))
    answer = client.post(f"{door}got_broken/", {"text": "x", "files": many})
    assert "These are too many files" in words(answer)


def test_files_lie_outside_the_web_root_and_are_served_as_harmless_downloads(
    client: Client, door: str, home: Path
) -> None:
    sent = files(photo(), document())
    there = client.post(f"{door}got_broken/", {"text": "x", "files": sent})["Location"]
    kept = Attachment.objects.order_by("id")
    assert [each.content_type for each in kept] == ["image/jpeg", "application/pdf"]
    for each in kept:
        stored = home / "attachments" / each.stored[:2] / each.stored
        assert SECRET.encode() not in stored.read_bytes()
        assert stored.stat().st_mode & 0o077 == 0
        served = client.get(f"{there}files/{each.key}/")
        assert served.content == stored.read_bytes()
        assert served["X-Content-Type-Options"] == "nosniff"
        assert served["Content-Disposition"].startswith('attachment; filename="')
        assert "sandbox" in served["Content-Security-Policy"]
    assert client.get(f"/static/attachments/{kept[0].stored}").status_code == 404
    client.post(f"{there}files/{kept[0].key}/remove/")
    assert client.get(f"{there}files/{kept[0].key}/").status_code == 404
    assert len([each for each in home.rglob("*") if each.is_file()]) == 1


def test_nobody_sees_the_files_of_another_order(client: Client, door: str) -> None:
    client.post(f"{door}got_broken/", {"text": "x", "files": files(photo())})
    now = timezone.now()
    send(order("A2", customer={**ANNA, "id": "C2"}), now=now)
    other = path(link_for_customer("A2", now=now).url)
    theirs = client.post(f"{other}got_broken/", {"text": "mine too"})["Location"]
    key = Attachment.objects.get().key
    assert client.get(f"{theirs}files/{key}/").status_code == 404
    assert client.get(f"/console/file/{key}/").status_code == 302
    assert signed_in("engineer").get(f"/console/file/{key}/").status_code == 403
    assert signed_in("agent").get(f"/console/file/{key}/").status_code == 200


def test_a_photo_that_is_added_later_counts_as_evidence(client: Client, door: str) -> None:
    there = client.post(f"{door}got_broken/", {"text": "x"})["Location"]
    assert Finding.objects.count() == 1
    client.post(f"{there}files/", {"files": files(photo())})
    assert Finding.objects.latest("number").number == 2
    assert "photo" in {piece["kind"] for piece in Finding.objects.latest("number").evidence}


def test_what_comes_through_staff_is_told_apart(door: str) -> None:
    link = link_for_customer("A1", now=timezone.now(), maker=member("agent"))
    Client().post(f"{path(link.url)}treated_so/", {"text": "rude"})
    assert Event.objects.get(type="customer.claimed").data["through"] == "agent"


def test_the_shop_fetches_a_link_with_a_right_of_its_own(client: Client, door: str) -> None:
    now = timezone.now()
    may = make_api_token(name="shop", rights=[MAKE_LINKS], now=now, by="test")
    other = make_api_token(name="feed", rights=[SEND_EVENTS], now=now, by="test")

    def ask(token: str, ref: str) -> Page:
        return client.post(
            "/api/v1/links",
            json.dumps({"order": ref}),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        )

    made = ask(may, "A1").json()
    assert client.get(path(made["url"])).status_code == 200
    assert ask(may, "none").status_code == 404
    assert ask(other, "A1").status_code == 403
    assert ask("nonsense", "A1").status_code == 401


def test_the_command_prints_a_link(
    client: Client, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.app.commands.link.ready", lambda: None)
    from amends.app.commands.link import link

    made = CliRunner().invoke(link, ["A1"])
    assert client.get(path(made.output.strip())).status_code == 200
    wrong = CliRunner().invoke(link, ["nobody"])
    assert wrong.exit_code == 1
    assert "no order 'nobody'" in wrong.output


def test_files_may_come_so_often_only(client: Client, door: str) -> None:
    """Each is opened in a process of its own: nobody keeps the shop's machines busy with a link."""
    said = [
        words(client.post(f"{door}got_broken/", {"text": "x", "files": files(b"no file")}))
        for _ in range(16)
    ]
    assert "of the usual kinds only" in said[14]
    assert "These are too many files" in said[15]


def test_an_order_of_which_much_is_told_shows_the_last_of_it(client: Client, door: str) -> None:
    now = timezone.now()
    said = [
        event("customer.claimed", "A1", at=now, claim="was_told", said=f"It comes on day {number}")
        for number in range(MOST_SHOWN + 10)
    ]
    send(said, now=now)
    take_up_claims(now=now)
    case = Case.objects.select_related("order", "customer").get()
    assert len(claims_of(case.order, speech_for(case, now=now))) == MOST_SHOWN
    assert len(answers_of(case.order, speech_for(case, now=now))) == MOST_SHOWN
