"""Where staff stand, as each reader may see it; who looked into a mark."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from amends.app.actions.staff_truth.looking import NotYourOwn, look
from amends.app.ledger.models import StaffLook, StaffStanding
from tests.support.desk import member, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def standing(person: str, *, marked: bool = False, observed: int = 4) -> StaffStanding:
    expected = 10.0
    return StaffStanding.objects.create(
        measure="gives_away",
        group="call_centre",
        person=person,
        body={
            "trials": 100,
            "observed": observed,
            "expected": expected,
            "ratio": observed / expected,
            "inner": [0.5, 1.7],
            "outer": [0.3, 2.3],
            "evidence": 0.0,
            "spread": 0.0,
        },
        cases=100,
        marked_on=date(2026, 11, 10) if marked else None,
        after=80 if marked else 0,
        renewed_at=NOW,
    )


def page(role: str, name: str, address: str = "console:staff", *args: int) -> str:
    return signed_in(role, name).get(reverse(address, args=args)).content.decode()


def test_names_are_shown_to_managers_and_ones_own_to_oneself():
    standing("bolor"), standing("dulmaa", marked=True, observed=40), standing("agent")
    seen = page("manager", "boss")
    assert "bolor" in seen
    assert "dulmaa" in seen
    seen = page("quality", "quality")
    assert 'class="funnel"' in seen
    assert "bolor" not in seen
    assert "dulmaa" not in seen
    seen = page("agent", "agent")
    assert "4 of 100, expected 10" in seen
    assert 'class="funnel"' not in seen
    assert "dulmaa" not in seen


def test_a_record_opens_for_oneself_and_the_manager_only():
    theirs = standing("bolor")
    assert "bolor" in page("manager", "boss", "console:person", theirs.pk)
    assert "bolor" in page("agent", "bolor", "console:person", theirs.pk)
    for role in ("agent", "quality"):
        answer = signed_in(role, f"other-{role}").get(reverse("console:person", args=[theirs.pk]))
        assert answer.status_code == 403
        assert "bolor" not in answer.content.decode()


def test_a_mark_is_looked_into_and_the_person_reads_what_was_found():
    marked = standing("bolor", marked=True, observed=40)
    assert "not looked into yet" in page("manager", "boss")
    address = reverse("console:looked-into", args=[marked.pk])
    manager = signed_in("manager", "boss")
    assert manager.post(address, {"found": " "}).status_code == 409
    assert manager.post(address, {"found": "She takes the hard calls"}).status_code == 302
    assert "not looked into yet" not in page("manager", "boss")
    assert "She takes the hard calls" in page("agent", "bolor")
    assert signed_in("quality").post(address, {"found": "x"}).status_code == 403


def test_nobody_looks_into_their_own_mark_says_the_action_and_the_database():
    marked, boss = standing("boss", marked=True, observed=40), member("manager", "boss")
    with pytest.raises(NotYourOwn):
        look(marked, found="All well", by=boss, now=NOW)
    row = {"measure": "gives_away", "group": "call_centre", "marked_on": marked.marked_on}
    with pytest.raises(IntegrityError, match="their own"), transaction.atomic():
        StaffLook.objects.create(person="boss", at=NOW, by=boss, found="All well", **row)
    seen = page("manager", "boss", "console:person", marked.pk)
    assert "I looked into it" not in seen
    made = look(marked, found="A hard mix", by=member("manager", "other"), now=NOW)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        StaffLook.objects.filter(pk=made.pk).update(found="")


def test_who_is_not_marked_is_not_looked_into():
    manager = signed_in("manager", "boss")
    answer = manager.post(
        reverse("console:looked-into", args=[standing("bolor").pk]), {"found": "x"}
    )
    assert answer.status_code == 409
    assert not StaffLook.objects.exists()
