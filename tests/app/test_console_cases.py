"""Who waits: by urgency, filtered, page by page, found without a name in an address."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.desk.cases import Wanted, find_cases, list_cases
from amends.app.actions.desk.next_steps import next_step
from amends.app.actions.desk.pages import ROWS, mark, read_mark
from amends.app.connectors.answers import Kind
from amends.app.ledger.models import Case, Order, Promise
from tests.support.desk import carried_out, chosen, signed_in, waiting
from tests.support.line import ANNA

pytestmark = pytest.mark.django_db

CASES = "console:cases"


def someone(number: int, name: str = "Anna") -> dict[str, Any]:
    return {"customer": {**ANNA, "id": f"C{number}", "name": name}}


def page(client: Client, **query: str) -> str:
    return client.get(reverse(CASES), query).content.decode()


def copies(case: Case, count: int) -> None:
    """More cases of this kind, as fast as possible."""
    for number in range(count):
        order = Order.objects.get(pk=case.order_id)
        order.pk = f"{order.pk}-{number}"
        order.save(force_insert=True)
        promise = Promise.objects.get(pk=case.promise_id)
        promise.pk, promise.order = None, order
        promise.save()
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy.order, copy.promise = None, order, promise
        copy.public_id = type(copy)().public_id
        copy.opened_at += timedelta(seconds=number)
        copy.save()


def test_a_row_says_who_what_since_when_and_what_is_next():
    waiting("A1", visits=2, hours=2)
    text = page(signed_in("agent"))
    for said in ("Anna", "A1", "Came to a closed pickup point", "2 × came in vain", "3 h"):
        assert said in text
    assert "The customer chooses" in text


def test_the_most_urgent_comes_first():
    waiting("A1", visits=1, **someone(1, "Once"))
    waiting("A2", visits=2, **someone(2, "Twice"))
    text = page(signed_in("agent"))
    assert text.index("Twice") < text.index("Once")


def test_states_kinds_and_brands_filter():
    waiting("A1", **someone(1, "Choosing"), brand="north")
    chosen(waiting("A2", **someone(2, "Mending"), brand="south"))
    client = signed_in("agent")
    assert "Choosing" in page(client, state="offered")
    assert "Mending" not in page(client, state="offered")
    assert "Mending" in page(client, brand="south")
    assert "Choosing" not in page(client, brand="south")
    assert "Choosing" not in page(client, failure="lost")
    assert "Choosing" in page(client, failure="point_closed")


def test_what_is_no_filter_is_harmless():
    waiting("A1")
    client = signed_in("agent")
    for query in ({"state": "x"}, {"after": "x"}, {"after": "9" * 500}, {"brand": "' OR 1=1"}):
        assert client.get(reverse(CASES), query).status_code == 200


def test_cases_of_a_history_load_are_hidden_until_asked_for_and_marked():
    case = waiting("A1", **someone(1, "Longago"))
    Case.objects.filter(pk=case.pk).update(history=True)
    client = signed_in("agent")
    assert "Longago" not in page(client)
    assert "Longago" in page(client, state="history")
    assert 'class="tag"' in page(client, state="history")


def test_every_case_is_on_exactly_one_page():
    copies(waiting("A1"), 120)
    seen: list[int] = []
    after = ""
    for _ in range(3):
        found = list_cases(Wanted(after=after), now=timezone.now())
        seen += [row.case.pk for row in found.rows]
        after = found.after
    assert (after, len(seen), len(set(seen))) == ("", 121, 121)
    assert len(list_cases(Wanted(state="offered"), now=timezone.now()).rows) == ROWS


def test_an_order_is_found_by_its_number_and_a_customer_by_the_beginning_of_their_name():
    waiting("A1", **someone(1, "Сарнай Бат"))
    waiting("B2", **someone(2, "Anna"))
    now = timezone.now()
    assert [row.case.order_id for row in find_cases("A1", now=now).rows] == ["A1"]
    assert [row.case.order_id for row in find_cases("сарн", now=now).rows] == ["A1"]
    assert not find_cases("a", now=now).rows
    assert not find_cases("x\x00", now=now).rows


def test_a_search_is_posted_and_its_words_are_in_no_address():
    waiting("A1", **someone(1, "Uncommonname"))
    client = signed_in("agent")
    answer = client.post(reverse("console:find"), {"text": "Uncommonn"})
    text = answer.content.decode()
    assert "Uncommonname" in text
    addresses = [part.split('"')[0] for part in text.split('href="')[1:]]
    assert not [each for each in addresses if "ncommon" in each]


def test_another_language_after_a_search_leads_back_to_the_cases():
    answer = signed_in("agent").get(reverse("console:find"))
    assert (answer.status_code, answer["Location"]) == (302, reverse(CASES))


def test_the_number_of_queries_does_not_grow_with_the_rows():
    case = waiting("A1")
    client = signed_in("agent")
    few = queries(client)
    copies(case, 30)
    assert queries(client) == few <= 12


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(CASES))
    return len(captured)


def test_the_home_page_counts_what_there_is_to_do():
    waiting("A1", **someone(1))
    carried_out(chosen(waiting("A2", **someone(2))))
    client = signed_in("manager")
    with CaptureQueriesContext(connection) as captured:
        text = client.get(reverse("console:home")).content.decode()
    assert "What needs doing now" in text
    assert len(captured) <= 26


def test_a_mark_is_read_back_and_anything_else_is_none():
    now = timezone.now()
    assert read_mark(mark(80, now, 5), 3) is not None
    for text in ("", "a_b_c", "1_2", "-1_2_3", "1_2_3_4", "٣_1_2"):
        assert read_mark(text, 3) is None


@pytest.mark.parametrize(
    ("answer", "what"),
    [(Kind.DONE, "ask"), (Kind.ACCEPTED, "carry_out"), (Kind.UNKNOWN, "in_doubt")],
)
def test_the_next_step_follows_the_remedy(answer: Kind, what: str):
    case = carried_out(chosen(waiting("A1")), answer)
    found = next_step(
        case,
        valid_until=None,
        remedies=list(case.remedies.all()),
        follow_up=case.follow_ups.first(),
        unreached="",
        now=timezone.now(),
    )
    assert found.what == what
