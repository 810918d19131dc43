"""What is given often comes back as a proposal, and as a draft that the rulebook takes (R13)."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.urls import reverse
from django.utils import timezone

from amends.app.actions.aftercare import answer
from amends.app.actions.freedom.drafting import draft, set_aside
from amends.app.actions.freedom.giving import BadKindness, Wish, give
from amends.app.actions.freedom.learning import Proposed, proposals
from amends.app.actions.policy import current_policy
from amends.app.actions.rulebooks import read_draft
from amends.app.actions.trials import try_draft
from amends.app.ledger.models import Case, Journal, Proposal
from amends.cli import main
from amends.core.rulebook.check import check
from amends.core.rulebook.diff import diff
from amends.policies.examples import try_examples
from amends.policies.stored import Bundle
from tests.support.desk import carried_out, chosen, member, signed_in, waiting
from tests.support.line import ANNA

pytestmark = pytest.mark.django_db
WHYS = ("It rained", "A baby was with her", "The third time this month")


def given(*kinds: str, people: int = 2, first: int = 0) -> list[Case]:
    """These kindnesses in a case each, by so many people in turn."""
    cases = []
    for number, kind in enumerate(kinds, first):
        case = waiting(f"A{number}", customer={**ANNA, "id": f"C{number}"})
        gift = kind == "small_gift"
        wish = Wish(kind, WHYS[number % 3], Decimal(2) if gift else None, "tea" if gift else "")
        by = member("agent", f"agent{number % people}")
        give(case, wish, by=by, key=uuid4(), now=timezone.now())
        cases.append(case)
    return cases


def only() -> Proposed:
    (found,) = proposals(now=timezone.now())
    return found


def test_what_several_people_give_often_is_proposed_with_its_lines_of_why():
    given(*["small_gift"] * 3)
    found = only().group
    assert found.situation == ("point_closed", "online", 2, "small_gift")
    assert (found.times, found.people, found.worth) == (3, 2, Decimal(6))
    assert found.whys == tuple(reversed(WHYS))
    assert (only().least, only().below, only().is_new) == (30, 100, True)


def test_one_person_alone_or_twice_is_no_proposal_nor_what_is_long_ago():
    given(*["small_gift"] * 3, people=1)
    assert proposals(now=timezone.now()) == []
    given("small_gift", people=2, first=3)
    assert len(proposals(now=timezone.now())) == 1
    assert proposals(now=timezone.now() + timedelta(days=181)) == []


def test_whether_it_helped_is_what_the_customers_answered_afterwards():
    for number, case in enumerate(given(*["small_gift"] * 3)[:2]):
        mended = carried_out(chosen(case, "money_back"))
        answer(
            case=mended,
            solved=number == 0,
            satisfied=5,
            recommends=True,
            comment="",
            now=timezone.now(),
            by="customer",
        )
    assert (only().group.helped, only().group.asked) == (1, 2)


def test_it_is_set_aside_with_a_word_until_it_comes_up_again():
    given(*["small_gift"] * 3)
    manager, now = member("manager"), timezone.now()
    with pytest.raises(BadKindness):
        set_aside(only().group.situation, word=" ", by=manager, now=now)
    set_aside(only().group.situation, word="We keep it to people", by=manager, now=now)
    assert not only().is_new
    assert Journal.objects.filter(action="proposal aside", actor="manager").exists()
    case = waiting("A9", customer={**ANNA, "id": "C9"})
    wish = Wish("small_gift", "Again", Decimal(1), "tea")
    give(case, wish, by=member("agent", "agent0"), key=uuid4(), now=now)
    assert only().is_new


def test_what_no_table_gives_is_not_drafted():
    for number in range(3):
        case = waiting(f"A{number}", customer={**ANNA, "id": f"C{number}"})
        due = timezone.now() + timedelta(days=1)
        wish = Wish("date_promised", WHYS[number], due=due)
        give(case, wish, by=member("agent", f"agent{number}"), key=uuid4(), now=timezone.now())
    with pytest.raises(BadKindness) as problem:
        draft(only().group.situation, by=member("manager"), now=timezone.now())
    assert problem.value.code == "nothing_to_draft"
    assert not Proposal.objects.exists()


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["small_gift", "delivery_price_back"])
def test_a_draft_is_one_rule_more_that_check_diff_and_try_accept(kind: str, tmp_path: Path):
    given(*[kind] * 3)
    made = draft(only().group.situation, by=member("manager"), now=timezone.now())
    row = dict(made.row)
    assert row["worth"] == "[30..100)"
    assert len({row["reason_en"], row["reason_ru"], row["reason_mn"]}) == 3
    Bundle(made.folder, made.files).write(tmp_path)
    written = read_draft(tmp_path / made.folder)
    old, new = current_policy().rulebook, written.policy.rulebook
    assert old.version != new.version
    assert try_examples(written.folder, new) == []
    assert ("delivery_was_free" in made.examples) is (kind == "small_gift")
    report = check(new)
    assert report.is_proven, report
    found = diff(old, new)
    assert not found.is_same
    tried = try_draft(written, by="manager", days=30, now=timezone.now())
    assert tried.impact.cases


def test_the_command_lists_them_and_writes_a_draft(booted: None, tmp_path: Path):
    given(*["small_gift"] * 3)
    listed = CliRunner().invoke(main, ["staff", "proposals", "--json"])
    (found,) = json.loads(listed.output)
    assert (found["times"], found["people"], found["decided"]) == (3, 2, None)
    made = draft(only().group.situation, by=member("manager"), now=timezone.now())
    told = CliRunner().invoke(main, ["staff", "proposals"])
    assert "It rained" in told.output
    in_russian = CliRunner().invoke(main, ["staff", "proposals", "--language", "ru"]).output
    assert "небольшой подарок" in in_russian
    assert f"черновик {made.pk}" in in_russian
    assert "point_closed" not in in_russian
    assert " by 2 people" not in in_russian
    place = tmp_path / "draft"
    written = CliRunner().invoke(main, ["staff", "proposals", "--write", str(made.pk), str(place)])
    assert written.exit_code == 0, written.output
    assert (place / "retail" / "gestures.csv").read_text().count("learned_point_closed_online") == 1
    unknown = CliRunner().invoke(main, ["staff", "proposals", "--write", "999", str(place)])
    assert unknown.exit_code == 1


def test_a_manager_drafts_on_the_page_and_agents_do_not_see_it():
    given(*["small_gift"] * 3)
    situation = only().group.situation._asdict()
    url = reverse("console:proposals")
    assert signed_in("agent").get(url).status_code == 403
    decide = reverse("console:decide-proposal")
    assert signed_in("agent").post(decide, {**situation, "step": "draft"}).status_code == 403
    manager = signed_in("manager")
    assert manager.post(decide, {"step": "draft"}).status_code == 404
    manager.post(decide, {**situation, "step": "draft"})
    made = Proposal.objects.get()
    manager.cookies["django_language"] = "ru"
    page = manager.get(url).content.decode()
    assert "6\xa0€" in page
    assert "learned_point_closed_online" in page
    packed = manager.get(reverse("console:proposal-draft", args=[made.pk]))
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert "retail/gestures.csv" in archive.namelist()
