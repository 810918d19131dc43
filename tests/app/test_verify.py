"""The journal is sealed: any edited, removed or inserted row is found (R17)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from amends.app.actions import seals
from amends.app.actions.journal import note
from amends.app.actions.seals import seal_rows
from amends.app.ledger.models import Finding, Journal, Posting, Seal
from amends.cli import main
from amends.core.sealing import Link

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("booted")]
PATIENCE = 60.0
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def written() -> None:
    for number in range(1, 11):
        note(action=f"did {number}", now=NOW, case=None, actor="anna", number=number)
    seal_until(10)


def seal_until(count: int) -> None:
    """Transactions of other tests on the same server hold sealing up for a moment."""
    until = monotonic() + PATIENCE
    while Seal.objects.count() < count:
        assert monotonic() < until, "what was written is not sealed"
        seal_rows(now=NOW)
        sleep(0.01)


def seal_all() -> None:
    for _ in range(4):
        seal_rows(now=NOW)


def verify(*options: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["verify", *options])
    assert result.exit_code == code, result.output
    return result


def found(*options: str, code: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(verify("--json", *options, code=code).output)
    journal: dict[str, Any] = told["tables"]["journal"]
    assert told["whole"] is (code == 0)
    return journal


def by_force(statement: str, *values: int) -> None:
    """Somebody who rules over the database does what no door of ours allows."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_what_was_only_written_is_whole() -> None:
    told = found(code=0)
    assert (told["sealed"], told["unsealed"], told["faults"]) == (10, 0, [])
    assert "nothing was edited" in verify("--language", "en").output


def test_an_edited_row_is_found() -> None:
    row = Journal.objects.order_by("id")[4]
    by_force("UPDATE ledger_journal SET actor = 'boris' WHERE id = %s", row.pk)
    told = found(code=1)
    assert told["faults"] == [{"kind": "edited", "row": row.pk, "place": 5}]
    assert f"row {row.pk} was edited" in verify("--language", "en", code=1).output


def test_a_moment_that_was_edited_is_found_in_any_time_zone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'Asia/Ulaanbaatar'")
        assert found(code=0)["faults"] == []
        cursor.execute("SET TIME ZONE 'UTC'")
    row = Journal.objects.order_by("id")[0]
    by_force("UPDATE ledger_journal SET at = at + interval '1 second' WHERE id = %s", row.pk)
    assert [fault["kind"] for fault in found(code=1)["faults"]] == ["edited"]


def test_a_removed_row_is_found() -> None:
    row = Journal.objects.order_by("id")[9]
    by_force("DELETE FROM ledger_journal WHERE id = %s", row.pk)
    assert found(code=1)["faults"] == [{"kind": "removed", "row": row.pk, "place": 10}]


def test_a_row_inserted_among_the_sealed_ones_is_found_and_never_sealed() -> None:
    row = Journal.objects.order_by("id")[3]
    by_force("UPDATE ledger_journal SET id = id + 1000 WHERE id > %s", row.pk)
    told = found(code=1)
    assert {fault["kind"] for fault in told["faults"]} == {"removed"}
    by_force(
        "INSERT INTO ledger_journal (id, at, actor, action, detail)"
        " OVERRIDING SYSTEM VALUE VALUES (%s, now(), 'eve', 'gave nothing', '{}')",
        row.pk - 10_000,
    )
    seal_all()
    kinds = {fault["kind"] for fault in found(code=1)["faults"]}
    assert kinds == {"removed", "inserted"}


def test_links_that_were_made_anew_are_found_by_a_head_that_was_kept() -> None:
    head = found(code=0)["head"]
    note(action="went on", now=NOW, case=None)
    seal_until(11)
    assert found("--head", f"journal={head}", code=0)["sealed"] == 11
    by_force(
        "UPDATE ledger_journal SET actor = 'boris' WHERE id = (SELECT min(id) FROM ledger_journal)"
    )
    Seal.objects.all().delete()
    seal_until(11)
    assert found(code=0)["faults"] == []
    assert found("--head", f"journal={head}", code=1)["faults"][0]["kind"] == "torn"


def test_a_head_that_is_none_is_refused_kindly() -> None:
    assert "PLACE:DIGEST" in verify("--head", "journal", code=2).output
    assert "not sealed" in verify("--head", f"cases=1:{'0' * 64}", code=2).output


def test_a_row_of_a_transaction_that_is_still_open_is_waited_for() -> None:
    """Its number is smaller than one that was committed already."""
    import psycopg

    parameters = connection.get_connection_params()
    wanted = {
        k: parameters[k]
        for k in ("host", "port", "user", "password", "dbname")
        if parameters.get(k)
    }
    with psycopg.connect(**wanted) as other:
        other.execute(
            "INSERT INTO ledger_journal (at, actor, action, detail)"
            " VALUES (now(), 'slow', 'x', '{}')"
        )
        note(action="quick", now=NOW, case=None)
        seal_all()
        assert Seal.objects.filter(table="journal").count() == 10
        other.commit()
    seal_until(12)
    assert found(code=0)["sealed"] == 12


def test_what_is_sealed_while_it_is_verified_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    last = seals._last

    def then_others_seal(table: str) -> Link | None:
        found = last(table)
        monkeypatch.setattr(seals, "_last", last)
        note(action="did 11", now=NOW, case=None, actor="anna")
        seal_until(11)
        return found

    monkeypatch.setattr(seals, "_last", then_others_seal)
    verified = seals.verify("journal")
    assert (verified.sealed, verified.faults) == (10, [])


def test_the_rules_that_a_finding_names_are_sealed_too() -> None:
    kept = {field.column for field in Finding._meta.concrete_fields}
    assert set(seals.SEALED["finding"]) == kept


def test_the_accounts_are_sealed_too() -> None:
    from tests.app.test_accounts import NOW as THEN
    from tests.app.test_accounts import done, lost
    from tests.support.partners import load_swift

    load_swift(now=THEN)
    done(lost())
    until = monotonic() + PATIENCE
    while Seal.objects.filter(table="posting").count() < 4:
        assert monotonic() < until, "what was posted is not sealed"
        seal_all()
    verify()
    by_force("UPDATE ledger_posting SET amount = amount - 1 WHERE account = 'prepared'")
    by_force("DELETE FROM ledger_entry WHERE kind = 'charged'")
    by_force("UPDATE ledger_contract SET days_to_answer = 99")
    told = json.loads(verify("--json", code=1).output)["tables"]
    kinds = {name: [f["kind"] for f in told[name]["faults"]] for name in told}
    assert (kinds["posting"], kinds["entry"], kinds["contract"]) == (
        ["edited"],
        ["removed"],
        ["edited"],
    )
    assert kinds["journal"] == []
    edited = Posting.objects.get(account="prepared").pk
    by_force("UPDATE ledger_posting SET amount = amount + 1 WHERE id = %s", edited)
    by_force("UPDATE ledger_contract SET days_to_answer = 10")
    by_force(
        "INSERT INTO ledger_posting (id, entry_id, account, currency, amount)"
        " OVERRIDING SYSTEM VALUE SELECT id - 100000, entry_id, account, currency, amount"
        " FROM ledger_posting WHERE account = 'customer'"
    )
    told = json.loads(verify("--json", code=1).output)["tables"]
    assert [f["kind"] for f in told["posting"]["faults"]] == ["inserted"]
    assert told["contract"]["faults"] == []
