"""Pickup points on the console: by reliability, each with its record; incidents (R1, R26)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from amends.app.actions.desk.incidents import list_incidents
from amends.app.actions.desk.pages import ROWS
from amends.app.actions.desk.points import PointsWanted, list_points
from amends.app.actions.places import live
from amends.app.actions.places.incidents import tell_who_waits
from amends.app.actions.places.records import take_up_signs
from amends.app.ledger.models import Case, Event, Incident, Journal, PointRecord, PointSign
from tests.support.desk import chosen, signed_in
from tests.support.line import ANNA, event, order, points, send

pytestmark = pytest.mark.django_db

POINTS = "console:points"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that was learned rests in this process."""
    monkeypatch.setattr(live, "LEAST_REST", 0.0)


def noon() -> datetime:
    """Yesterday at noon in Moscow, when the points are open."""
    return timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=1)


def orders(*refs: str, **more: Any) -> None:
    send(
        (order(ref, customer={**ANNA, "id": f"C-{ref}", "name": ref}, **more) for ref in refs),
        now=timezone.now(),
    )


def learn() -> None:
    take_up_signs(now=timezone.now())
    tell_who_waits(now=timezone.now())


def in_vain(*refs: str, point: str = "P1") -> None:
    for number, ref in enumerate(refs):
        at = noon() + timedelta(minutes=number)
        send(event("visit.point_closed", ref, at=at, point=point), now=timezone.now())
    learn()


def dead_point(waiting: int = 2) -> None:
    send(points("P1", "P2", "P3"), now=timezone.now())
    orders("A1", "A2", "A3", *(f"W{number}" for number in range(waiting)))
    in_vain("A1", "A2", "A3")


def page(client: Client, name: str = POINTS, code: str = "", **query: str) -> str:
    address = reverse(name, args=[code] if code else [])
    return client.get(address, query).content.decode()


def test_without_points_the_page_says_how_to_load_some():
    assert "amends places load FILE" in page(signed_in("manager"))


def test_the_failing_point_comes_first_and_says_so_in_words():
    dead_point()
    text = page(signed_in("manager"))
    assert text.index("Point P1") < text.index("Point P2")
    assert "failing: not offered" in text
    assert "no record yet" in text


def test_no_bound_is_said_of_a_point_that_the_alarm_took_out():
    dead_point()
    learn()
    text = page(signed_in("manager"), "console:point", "P1")
    assert "Out of all offers since" in text and "Last hand-overs" in text
    for bound in ("Sure of at least", "Expected at least", '<svg class="bound'):
        assert bound not in text


def described(code: str, operator: str = "") -> dict[str, Any]:
    words: dict[str, Any] = {
        "name": f"Point {code}",
        "time_zone": "Europe/Moscow",
        "hours": "Mo-Su 09:00-21:00",
    }
    if operator:
        words["operator"] = operator
    return event("point.described", code, **words)


def test_nothing_is_said_of_a_point_that_it_has_not_shown_itself():
    send(
        described("SEEN", "Acme"), described("NEW", "Acme"), described("ALONE"), now=timezone.now()
    )
    orders("H1", point="SEEN")
    send(event("order.handed_over", "H1", at=noon(), point="SEEN"), now=timezone.now())
    learn()
    rows = {row.point.code: row.basis for row in list_points(PointsWanted(), now=noon()).rows}
    assert rows == {"SEEN": "own", "NEW": "operator", "ALONE": "usual"}
    client = signed_in("manager")
    pages = {code: page(client, "console:point", code) for code in rows}
    operators = "judged by its operator&#x27;s other points"
    assert "Sure of at least" in pages["SEEN"]
    for code in ("NEW", "ALONE"):
        assert "Sure of at least" not in pages[code]
        assert "Nobody came yet" in pages[code]
        assert (operators in pages[code]) is (code == "NEW")
    assert page(client).count("sure of at least") == 1


def test_a_point_whose_operator_has_failing_points_only_has_a_page():
    send(described("P1", "Acme"), described("P2", "Acme"), now=timezone.now())
    orders("A1", "A2", "A3")
    in_vain("A1", "A2", "A3")
    assert PointRecord.objects.get(point="P1").out
    assert "taken as usual" in page(signed_in("manager"), "console:point", "P2")


def test_hours_are_told_on_the_points_own_clock():
    far: dict[str, Any] = {
        "name": "Far",
        "time_zone": "Asia/Ulaanbaatar",
        "hours": "Mo-Su 09:00-09:01",
    }
    send(event("point.described", "FAR", **far), now=timezone.now())
    text = page(signed_in("manager"), "console:point", "FAR")
    assert re.search(r"opens <time[^>]*>[^<]*09:00 \(Asia/Ulaanbaatar\)</time>", text)


def test_points_are_narrowed_down_and_found():
    dead_point()
    send(
        event(
            "point.described", "ODD", name="Odd", time_zone="Europe/Moscow", hours="now and then"
        ),
        event("point.counted", "P3", free=0),
        now=timezone.now(),
    )
    client = signed_in("manager")
    for show, named in {
        "failing": "Point P1",
        "hours": "Odd",
        "full": "Point P3",
        "incidents": "Point P1",
    }.items():
        text = page(client, show=show)
        others = {"Point P1", "Point P2", "Point P3", "Odd"} - {named}
        assert named in text, show
        assert not [each for each in others if f">{each}<" in text], show
    assert "Side street 1" in page(client, search="side STREET 1")
    assert "Point P1" not in page(client, search="side STREET 1")
    assert "No such points" in page(client, search="nothing like it")


def test_what_is_no_filter_is_harmless():
    dead_point()
    for query in ({"show": "x"}, {"after": "x"}, {"after": "9" * 500}, {"search": "\x00' OR 1=1"}):
        assert signed_in("manager").get(reverse(POINTS), query).status_code == 200


@pytest.mark.parametrize("search", ["", "Point"])
def test_every_point_is_on_exactly_one_page(search: str):
    codes = [f"Q{number:03}" for number in range(2 * ROWS + 5)]
    send(points(*codes), now=timezone.now())
    client, seen, after = signed_in("manager"), [], ""
    for _ in range(4):
        found = client.get(reverse(POINTS), {"search": search, "after": after}).context["page"]
        seen += [row.point.code for row in found.rows]
        after = found.after
        if not after:
            break
    assert sorted(seen) == codes


def asked(see: Callable[[], object]) -> int:
    see()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        see()
    return len(queries)


def test_a_page_asks_the_database_a_constant_number_of_times():
    client = signed_in("manager")
    dead_point()
    pages = {name: asked(partial(page, client, name)) for name in (POINTS, "console:home")}
    narrow = asked(lambda: page(client, search="Point"))
    one, of_incidents = asked(lambda: page(client, "console:point", "P1")), asked(list_incidents)
    send(points(*(f"Q{number}" for number in range(30))), now=timezone.now())
    for number in range(4):
        refs = [f"B{number}{each}" for each in range(3)]
        orders(*refs, f"V{number}", point=f"Q{number}")
        in_vain(*refs, point=f"Q{number}")
    assert Incident.objects.count() == 5
    for name, before in pages.items():
        assert asked(partial(page, client, name)) == before, name
    assert asked(lambda: page(client, search="Point")) == narrow
    assert asked(list_incidents) == of_incidents
    orders(*(f"H{number}" for number in range(20)))
    handed = (event("order.handed_over", f"H{number}", point="P1") for number in range(20))
    send(handed, now=timezone.now())
    learn()
    assert asked(lambda: page(client, "console:point", "P1")) == one


def test_a_point_tells_every_step_of_its_record():
    send(points("P1", "P2"), now=timezone.now())
    orders("A1", "A2", "A3", "H1", "H2")
    for ref in ("H1", "H2"):
        send(event("order.handed_over", ref, at=noon() - timedelta(days=2), point="P1"))
    in_vain("A1", "A1", "A2", "A3")
    text = page(signed_in("manager"), "console:point", "P1")
    assert "2 parcels handed over" in text
    assert "Closed in its hours, reported by order A1" in text
    assert "more like this would take it out." in text
    assert "Too many in vain to be chance: taken out of all offers." in text
    assert "the same order said so already within a day" in text
    assert PointRecord.objects.get(point="P1").out
    assert "Side street 0" in text
    assert "09:00–21:00" in text


def test_a_long_record_is_told_from_where_the_older_part_left_it(monkeypatch: pytest.MonkeyPatch):
    from amends.app.actions.desk import point_record
    from amends.app.ledger.models import Point

    send(points("P1"), now=timezone.now())
    orders(*(f"H{number}" for number in range(12)))
    for number in range(12):
        at = noon() - timedelta(hours=number)
        send(event("order.handed_over", f"H{number}", at=at, point="P1"), now=timezone.now())
    learn()
    now, point = timezone.now(), Point.objects.get(code="P1")
    whole = point_record.record_of(point, now=now)
    monkeypatch.setattr(point_record, "LAST", 5)
    short = point_record.record_of(point, now=now)
    assert (short.earlier, sum(told.count for told in short.steps)) == (7, 5)
    assert short.state == whole.state
    assert short.bounds == whole.bounds[-5:]


def test_hours_that_are_not_certain_show_both_readings_and_why():
    table = {"mon": ["09:00-18:00"]}
    words: dict[str, Any] = {"name": "Odd", "time_zone": "Europe/Moscow", "hours": "Mo 10:00-20:00"}
    send(event("point.described", "ODD", **words, hours_structure=table), now=timezone.now())
    text = page(signed_in("manager"), "console:point", "ODD")
    assert "in doubt: not offered" in text
    assert "Its words say" in text
    assert "Mo 10:00-20:00" in text
    assert "Its weekly table says" in text
    assert "Mo 09:00-18:00" in text


def look(client: Client, found: str, **more: str) -> Any:
    data = {"found": found, "confirmed": "yes", "key": "k1", **more}
    return client.post(reverse("console:looked", args=["P1"]), data, follow=True)


def test_a_manager_who_was_there_brings_a_point_back_or_takes_it_out():
    dead_point()
    client = signed_in("manager")
    assert "Written down" in look(client, "works").content.decode()
    look(client, "works")
    assert Event.objects.filter(type="point.found_working").count() == 1
    assert Event.objects.get(type="point.found_working").data == {"staff": "manager"}
    learn()
    assert not PointRecord.objects.get(point="P1").out
    assert Incident.objects.get().closed_at is not None
    text = page(client, "console:point", "P1")
    assert "Somebody of ours was there: it works (manager)" in text
    assert "It is offered again." in text
    look(client, "fails", key="k2", reason="bricked up")
    learn()
    assert PointRecord.objects.get(point="P1").out
    assert "bricked up" in page(client, "console:point", "P1")
    assert Journal.objects.filter(action__startswith="point.found", actor="manager").count() == 2


def test_a_look_needs_a_yes_and_a_manager():
    dead_point()
    assert "Nothing was done" in look(signed_in("manager"), "works", confirmed="").content.decode()
    assert look(signed_in("manager"), "perhaps").status_code == 404
    assert look(signed_in("agent"), "works").status_code == 403
    assert not PointSign.objects.filter(sign="looked_good").exists()
    assert "Somebody of ours was there" not in page(signed_in("agent"), "console:point", "P1")


def test_an_incident_counts_who_was_told_waits_was_moved_and_has_the_parcel():
    dead_point(waiting=3)
    moved = chosen(Case.objects.get(order="W0"), "other_point")
    moved.remedies.filter(is_gesture=False).update(state="done")
    chosen(Case.objects.get(order="W1"))
    send(event("order.handed_over", "W0", at=timezone.now()), now=timezone.now())
    [row] = list_incidents().rows
    assert (row.incident.told, row.waits, row.moved, row.handed_over) == (3, 2, 1, 1)
    assert row.last is not None
    assert (row.last.sign, row.last.at) == ("closed", noon() + timedelta(minutes=2))
    client = signed_in("manager")
    assert "Point P1" in page(client, "console:incidents")
    home = page(client, "console:home")
    assert "A pickup point stopped working" in home
    assert f"incident={Incident.objects.get().pk}" in home
    cases = page(client, "console:cases", state="", incident=str(row.incident.pk))
    assert all(ref in cases for ref in ("W0", "W1", "W2"))
    assert "A1" not in cases
    assert page(client, "console:cases", incident="9" * 40).count("data-row") == 0


def test_incidents_stand_open_first_and_each_on_one_page():
    now = timezone.now()
    for number in range(45):
        closed = now - timedelta(minutes=number) if number % 2 else None
        Incident.objects.create(
            point=f"P{number}", opened_at=now - timedelta(hours=number), closed_at=closed
        )
    seen, after = [], ""
    while True:
        found = list_incidents(after)
        seen += [row.incident for row in found.rows]
        after = found.after
        if not after:
            break
    assert len({each.pk for each in seen}) == len(seen) == 45
    is_closed = [each.closed_at is not None for each in seen]
    assert is_closed == sorted(is_closed)


@pytest.mark.parametrize("language", ["ru", "mn"])
def test_a_record_is_told_in_the_readers_language(language: str):
    dead_point()
    client = signed_in("manager")
    client.cookies["django_language"] = language
    text = page(client, "console:point", "P1")
    with translation.override(language):
        for said in ("Closed in its hours", "Its record", "Somebody of ours was there"):
            assert translation.gettext(said) != said
            assert translation.gettext(said) in text
