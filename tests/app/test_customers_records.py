"""A customer's record in the line: kind, factual, never from bad luck, and it heals."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.customers.looking import suggest_conduct
from amends.app.actions.customers.peers import learn_peers
from amends.app.actions.customers.records import records_of
from amends.app.actions.customers.ruling import BadRuling, object_to_step, rule, settle
from amends.app.actions.customers.standings import note_standings, renew_standings, step_of
from amends.app.actions.decisions import outputs_of
from amends.app.actions.desk.customers import show_customer
from amends.app.actions.links import make_link
from amends.app.actions.record import receive
from amends.app.ledger.models import (
    Case,
    Claim,
    Customer,
    Peers,
    Ruling,
    Standing,
    Suggestion,
)
from tests.support.desk import signed_in
from tests.support.feed import event, placed

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def order(number: int, *, customer: str = "anna", **more: Any) -> dict[str, Any]:
    known = {"id": customer, "name": "Anna", "email": f"{customer}@example.test", **more}
    at = (START + number * 3 * DAY).isoformat()
    return placed(f"A{number}", at=at, customer=known)


def story(number: int, text: str = "Where is it?") -> dict[str, Any]:
    """Ordered a day ago, and said to be over a week ago."""
    at = START + number * 3 * DAY + DAY
    said = {"claim": "ordered_on", "ordered_on": str((at - 9 * DAY).date())}
    return event(
        "customer.claimed", f"A{number}", at=at.isoformat(), text=text, language="en", **said
    )


def tell(*numbers: int, customer: str = "anna", **more: Any) -> datetime:
    now = START
    for number in numbers:
        now = START + number * 3 * DAY + DAY
        receive([order(number, customer=customer, **more), story(number)], now=now)
        while take_up_claims(now=now):
            pass
    return now


def anna_in_addresses() -> UUID:
    return Customer.objects.get(ref="anna").public_id


def step(now: datetime, customer: str = "anna") -> str:
    return step_of(records_of({customer}, now=now)[customer]).step


def manager(name: str = "vera") -> User:
    return User.objects.get_or_create(username=name)[0]


def test_the_forums_story_is_seen_as_a_repeat_the_third_time() -> None:
    now = tell(1)
    assert step(now) == "as_usual"
    now = tell(2)
    assert step(now) == "one_more_proof"
    now = tell(3)
    assert step(now) == "person_looks"
    assert list(Standing.objects.values_list("number", "step")) == [
        (1, "one_more_proof"),
        (2, "person_looks"),
    ]
    last = Standing.objects.latest("number")
    assert last.rule == "looked_at"
    assert set(last.claims["story_repeats"]) < set(last.claims["contradicted_claims"])
    rows = show_customer(anna_in_addresses(), now=now).claims
    repeats = {row.told.order: row.repeats.order if row.repeats else "" for row in rows}
    assert repeats == {"A1": "", "A2": "A1", "A3": "A2"}


def test_the_next_claim_is_met_as_the_ladder_says_with_every_option() -> None:
    now = tell(1, 2) + 10 * DAY
    receive(
        [
            order(5),
            event("item.damaged", "A5", at=now.isoformat(), item="lamp", reported_by="customer"),
        ],
        now=now,
    )
    facts = Customer.objects.get().cases.latest("id").decisions.latest("number").facts
    fired = Customer.objects.get().cases.latest("id").decisions.latest("number").fired
    rules = {each["table"]: each["rule"] for each in fired}
    assert (rules["ladder"], rules["stance"]) == ("told_again", "one_proof")
    assert float(facts["contradicted_claims"]) > 1.8
    assert "claim_record" not in facts


def test_time_heals_by_itself() -> None:
    now = tell(1, 2, 3)
    assert renew_standings(now=now) == 0
    assert renew_standings(now=now + 120 * DAY) == 1
    assert renew_standings(now=now + 2000 * DAY) == 1
    assert list(Standing.objects.order_by("number").values_list("step", flat=True)) == [
        "one_more_proof",
        "person_looks",
        "one_more_proof",
        "as_usual",
    ]


def test_the_last_steps_need_a_person_and_a_record_that_bears_them() -> None:
    now = tell(1, 2, 3)
    anna = Customer.objects.get()
    rule(anna, about="record", value="part_ways", reason="Three times.", by=manager(), now=now)
    assert step(now) == "part_ways"
    assert step(now + 400 * DAY) not in ("part_ways", "legal_minimum")
    luckless = Customer.objects.create(ref="boris")
    rule(luckless, about="record", value="part_ways", reason="Dislike.", by=manager(), now=now)
    assert step(now, "boris") == "as_usual"


def test_a_person_may_begin_the_record_anew() -> None:
    now = tell(1, 2, 3)
    anna = Customer.objects.get()
    rule(anna, about="record", value="as_usual", reason="Our clock.", by=manager(), now=now)
    assert step(now) == "as_usual"
    assert show_customer(anna_in_addresses(), now=now).claims == []


def test_an_objection_goes_to_another_person() -> None:
    now = tell(1, 2, 3)
    anna = Customer.objects.get()
    rule(anna, about="record", value="legal_minimum", reason="Thrice.", by=manager(), now=now)
    objection = object_to_step(anna, text="It was so!", now=now)
    assert object_to_step(anna, text="It was so!", now=now) == objection
    with pytest.raises(BadRuling):
        settle(objection, answer="yes", reason="No.", by=manager(), now=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Suggestion.objects.filter(pk=objection.pk).update(settled_by=manager())
    settle(objection, answer="yes", reason="We were wrong.", by=manager("olga"), now=now)
    assert step(now) == "as_usual"
    with pytest.raises(BadRuling):
        settle(objection, answer="no", reason="Again.", by=manager("olga"), now=now)
    with pytest.raises(BadRuling):
        object_to_step(anna, text="And now?", now=now)


def test_manners_count_only_when_a_person_confirmed_the_words() -> None:
    now = START + 5 * DAY
    receive([order(1), story(1, "You are all id1ots! It is still not here.")], now=now)
    while take_up_claims(now=now):
        pass
    waiting = Suggestion.objects.get()
    assert (waiting.about, waiting.detail["conduct"]) == ("conduct", "rude")
    assert waiting.detail["seen"] == [{"text": "id1ots", "what": "rude"}]
    assert records_of({"anna"}, now=now)["anna"].words.conduct == "usual"
    settle(waiting, answer="yes", reason="It says so.", by=manager(), now=now)
    assert records_of({"anna"}, now=now)["anna"].words.conduct == "rude"
    healed = records_of({"anna"}, now=now + 181 * DAY)["anna"]
    assert healed.words.conduct == "usual"
    claim = Claim.objects.select_related("event").get()
    suggest_conduct([Customer.objects.get().orders.get()], [claim], now=now)
    assert Suggestion.objects.count() == 1


def test_linked_accounts_are_a_reason_to_look_and_change_nothing() -> None:
    home = [{"label": "home", "text": "Main street 1"}]
    shared: dict[str, Any] = {"addresses": home, "phone": "+976 0000 0001"}
    receive([order(0, customer="boris", **shared)], now=START)
    receive([order(-1, customer="vera", phone="+976 0000 0001")], now=START)
    now = tell(1, 2, 3, **shared)
    link = Suggestion.objects.get()
    assert (link.about, link.other_id, link.detail) == (
        "link",
        "boris",
        {"shared": ["address", "phone"]},
    )
    settle(link, answer="yes", reason="The same voice.", by=manager(), now=now)
    assert step(now, "boris") == "as_usual"


def test_steps_and_decisions_stay_as_they_were() -> None:
    now = tell(1, 2)
    rule(
        Customer.objects.get(),
        about="conduct",
        value="rude",
        reason="Words.",
        by=manager(),
        now=now,
    )
    for model in (Standing, Ruling):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()


def test_where_somebody_stands_is_written_once() -> None:
    now = tell(1, 2)
    assert note_standings({"anna"}, now=now) == {}
    assert Standing.objects.count() == 1


def test_records_of_many_cost_no_more_queries_than_of_one() -> None:
    now = tell(1, 2)
    tell(5, customer="boris")
    counts = []
    for refs in ({"anna"}, {"anna", "boris"}):
        with CaptureQueriesContext(connection) as queries:
            records_of(refs, now=now)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_peers_are_learned_from_the_shops_own_orders() -> None:
    now = tell(1, 2)
    assert learn_peers(now=now) == learn_peers(now=now) == 1
    assert Peers.objects.get().customers == 0


def test_the_page_tells_all_and_decides_after_a_yes() -> None:
    now = tell(1, 2, 3)
    object_to_step(Customer.objects.get(), text="It was so!", now=now)
    client = signed_in("manager")
    page = client.get(reverse("console:customer", args=[anna_in_addresses()])).content.decode()
    for words in ("a person looks first", "Told before and answered", "It was so!", "A2"):
        assert words in page
    asked = {"about": "record", "value": "as_usual", "reason": "Our mistake"}
    decide = reverse("console:decide-customer", args=[anna_in_addresses()])
    client.post(decide, asked)
    assert not Ruling.objects.exists()
    client.post(decide, asked | {"confirmed": "yes"})
    assert Ruling.objects.get().by.username == "manager"
    queue = client.get(reverse("console:suggestions")).content.decode()
    assert "does not agree" in queue
    number = Suggestion.objects.get().pk
    answered = {"answer": "no", "reason": "Looked again", "confirmed": "yes"}
    client.post(reverse("console:settle-suggestion", args=[number]), answered)
    assert Suggestion.objects.get().answer == "no"


def test_the_shops_own_reference_of_a_customer_stands_in_no_address() -> None:
    tell(1)
    client, case = signed_in("manager"), Case.objects.get()
    receive([order(9, customer="anna@example.test")], now=START)
    tell(1, 2, 3, customer="anna@example.test")
    pages = [
        reverse("console:case", args=[case.public_id]),
        reverse("console:customer", args=[anna_in_addresses()]),
        reverse("console:suggestions"),
    ]
    for page in pages:
        text = client.get(page).content.decode()
        addresses = re.findall(r'(?:href|action)="([^"]*)"', text)
        assert addresses
        assert not [each for each in addresses if re.search("anna|A1", each)]
    title = re.findall(r"<title>(.*?)</title>", client.get(pages[1]).content.decode(), re.DOTALL)
    assert "Anna" not in title[0]
    assert client.get("/console/customer/anna/").status_code == 404
    assert client.get("/console/customers/anna/").status_code == 404


def test_the_database_names_customers_that_a_load_brings() -> None:
    receive([order(1), order(2, customer="boris")], now=START + 9 * DAY)
    assert len(set(Customer.objects.values_list("public_id", flat=True))) == 2


def home_of(number: int) -> str:
    case = Case.objects.get(order=f"A{number}")
    link = make_link(case, now=timezone.now(), days=30)
    return "/c/" + link.partition("/c/")[2]


def test_a_customer_reads_their_step_and_objects_to_it_from_their_page(client: Client) -> None:
    tell(1, 2, 3)
    home = home_of(3)
    page = client.get(home).content.decode()
    assert "How we meet what you tell us, and why" in page
    assert "told again after we had answered" in page
    assert "half after 180 days" in page
    posted = client.post(f"{home}standing/", {"text": "Ask my \x00bank"}, follow=True)
    assert "Somebody else looks at all of it" in posted.content.decode()
    assert "who has not decided about it" in posted.content.decode()
    waiting = Suggestion.objects.get(about="objection")
    assert (waiting.detail["text"], waiting.detail["by"]) == ("Ask my bank", "customer")
    assert client.post(f"{home}standing/", {"text": "again"}).status_code == 302
    assert Suggestion.objects.filter(about="objection").count() == 1


def test_an_objection_that_is_right_heals_the_record_and_the_open_case(client: Client) -> None:
    last = tell(1, 2, 3) + 3 * DAY
    receive([order(4), complaint(4, last)], now=last)
    while take_up_claims(now=last):
        pass
    case = Case.objects.get(order="A4")
    assert float(case.decisions.latest("number").facts["contradicted_claims"]) > 1
    assert outputs_of(case.decisions.latest("number"), "stance")["stance"] != "mend"
    objection = object_to_step(Customer.objects.get(), text="It was so!", now=last)
    settle(objection, answer="yes", reason="The bank says so", by=manager(), now=last)
    assert outputs_of(case.decisions.latest("number"), "stance")["stance"] == "mend"
    page = client.get(home_of(4)).content.decode()
    assert "The bank says so" in page
    assert "From now on we meet you as everybody" in page


def complaint(number: int, at: datetime) -> dict[str, Any]:
    said = {"claim": "treated_so", "text": "They laughed", "language": "en"}
    return event("customer.claimed", f"A{number}", at=at.isoformat(), **said)


def test_an_objection_is_answered_once_and_the_customer_is_told_where_else_to_turn(
    client: Client,
) -> None:
    now = tell(1, 2, 3)
    anna, home = Customer.objects.get(), home_of(3)
    objection = object_to_step(anna, text="No!", now=now)
    settle(objection, answer="no", reason="The log is clear", by=manager(), now=now)
    page = client.get(home).content.decode()
    assert "The log is clear" in page
    assert "I do not agree" not in page
    with pytest.raises(BadRuling) as told_already:
        object_to_step(anna, text="No!!", now=now)
    assert told_already.value.code == "step_answered"


def test_who_passed_an_objection_on_does_not_answer_it() -> None:
    now = tell(1, 2, 3)
    olga = manager("olga")
    objection = object_to_step(Customer.objects.get(), text="No!", now=now, through=olga)
    with pytest.raises(BadRuling):
        settle(objection, answer="no", reason="No", by=olga, now=now)
    settle(objection, answer="yes", reason="Yes", by=manager(), now=now)


def test_who_is_met_as_everybody_reads_nothing_of_a_record(client: Client) -> None:
    tell(1)
    home = home_of(1)
    assert "How we meet what you tell us" not in client.get(home).content.decode()
    assert "note=bad_ruling" in client.post(f"{home}standing/", {"text": "?"})["Location"]
    assert not Suggestion.objects.exists()
