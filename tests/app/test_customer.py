"""The customer's page: one signed link, one case, an explicit yes (R6, R10)."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from amends.app.actions.aftercare import remedy_settled, start_due_follow_ups
from amends.app.actions.choices import choose
from amends.app.actions.links import make_token
from amends.app.customer import doors
from amends.app.ledger.models import Case, Choice, Outcome, Tries
from tests.support.line import event, free_windows, order, points, send

pytestmark = pytest.mark.django_db
Page = Any  # what the test client answers
LANGUAGES = {"en": "What happened", "ru": "Что случилось", "mn": "Юу болсон"}


@pytest.fixture
def case() -> Case:
    """Anna stood before a closed point twice, the second time just now."""
    now = timezone.now()
    described = [*points("P1", "P2", "P3"), order("A1")]
    for event_ in described:
        event_["time"] = (now - timedelta(days=3)).isoformat()
    send(described, now=now)
    for at in (now - timedelta(days=1), now):
        send(event("visit.point_closed", "A1", at=at, point="P1"), now=now)
    return Case.objects.get()


@pytest.fixture
def home(case: Case) -> str:
    return f"/c/{make_token(case, now=timezone.now(), days=14)}/"


def words(response: Page) -> str:
    """What a reader sees, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def last_window(case: Case) -> str:
    return free_windows(case, now=timezone.now())[-1]


def fill_in(client: Client, home: str, case: Case, **more: str) -> Page:
    form = {"place": "0", "window": last_window(case), **more}
    return client.post(f"{home}choose/bring_home/", form)


def draft_on(response: Page) -> str:
    found = re.search(r'name="draft" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def mended(case: Case, *, asked: bool = True) -> Case:
    now = timezone.now() - timedelta(minutes=6 if asked else 0)
    offer = case.offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=now, by="customer")
    remedy = case.remedies.get(is_gesture=False)
    remedy.state, remedy.state_at = "done", now
    remedy.save()
    remedy_settled(remedy, now=now)
    if asked:
        start_due_follow_ups(now=timezone.now())
    return Case.objects.get(pk=case.pk)


def test_the_page_tells_what_happened_owns_it_and_offers(client: Client, home: str) -> None:
    page = words(client.get(home))
    for said in (
        "2 wasted visits",
        "You came to Point P1, and it was closed in its working hours.",
        "Anna,",
        "You came for your order twice and left without it: we wasted your time.",
        "This is our fault. We are sorry.",
        "We bring it to you",
        "Another pickup point",
        "€50, back the way you paid.",
        "€4 of the delivery price goes back to you.",
        "Rather speak with a person?",
        "How we decided",
        "You have lost time on our account: we bring it to you.",
    ):
        assert said in page
    assert page.index("What happened") < page.index("Anna,") < page.index("How shall we")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_may_be_changed_for_this_link(
    client: Client, home: str, language: str
) -> None:
    form = f"{home}choose/bring_home/"
    changed = client.post(f"{home}language/", {"language": language, "next": form})
    assert changed["Location"] == form
    assert changed.cookies["language"]["path"] == home
    page = client.get(home)
    assert page["Content-Language"] == language
    assert f'<html lang="{language}">' in page.content.decode()
    assert LANGUAGES[language] in words(page)


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "/console/", ""])
def test_changing_the_language_leads_nowhere_else(client: Client, home: str, there: str) -> None:
    assert client.post(f"{home}language/", {"language": "ru", "next": there})["Location"] == home


def test_a_choice_needs_its_details_then_an_explicit_yes(
    client: Client, home: str, case: Case
) -> None:
    filled = fill_in(client, home, case)
    assert filled["Location"] == f"{home}confirm/bring_home/"
    assert not Choice.objects.exists()
    shown = client.get(filled["Location"])
    page = words(shown)
    assert "This is exactly what we will do We bring order A1 to you." in page
    assert "Main street 1" in page
    assert "19:00–21:00" in page
    accepted = client.post(filled["Location"], {"draft": draft_on(shown)})
    assert (accepted.status_code, accepted["Location"]) == (302, home)
    assert Choice.objects.get().details == {
        "address": "Main street 1",
        "window": last_window(case),
    }
    assert "We have your choice and are starting." in words(client.get(home))


def test_what_is_carried_out_is_what_that_page_showed(
    client: Client, home: str, case: Case
) -> None:
    shown = client.get(fill_in(client, home, case)["Location"])
    fill_in(client, home, case, place="other", address="In another tab 7")
    client.post(f"{home}confirm/bring_home/", {"draft": draft_on(shown)})
    assert Choice.objects.get().details["address"] == "Main street 1"


def test_yes_said_twice_is_one_choice(client: Client, home: str, case: Case) -> None:
    shown = client.get(fill_in(client, home, case)["Location"])
    for _ in range(2):
        assert (
            client.post(shown.request["PATH_INFO"], {"draft": draft_on(shown)})["Location"] == home
        )
    assert Choice.objects.count() == 1


def test_a_second_choice_is_refused_kindly(client: Client, home: str, case: Case) -> None:
    first = client.get(f"{home}confirm/money_back/")
    second = client.get(fill_in(client, home, case)["Location"])
    client.post(f"{home}confirm/money_back/", {"draft": draft_on(first)})
    refused = client.post(f"{home}confirm/bring_home/", {"draft": draft_on(second)})
    assert "You have chosen already." in words(client.get(refused["Location"]))
    assert Choice.objects.get().option == "money_back"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"window": ""}, "Please choose a time."),
        (
            {"window": "2020-01-01T10:00+00:00/2020-01-01T13:00+00:00"},
            "This time is no longer free.",
        ),
        ({"place": "other", "address": "  "}, "Please tell us the address."),
        ({"place": "other", "address": "x" * 501}, "This address is too long for us."),
        ({"place": "99"}, "Please tell us the address."),
    ],
)
def test_what_is_missing_is_said_and_nothing_filled_in_is_lost(
    client: Client, home: str, case: Case, form: dict[str, str], said: str
) -> None:
    answer = fill_in(client, home, case, **form)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Choice.objects.exists()


@pytest.mark.parametrize("option", ["other_point", "bring_home", "person_calls"])
def test_a_confirmation_without_its_details_asks_for_them(
    client: Client, home: str, option: str
) -> None:
    answer = client.get(f"{home}confirm/{option}/")
    assert answer["Location"] == f"{home}choose/{option}/"


def test_who_calls_is_told_how_to_reach_the_customer(client: Client, home: str, case: Case) -> None:
    form = f"{home}choose/person_calls/"
    assert 'value="anna@example.test"' in client.get(form).content.decode()
    filled = client.post(form, {"contact": "  +7 000\x00 000 00 01 "})
    shown = client.get(filled["Location"])
    assert "How we reach you +7 000 000 00 01" in words(shown)
    accepted = client.post(filled["Location"], {"draft": draft_on(shown)})
    assert Choice.objects.get().details == {"contact": "+7 000 000 00 01"}
    assert "000" not in filled["Location"] + accepted["Location"]
    assert "gets in touch with you: +7 000 000 00 01." in words(client.get(home))
    body = case.messages.get(step="mending").body
    assert "How we reach you: +7 000 000 00 01." in body


@pytest.mark.parametrize(
    ("contact", "said"),
    [(" ", "Please tell us how to reach you."), ("x" * 201, "Please shorten it.")],
)
def test_no_way_to_reach_the_customer_is_asked_for_again(
    client: Client, home: str, contact: str, said: str
) -> None:
    answer = client.post(f"{home}choose/person_calls/", {"contact": contact})
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{contact.strip()}"' in answer.content.decode()


@pytest.mark.parametrize("step", ["choose", "confirm"])
def test_an_option_that_is_not_on_offer_leads_back(client: Client, home: str, step: str) -> None:
    assert client.get(f"{home}{step}/gold_bar/")["Location"] == f"{home}?note=not_on_offer"


@pytest.mark.parametrize("draft", ["", "made-up", "a:b:c"])
def test_a_made_up_draft_accepts_nothing(client: Client, home: str, draft: str) -> None:
    client.post(f"{home}confirm/money_back/", {"draft": draft})
    assert not Choice.objects.exists()


def test_other_points_are_listed_with_address_and_readable_hours(client: Client, home: str) -> None:
    page = words(client.get(f"{home}choose/other_point/"))
    assert "Point P2 Side street 1 Mon–Sun 09:00–21:00" in page
    assert "Point P1" not in page


def test_an_offer_that_ran_out_says_what_to_do(
    client: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = timezone.now() + timedelta(days=8)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    page = words(client.get(home))
    assert "The time to choose ran out" in page
    assert "a person takes it on at once" in page
    back = client.get(f"{home}confirm/money_back/")
    assert back["Location"] == f"{home}?note=offer_expired"


def test_while_it_is_under_way_the_status_is_live(client: Client, home: str, case: Case) -> None:
    before = client.get(f"{home}status/").json()
    offer = case.offers.latest("pk")
    choose(offer=offer, option="money_back", details={}, now=timezone.now(), by="customer")
    chosen = client.get(f"{home}status/").json()
    case.remedies.filter(is_gesture=False).update(state="in_doubt")
    doubt = client.get(f"{home}status/").json()
    assert len({each["look"] for each in (before, chosen, doubt)}) == 3
    assert "We are making sure that it is under way." in words(client.get(home))


def test_before_the_time_to_ask_the_page_says_when(client: Client, home: str, case: Case) -> None:
    mended(case, asked=False)
    page = words(client.get(home))
    assert "we ask you whether everything is right." in page
    assert "I want to say it now" in page


def test_a_yes_is_thanked_for_without_begging(client: Client, home: str, case: Case) -> None:
    mended(case)
    assert "Is everything right now?" in words(client.get(home))
    form = {"solved": "yes", "satisfied": "5", "recommends": "yes", "comment": "Спасибо"}
    assert client.post(f"{home}answer/", form)["Location"] == home
    said = Outcome.objects.get()
    assert (said.solved, said.satisfied, said.recommends) == (True, 5, True)
    assert "Thank you. We are glad that it is right." in words(client.get(home))


def test_a_no_shows_the_next_offer_on_the_same_page(client: Client, home: str, case: Case) -> None:
    mended(case)
    client.post(f"{home}answer/", {"solved": "no", "satisfied": "5", "comment": "nothing came"})
    assert Outcome.objects.get().satisfied is None
    page = words(client.get(home))
    assert "You told us that it is still not right." in page
    assert "We tried to put it right, and it is still not right." in page
    assert "A person calls you" in page


@pytest.mark.parametrize(("form", "note"), [({}, "answer_missing"), ({"solved": "yes"}, "not_now")])
def test_an_answer_that_nobody_asked_for_changes_nothing(
    client: Client, home: str, form: dict[str, str], note: str
) -> None:
    assert client.post(f"{home}answer/", form)["Location"] == f"{home}?note={note}"
    assert not Outcome.objects.exists()


def test_a_link_that_ran_out_or_is_wrong_says_what_to_do(client: Client, case: Case) -> None:
    past = timezone.now() - timedelta(days=30)
    expired = client.get(f"/c/{make_token(case, now=past, days=14)}/")
    wrong = client.get("/c/no-such-link/")
    assert (expired.status_code, wrong.status_code) == (410, 404)
    assert "sends you a new link" in words(expired)
    assert "open it once more from our message" in words(wrong)
    assert "Anna" not in words(expired)


def test_the_page_is_private(client: Client, home: str) -> None:
    page = client.get(home)
    assert page["Cache-Control"] == "no-store, private"
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]
    assert "unsafe" not in page["Content-Security-Policy"]
    html = page.content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?! src)|\son[a-z]+=", html)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)


def test_the_page_is_light(client: Client, home: str) -> None:
    static = ("customer/page.css", "customer/page.js")
    weight = len(client.get(home).content)
    weight += sum(_size(name) for name in static)
    assert weight < 60_000


def _size(name: str) -> int:
    return Path(str(finders.find(name))).stat().st_size


def test_a_form_without_its_token_is_refused(home: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{home}answer/", {"solved": "yes"}).status_code == 403


def test_too_many_posts_over_one_link_are_paused(
    client: Client, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = timezone.now() + doors.WITHIN + timedelta(minutes=1)
    answers = [client.post(f"{home}answer/", {}) for _ in range(doors.MOST_POSTS + 1)]
    assert [answer.status_code for answer in answers[-2:]] == [302, 429]
    assert "nothing of yours is lost" in words(answers[-1])
    assert client.get(home).status_code == 200
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: ended)
        assert client.post(f"{home}answer/", {}).status_code == 302


def test_links_that_open_nothing_are_not_counted(client: Client, case: Case) -> None:
    past = timezone.now() - timedelta(days=30)
    for token in ("made-up", make_token(case, now=past, days=14)):
        assert client.post(f"/c/{token}/answer/", {}).status_code in {404, 410}
    assert not Tries.objects.exists()


def test_a_case_that_is_not_decided_yet_says_one_moment(
    client: Client, home: str, case: Case
) -> None:
    Case.objects.update(state="open")
    assert "One moment" in words(client.get(home))


def test_a_closed_case_says_so(client: Client, home: str, case: Case) -> None:
    mended(case)
    Case.objects.update(state="closed")
    assert "This is settled" in words(client.get(home))


def test_an_offer_that_ended_unanswered_is_not_called_settled(client: Client, home: str) -> None:
    Case.objects.update(state="closed")
    page = words(client.get(home))
    assert "The time to choose ran out" in page
    assert "This is settled" not in page
