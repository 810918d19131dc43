"""The journal is sealed: any edited, removed or inserted row is found (R17)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from pytest_django import Settings

from amends.app.actions import heads, seals
from amends.app.actions.heads import kept_heads
from amends.app.actions.journal import note
from amends.app.actions.seals import seal_rows
from amends.app.ledger.models import Contract, Entry, Finding, Journal, Posting, Seal, SealMark
from amends.cli import main
from amends.core.sealing import Link, seal

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


def seal_until_all_are(*models: type[Model]) -> None:
    until = monotonic() + PATIENCE
    while any(_sealed(model) < model._default_manager.count() for model in models):
        assert monotonic() < until, "what was written is not sealed"
        seal_all()


def _sealed(model: type[Model]) -> int:
    return Seal.objects.filter(table=model._meta.model_name).count()


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
    seal_until_all_are(Posting, Entry, Contract)
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


def rows_everywhere() -> None:
    """At least five rows in every sealed table; most of them written by force, for the tests."""
    from tests.app.test_accounts import NOW as THEN
    from tests.app.test_accounts import done, lost
    from tests.support.partners import load_swift

    load_swift(now=THEN)
    done(lost())
    by_force(FINDINGS)
    by_force(ANSWERS)
    by_force(DRAWN)
    by_force(REVIEWS)
    for table in seals.SEALED:
        columns = [name for name in seals.SEALED[table] if name != "id"]
        names = ", ".join(columns)
        copied = ", ".join(OTHER.get((table, name), name) for name in columns)
        by_force(
            f"INSERT INTO ledger_{table} ({names}) SELECT {copied} FROM ("
            f"SELECT * FROM ledger_{table} ORDER BY id LIMIT 1) AS first,"
            " generate_series(1, 5) AS extra"
        )
    until = monotonic() + PATIENCE
    while any(seals.verify(table).unsealed for table in seals.SEALED):
        assert monotonic() < until, "what was written is not sealed"
        seal_all()


OTHER = {
    ("finding", "number"): "number + extra",
    ("responsibility", "number"): "number + extra",
    ("sampledcase", "case_id"): "case_id + extra",
    ("casereview", "sampled_id"): "sampled_id + extra",
    ("entry", "remedy_id"): "NULL",
    ("partneranswer", "key"): "key || extra",
    ("contract", "version"): "version + extra",
}
FINDINGS = """
    INSERT INTO ledger_finding (
        claim_id, number, verdict, conflicting, evidence, made_at, by, reason, rules)
    VALUES (1, 1, 'confirmed', false, '[]', now(), 'system', '', '{}')
"""
ANSWERS = """
    INSERT INTO ledger_partneranswer (
        partner_id, key, case_id, at, answer, currency, amount, reason, late)
    VALUES (1, 'k', 1, now(), 'agree', 'EUR', 5, '', false)
"""
DRAWN = """
    INSERT INTO ledger_sampledcase (
        sample_id, case_id, stratum, drawn_by, risks, probability, second)
    VALUES (1, 1, 'late', 'risk', '["costly"]', 0.3, false)
"""
REVIEWS = """
    INSERT INTO ledger_casereview (sampled_id, number, by_id, at, answers, wrong, comment)
    VALUES (1, 1, 1, now(), '{"facts": true}', false, '')
"""
EDITED = {
    "sampledcase": "probability = 1",
    "casereview": "wrong = true",
    "journal": "actor = 'eve'",
    "finding": "verdict = 'contradicted'",
    "responsibility": "party = 'customer'",
    "entry": "by = 'eve'",
    "posting": "amount = amount + 1",
    "partneranswer": "answer = 'dispute'",
    "contract": "days_to_answer = 99",
}


def kinds_in(table: str) -> list[str]:
    return [fault.kind for fault in seals.verify(table, heads=kept_heads()[table]).faults]


def numbers(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM ledger_{table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_every_column_of_every_sealed_table_is_sealed() -> None:
    assert set(EDITED) == set(seals.SEALED)
    for table, columns in seals.SEALED.items():
        model = apps.get_model("ledger", table)
        assert set(columns) == {field.column for field in model._meta.concrete_fields}, table


def test_nobody_gets_past_it_in_any_table(settings: Settings, tmp_path: Path) -> None:
    settings.AMENDS_HOME = tmp_path
    rows_everywhere()
    assert heads.keep_heads(now=NOW) == len(seals.SEALED)
    assert heads.keep_heads(now=NOW) == 0
    for table, change in EDITED.items():
        first, second, third, *_, last = numbers(table)
        of = f"ledger_{table}"
        assert kinds_in(table) == [], table
        with transaction.atomic():
            by_force(f"UPDATE {of} SET {change} WHERE id = %s", last)
            assert kinds_in(table) == ["edited"], table
            transaction.set_rollback(True)
        with transaction.atomic():
            by_force(f"DELETE FROM {of} WHERE id = %s", second)
            assert kinds_in(table) == ["removed"], table
            transaction.set_rollback(True)
        with transaction.atomic():
            by_force(f"DELETE FROM {of} WHERE id = %s", last)
            assert kinds_in(table) == ["removed"], table
            transaction.set_rollback(True)
        with transaction.atomic():
            by_force(f"UPDATE {of} SET id = -7 WHERE id = %s", third)
            assert sorted(kinds_in(table)) == ["inserted", "removed"], table
            transaction.set_rollback(True)
        with transaction.atomic():
            for old, new in ((first, -1), (second, first), (-1, second)):
                by_force(f"UPDATE {of} SET id = %s WHERE id = %s", new, old)
            assert kinds_in(table) == ["edited", "edited"], table
            transaction.set_rollback(True)
        with transaction.atomic():
            by_force(f"DELETE FROM {of} WHERE id >= %s", third)
            Seal.objects.filter(table=table, row__gte=third).delete()
            assert kinds_in(table) == ["cut"], table
            transaction.set_rollback(True)
        with transaction.atomic():
            by_force(f"DELETE FROM {of}")
            Seal.objects.filter(table=table).delete()
            assert kinds_in(table) == ["cut"], table
            transaction.set_rollback(True)
        with transaction.atomic():
            by_force(f"UPDATE {of} SET {change} WHERE id = %s", first)
            last_link = Seal.objects.filter(table=table).latest("place")
            rows = list(seals._texts(table, -(2**63), last_link.row))
            for link in seal(rows, after=None):
                Seal.objects.filter(table=table, place=link.place).update(digest=link.digest)
            assert kinds_in(table) == ["torn"], table
            transaction.set_rollback(True)
        assert kinds_in(table) == [], table


def test_the_command_holds_the_chain_against_the_heads_that_were_kept(
    settings: Settings, tmp_path: Path
) -> None:
    settings.AMENDS_HOME = tmp_path
    assert heads.keep_heads(now=NOW) == 1
    with (tmp_path / heads.NAME).open("a") as file:
        file.write('{"torn line\n[1]\n{"journal": "x:y", "secrets": "1:2"}\n')
    assert found(code=0)["faults"] == []
    last = numbers("journal")[-1]
    by_force("DELETE FROM ledger_journal WHERE id = %s", last)
    Seal.objects.filter(row=last).delete()
    assert [fault["kind"] for fault in found(code=1)["faults"]] == ["cut"]
    assert f"после строки {last - 1}" in verify("--language", "ru", code=1).output


def test_sealing_goes_on_after_a_move_to_another_server() -> None:
    """There, transactions are numbered from the beginning again."""
    SealMark.objects.filter(table="journal").update(horizon=2**50)
    note(action="did 11", now=NOW, case=None, actor="anna")
    seal_until(11)
    assert found(code=0)["sealed"] == 11
