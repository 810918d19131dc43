"""Partners: contracts loaded, papers made, pages shown, steps taken in the console."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.urls import reverse

from amends.app.actions.accounts.claim_file import claim_file
from amends.app.actions.accounts.statements import BadMonth, as_csv, as_data, statement
from amends.app.console.papers.claim import claim_paper
from amends.app.console.papers.statement import statement_paper
from amends.app.ledger.models import Case, Contract, Partner
from amends.cli import main
from amends.core.accounts.reading import BadPartners
from tests.app.test_accounts import NOW, done, lost, standing, step, swift
from tests.support.desk import signed_in
from tests.support.partners import SWIFT, load_swift

pytestmark = pytest.mark.django_db


@pytest.fixture
def charged() -> Case:
    load_swift(now=NOW)
    case = done(lost(customer={"id": "c9", "name": "Zoya Secret", "email": "zoya@example.test"}))
    step("approve", case)
    step("dispute", case, "40")
    return case


def test_the_claim_file_tells_all_and_nothing_of_the_customer(charged: Case) -> None:
    file = claim_file(swift(), charged, now=NOW)
    assert file["contract"]["clause"] == "7.2"
    assert file["demand"] == [
        {
            "currency": "EUR",
            "prepared": "0.00",
            "charged": "20.00",
            "disputed": "40.00",
            "written_off": "0.00",
            "recovered": "0.00",
            "owed": "60.00",
        }
    ]
    assert [each["type"] for each in file["evidence"]][-1] == "parcel.lost"
    assert [leg["party"] for leg in file["timeline"]] == ["warehouse", "carrier"]
    assert file["answer_by"] == "2026-12-02"
    assert [each["step"] for each in file["history"]] == ["charged", "approved", "disputed"]
    for secret in ("Zoya", "zoya", "c9", "max"):
        assert secret not in json.dumps(file)


@pytest.mark.parametrize("language", ["en", "ru", "mn"])
def test_the_papers_are_pdfs_in_three_languages(charged: Case, language: str) -> None:
    claim = claim_paper(claim_file(swift(), charged, now=NOW), swift(), language=language)
    month = statement_paper(statement(swift(), "2026-11"), language=language)
    for paper in (claim, month):
        assert paper.startswith(b"%PDF-")
        assert b"/FontFile2" in paper


def test_the_statement_adds_up_and_goes_on_next_month(charged: Case) -> None:
    step("reject", charged)
    step("pay", charged, "25")
    [account] = as_data(statement(swift(), "2026-11"))["accounts"]
    assert (account["opening"], account["closing"], account["disputed"]) == (
        "0.00",
        "35.00",
        "0.00",
    )
    assert [(line["step"], line["change"], line["balance"]) for line in account["lines"]] == [
        ("approved", "60.00", "60.00"),
        ("disputed", "0.00", "60.00"),
        ("rejected", "0.00", "60.00"),
        ("paid", "-25.00", "35.00"),
    ]
    [later] = as_data(statement(swift(), "2026-12"))["accounts"]
    assert (later["opening"], later["closing"], later["lines"]) == ("35.00", "35.00", [])
    assert statement(swift(), "2026-10").accounts == []
    assert as_csv(statement(swift(), "2026-11")).count("\r\n") == 5


@pytest.mark.parametrize("month", ["2026-13", "26-11", "2026-1", "", "0000-01", "9999-12"])
def test_a_month_that_is_none_is_refused(charged: Case, month: str) -> None:
    with pytest.raises(BadMonth):
        statement(swift(), month)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ('["lost", "undelivered"]', '["lost", "stolen"]', "stolen"),
        ('party = "carrier"', 'party = "kitchen"', "kitchen"),
        ("2026-01-01", '"2026-01-01"', "day"),
        ("per_cent = 100", "per_cent = 101", "at most 100"),
        ("EUR = 200", "eur = 200", "currency"),
        ('contracts = ["SW-2026"]', 'contracts = ["SW-2027"]', "SW-2027"),
        ("days_to_answer = 10", "days_to_answer = true", "whole number"),
        ("days_to_answer = 10", "days_to_answer = 10\nfee = 3", "fee"),
        ("[[partners]]", "[[partners]", "TOML"),
        ('"Europe/Moscow"', '"Europe/Nowhere"', "time zone"),
        ('number = "7.3"', 'number = "7.2"', "twice"),
    ],
)
def test_a_file_that_is_not_understood_is_refused_whole(wrong: str, right: str, said: str) -> None:
    with pytest.raises(BadPartners, match=said):
        load_swift(SWIFT.replace(wrong, right), now=NOW)
    assert not Partner.objects.exists()


@pytest.mark.usefixtures("booted")
def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("load", "listing", "statement", "claim", "settle"):
        monkeypatch.setattr(f"amends.app.commands.partners.{name}.ready", lambda: None)
    file = tmp_path / "partners.toml"
    file.write_text(SWIFT)

    def run(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, ["partners", *words])
        assert result.exit_code == code, result.output
        return result.output

    assert "1 new" in run("load", str(file))
    assert Contract.objects.count() == 1
    case = done(lost())
    step("approve", case)
    assert "0 cases posted" in run("settle")
    assert "carrier:swift" in run("list")
    told = json.loads(run("statement", "carrier:swift", "--month", "2026-11"))
    assert told["accounts"][0]["closing"] == "60.00"
    paper = tmp_path / "claim.pdf"
    run("claim", "carrier:swift", "o1", "--form", "pdf", "--out", str(paper))
    assert paper.read_bytes().startswith(b"%PDF-")
    assert "carrier:swift" in run("statement", "carrier:nobody", "--month", "2026-11", code=1)
    assert "nothing was asked" in run("claim", "carrier:swift", "o2", code=1)


def test_the_pages_show_the_account(charged: Case) -> None:
    client = signed_in("manager")
    number = swift().pk
    for name, words in (
        (reverse("console:partners"), ["Swift Post", "40"]),
        (reverse("console:partner", args=[number]), ["SW-2026", "7.2", "2026-11", "o1"]),
        (reverse("console:partner-case", args=[number, charged.public_id]), ["It stands", "60"]),
        (reverse("console:case", args=[charged.public_id]), ["Who bears the cost", "Swift Post"]),
    ):
        text = client.get(name).content.decode()
        for word in words:
            assert word in text, (name, word)


def test_papers_are_downloads(charged: Case) -> None:
    client = signed_in("quality")
    number = swift().pk
    for name, args, kind in (
        ("partner-claim", [number, charged.public_id, "pdf"], "application/pdf"),
        ("partner-claim", [number, charged.public_id, "json"], "application/json"),
        ("partner-statement", [number, "2026-11", "pdf"], "application/pdf"),
        ("partner-statement", [number, "2026-11", "csv"], "text/csv"),
        ("partner-statement", [number, "2026-11", "json"], "application/json"),
    ):
        answer = client.get(reverse(f"console:{name}", args=args))
        assert answer["Content-Type"].startswith(kind)
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
    gone = client.get(reverse("console:partner-statement", args=[number, "2026-99", "pdf"]))
    assert gone.status_code == 404


def test_only_a_manager_takes_a_step_and_says_yes_first(charged: Case) -> None:
    path = reverse("console:partner-step", args=[swift().pk, charged.public_id])
    said = {"step": "accept", "currency": "EUR", "reason": "they are right", "amount": "10,00"}
    assert signed_in("quality").post(path, {**said, "confirmed": "yes"}).status_code == 403
    assert signed_in("agent").get(reverse("console:partners")).status_code == 403
    client = signed_in("manager", "olga")
    client.post(path, said)
    assert standing(charged)["disputed"] == 40
    client.post(path, {**said, "confirmed": "yes"})
    assert standing(charged)["disputed"] == 30
    for wrong in ({"amount": "much"}, {"amount": "31"}, {"currency": "RUB"}, {"reason": " "}):
        client.post(path, {**said, "confirmed": "yes", **wrong})
    assert standing(charged)["disputed"] == 30
    assert client.post(path, {**said, "step": "steal", "confirmed": "yes"}).status_code == 404
