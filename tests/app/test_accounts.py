"""What a case cost and who bears it, in the record: posted once, balanced by the database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from amends.app.actions.accounts.booking import held_in
from amends.app.actions.accounts.claim_file import claim_file
from amends.app.actions.accounts.demands import BadDemand, take_step
from amends.app.actions.accounts.settling import catch_up, follow_changes, look_again, settle
from amends.app.actions.aftercare import NotNow
from amends.app.actions.before import blame_the_past
from amends.app.actions.choices import choose
from amends.app.actions.record import receive
from amends.app.actions.situations import gather
from amends.app.connectors.answers import Kind
from amends.app.console.papers.claim import claim_paper
from amends.app.ledger.models import (
    Case,
    Contract,
    Entry,
    Partner,
    Posting,
    Remedy,
    Responsibility,
)
from amends.core.accounts import Account, Bucket, NotThere
from amends.core.accounts import Partner as Code
from tests.support.desk import carried_out, member
from tests.support.feed import event, placed
from tests.support.partners import SWIFT, load_swift

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODE = Code("carrier", "swift")


def lost(**data: Any) -> Case:
    """A prepaid parcel of 60 EUR, delivery 5, that the carrier swift lost."""
    order = placed(
        total="60.00", delivery_price="5.00", fulfilment="home", due="2026-11-20", **data
    )
    handed = event(
        "parcel.handed_to_carrier", at="2026-11-12T10:00:00Z", carrier="swift", due="2026-11-18"
    )
    receive([order, handed, event("parcel.lost", at="2026-11-19T10:00:00Z")], now=NOW)
    return Case.objects.select_related("order", "promise", "customer").get()


def done(case: Case, option: str = "money_back") -> Case:
    details = {"address": "Main street 1"} if option == "send_again" else {}
    choose(offer=case.offers.latest("pk"), option=option, details=details, now=NOW, by="customer")
    return carried_out(Case.objects.get(pk=case.pk), Kind.DONE, now=NOW)


def standing(case: Case, currency: str = "EUR") -> dict[str, Decimal]:
    held = held_in(case).get(currency, {})
    return {account.bucket.value: amount for account, amount in held.items()}


def swift() -> Partner:
    return Partner.objects.get(who="swift")


def step(name: str, case: Case, amount: str | None = None, *, by: str = "max") -> Entry:
    return take_step(
        name,
        case=case,
        partner=swift(),
        currency="EUR",
        amount=None if amount is None else Decimal(amount),
        reason="as they wrote",
        by=member("manager", by),
        now=NOW,
    )


def test_what_a_partner_caused_is_asked_of_it_by_its_contract() -> None:
    load_swift(now=NOW)
    case = done(lost())
    assert standing(case) == {"customer": Decimal(-60), "prepared": Decimal(60)}
    cost, charged = Entry.objects.order_by("id")
    assert (cost.kind, cost.remedy.kind) == ("cost", "money_back")  # type: ignore[union-attr]
    assert charged.because["demands"][0]["clause"] == "7.2"
    settle(Case.objects.select_related("order", "promise").get(), now=NOW)
    assert Entry.objects.count() == 2


def test_without_a_contract_the_shop_bears_it() -> None:
    case = done(lost())
    assert standing(case) == {"customer": Decimal(-60), "shop": Decimal(60)}


def test_a_contract_that_was_loaded_later_counts_when_accounts_are_looked_at_again() -> None:
    case = done(lost())
    load_swift(now=NOW)
    assert look_again(now=NOW) == 1
    assert standing(case) == {"customer": Decimal(-60), "prepared": Decimal(60)}


def test_a_limit_leaves_the_rest_with_the_shop() -> None:
    load_swift(SWIFT.replace("EUR = 200", "EUR = 25"), now=NOW)
    case = done(lost())
    assert standing(case) == {
        "customer": Decimal(-60),
        "shop": Decimal(35),
        "prepared": Decimal(25),
    }


def test_what_is_sent_again_costs_an_estimate() -> None:
    load_swift(now=NOW)
    case = done(lost(), "send_again")
    assert standing(case) == {"customer": Decimal(-60), "prepared": Decimal(60)}
    assert Entry.objects.get(kind="cost").because == {"remedy": "send_again", "estimated": True}


def test_the_rulebook_knows_whether_the_contract_pays() -> None:
    case = lost()
    assert gather([case], now=NOW)[case.order_id].situation.contract_pays is False
    load_swift(now=NOW)
    assert gather([case], now=NOW)[case.order_id].situation.contract_pays is True


def test_the_parcel_turns_up_and_everything_is_reversed() -> None:
    load_swift(SWIFT.replace('["late"]', '["point_closed"]'), now=NOW)
    case = done(lost())
    step("approve", case)
    step("pay", case, "20")
    receive([event("parcel.delivered", at="2026-11-21T10:00:00Z")], now=NOW)
    assert follow_changes(now=NOW) == 1
    assert follow_changes(now=NOW) == 0
    assert standing(case) == {
        "customer": Decimal(-60),
        "shop": Decimal(60),
        "charged": Decimal(-20),
        "recovered": Decimal(20),
    }
    assert Entry.objects.latest("id").kind == "reversed"
    step("pay_back", case)
    assert standing(case) == {"customer": Decimal(-60), "shop": Decimal(60)}


def test_late_after_all_is_paid_by_another_clause() -> None:
    load_swift(now=NOW)
    case = done(lost())
    receive([event("parcel.delivered", at="2026-11-21T10:00:00Z")], now=NOW)
    follow_changes(now=NOW)
    assert standing(case)["prepared"] == 30


def test_a_dispute_in_part_and_both_answers() -> None:
    load_swift(now=NOW)
    case = done(lost())
    approved = step("approve", case)
    assert approved.because["answer_by"] == "2026-12-02"
    step("dispute", case, "40")
    step("accept", case, "10")
    step("reject", case)
    step("write_off", case, "5")
    step("pay", case)
    assert standing(case) == {
        "customer": Decimal(-60),
        "written_off": Decimal(15),
        "recovered": Decimal(45),
    }
    with pytest.raises(NotThere):
        step("pay", case)


def test_nobody_asks_a_partner_for_a_case_of_their_own() -> None:
    load_swift(now=NOW)
    case = done(lost())
    Case.objects.update(handled_by=member("manager", "max"))
    with pytest.raises(NotNow):
        step("approve", case)
    step("approve", case, by="olga")


@pytest.mark.parametrize("amount", ["0.001", "NaN", "-1", "0", "61"])
def test_amounts_that_are_none_are_refused(amount: str) -> None:
    load_swift(now=NOW)
    case = done(lost())
    with pytest.raises((BadDemand, NotThere)):
        step("approve", case, amount)


def test_what_was_done_before_there_were_accounts_is_caught_up_with_once() -> None:
    load_swift(now=NOW)
    case = done(lost())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_posting; DELETE FROM ledger_entry")
        cursor.execute("DELETE FROM ledger_caseaccount")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert catch_up(now=NOW) == 1
    assert catch_up(now=NOW) == 0
    assert standing(case) == {"customer": Decimal(-60), "prepared": Decimal(60)}


def test_own_hands_are_not_charged() -> None:
    load_swift(now=NOW)
    case = lost()
    case.order.fulfilment = "counter"
    from amends.app.actions.accounts.contracts import in_partners_hands

    assert not in_partners_hands(case, "carrier")
    assert not in_partners_hands(case, "warehouse")
    assert in_partners_hands(case, "point")


def test_a_contract_that_changed_is_a_new_version_and_the_same_again_nothing() -> None:
    load_swift(now=NOW)
    load_swift(now=NOW)
    load_swift(SWIFT.replace("answer = 10", "answer = 12"), now=NOW + timedelta(days=1))
    rows = Contract.objects.order_by("version").values_list("version", "days_to_answer")
    assert list(rows) == [(1, 10), (2, 12)]


@pytest.mark.parametrize("amounts", [("5", "-4"), ("5",)])
def test_the_database_refuses_an_entry_that_does_not_balance(amounts: tuple[str, ...]) -> None:
    case = done(lost())
    with pytest.raises(DatabaseError), transaction.atomic():
        entry = Entry.objects.create(at=NOW, case=case, kind="cost", by="eve", lines=len(amounts))
        for each, account in zip(amounts, ("shop", "customer"), strict=False):
            Posting.objects.create(entry=entry, account=account, currency="EUR", amount=each)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_to_add_to_an_entry_that_is_there() -> None:
    case = done(lost())
    entry = Entry.objects.filter(case=case).earliest("id")
    with pytest.raises(DatabaseError), transaction.atomic():
        for account, amount in (("shop", 5), ("customer", -5)):
            Posting.objects.create(entry=entry, account=account, currency="EUR", amount=amount)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("model", [Entry, Posting, Contract])
def test_the_database_refuses_to_edit_or_remove(model: type) -> None:
    load_swift(now=NOW)
    done(lost())
    for change in (lambda rows: rows.update(id=7), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(model.objects.all())  # type: ignore[attr-defined]


def test_money_in_two_currencies_never_mixes() -> None:
    load_swift(now=NOW)
    case = done(lost())
    assert held_in(case)["EUR"][Account(Bucket.PREPARED, CODE)] == 60
    assert held_in(case).keys() == {"EUR"}


def done_for(case: Case, cost: str, *, at: str = "2026-11-22T11:00:00Z", key: str = "d1") -> None:
    """The shop tells what the remedy really cost."""
    remedy = Remedy.objects.get(case=case, is_gesture=False)
    told = event("remedy.done", at=at, key=key, remedy=str(remedy.key), cost=cost)
    assert receive([told], now=NOW).recorded == 1


def test_the_real_cost_takes_the_place_of_an_estimate() -> None:
    load_swift(now=NOW)
    case = done(lost(), "send_again")
    step("approve", case)
    done_for(case, "41.50")
    assert standing(case) == {"customer": Decimal("-41.5"), "charged": Decimal("41.5")}
    corrected = Entry.objects.get(kind="corrected")
    first = Entry.objects.get(kind="cost")
    assert corrected.because == {
        "remedy": "send_again",
        "estimated": False,
        "corrects": first.pk,
    }
    settle(Case.objects.select_related("order", "promise").get(), now=NOW)
    assert Entry.objects.filter(kind="corrected").count() == 1
    costs = claim_file(swift(), case, now=NOW)["costs"]
    assert [(each["amount"], each["corrects"]) for each in costs] == [
        ("60.00", False),
        ("-18.50", True),
    ]
    assert claim_paper(claim_file(swift(), case, now=NOW), swift(), language="ru")


def test_the_latest_word_on_the_cost_counts_in_whatever_order_it_comes() -> None:
    case = done(lost(), "send_again")
    done_for(case, "50.00", at="2026-11-22T11:30:00Z", key="d2")
    done_for(case, "30.00", at="2026-11-22T11:00:00Z", key="d1")
    assert standing(case)["customer"] == -50
    done_for(case, "0.00", at="2026-11-22T11:50:00Z", key="d3")
    assert held_in(case) == {"EUR": {}} or standing(case) == {}


def test_a_cost_that_is_told_with_the_deed_is_posted_at_once() -> None:
    case = lost()
    details = {"address": "Main street 1"}
    offer = case.offers.latest("pk")
    choose(offer=offer, option="send_again", details=details, now=NOW, by="customer")
    done_for(case, "44.40")
    assert standing(case) == {"customer": Decimal("-44.4"), "shop": Decimal("44.4")}
    assert Entry.objects.get(kind="cost").because == {"remedy": "send_again", "estimated": False}


def test_who_caused_what_broke_before_that_was_known_is_caught_up_with_once() -> None:
    load_swift(now=NOW)
    case = done(lost())
    expected = Responsibility.objects.values_list("party", "who", "share").get()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_posting; DELETE FROM ledger_entry")
        cursor.execute("DELETE FROM ledger_caseaccount; DELETE FROM ledger_responsibility")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert blame_the_past(now=NOW) == 1
    assert blame_the_past(now=NOW) == 0
    assert Responsibility.objects.values_list("party", "who", "share").get() == expected
    catch_up(now=NOW)
    assert standing(case) == {"customer": Decimal(-60), "prepared": Decimal(60)}


def test_an_old_history_is_blamed_by_what_was_known_of_it_and_not_by_today() -> None:
    order = placed(total="60.00", fulfilment="home", due="2018-05-20")
    handed = event(
        "parcel.handed_to_carrier", at="2018-05-12T10:00:00Z", carrier="swift", due="2018-05-18"
    )
    order["time"] = "2018-05-10T10:00:00Z"
    came = event("parcel.delivered", at="2018-05-22T10:00:00Z")
    receive([order, handed, came], now=NOW, as_of=date(2018, 6, 1))
    before = list(Responsibility.objects.values_list("party", "share", "because", "seen_at"))
    assert before
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_responsibility")
        cursor.execute("SET session_replication_role = DEFAULT")
    blame_the_past(now=NOW)
    now = list(Responsibility.objects.values_list("party", "share", "because", "seen_at"))
    assert now == before
