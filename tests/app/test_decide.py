"""`amends decide`: facts in, a decision and its reasons out."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.cli import main
from amends.policies import RETAIL

TOML = """
name = "small"
version = "1"
[facts]
failure = { type = "string", values = ["late", "lost"], meaning = { en = "What broke", ru = "Что сломалось" } }
days = { type = "number", range = [0, 30], step = 1, unit = "days", meaning = "Days late" }
paid = { type = "boolean", optional = true }
[tables.answer]
hit = "first"
outputs = { say = "string" }
[situations.usual]
failure = "late"
days = 2
"""  # noqa: E501
TABLE = (
    "id,failure,days,paid,say,reason_en,reason_ru,source\n"
    "soon,late,<3,-,wait,It is on its way.,Уже в пути.,R1\n"
    "paid,-,-,true,pay,You paid.,Вы платили.,R2\nelse,-,-,-,call,We call you.,Мы позвоним.,R3\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rulebook.toml").write_text(TOML)
    (tmp_path / "answer.csv").write_text(TABLE)
    return tmp_path


def decide(folder: Path, *options: str, said: str | None = None) -> Result:
    return CliRunner().invoke(
        main, ["decide", "--rulebook", str(folder), "--language", "en", *options], input=said
    )


def test_facts_are_asked_for_as_long_as_the_decision_hangs_on_them(folder: Path) -> None:
    soon = decide(folder, said="\n2\n")
    assert soon.exit_code == 0, soon.output
    assert "failure [late]" in soon.output
    assert "paid" not in soon.stderr, "nothing hangs on it"
    assert "✓ soon" in soon.stdout
    later = decide(folder, "--set", "days=9", said="late\nmaybe\ntrue\n")
    assert "paid cannot be maybe: false, true, or null" in later.output
    assert "✓ paid" in later.stdout
    assert "✗ soon  days = 9  asks: less than 3 days" in later.stdout


def test_help_is_there_for_who_asks_for_it(folder: Path) -> None:
    told = decide(folder, said="?\nlate\n?\n??\n9\n?\n\n")
    assert told.exit_code == 0, told.output
    before, after = told.stderr.split("days [2]", 1)
    assert "What may be answered: late, lost" in before
    assert "What may be answered: [0..30] step 1 days" in after
    assert "failure = late" in after
    assert "2 more facts may matter." in after
    assert "null: it is not known" in after
    plain = decide(folder, said="late\n2\n")
    assert "What may be answered" not in plain.output


def test_it_asks_in_the_order_in_which_the_rulebook_declares_its_facts() -> None:
    told = CliRunner().invoke(main, ["decide", "--language", "en"], input="\n" * 40)
    asked = [line.split()[0] for line in told.stderr.splitlines() if re.match(r"  \w+ \[", line)]
    declared = list(tomllib.loads((RETAIL / "rulebook.toml").read_text("utf-8"))["facts"])
    assert asked == [name for name in declared if name in asked]
    assert asked[:4] == ["order_kind", "fulfilment", "failure", "stage"]
    assert len(asked) < len(declared) - 5
    head = told.stdout[: told.stdout.index("stance")].splitlines()
    assert len(head) < len(asked)


def test_json_goes_in_and_comes_out(folder: Path) -> None:
    told = decide(folder, "-", "--json", said='{"failure": "lost", "days": 1}')
    assert told.exit_code == 0, told.output
    answer = json.loads(told.stdout)
    assert answer["outputs"] == {"answer": {"say": "call"}}
    assert answer["fired"][0] == {
        "table": "answer", "rule": "else", "outputs": {"say": "call"}, "source": "R3",
        "reasons": {"en": "We call you.", "ru": "Мы позвоним."},
    }  # fmt: skip
    assert [(each["rule"], each["fact"]) for each in answer["trace"][0]["not"]] == [
        ("soon", "failure"),
        ("paid", "paid"),
    ]


def test_a_situation_of_the_rulebook_may_be_changed(folder: Path) -> None:
    usual = decide(folder, "--situation", "usual")
    assert "It is on its way." in usual.output
    other = decide(folder, "--situation", "usual", "--set", "days=5", "--set", "paid=true")
    assert "You paid." in other.output


def test_the_reasons_are_given_in_the_language_asked_for(folder: Path) -> None:
    told = decide(folder, "--situation", "usual", "--language", "ru", "--all")
    assert "Уже в пути." in told.output
    assert "Что сломалось" in told.output


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ('{"failure": "late", "days": 99}', "days cannot be 99: [0..30] step 1"),
        ('{"failure": "late", "days": true}', "days cannot be True: [0..30] step 1"),
        ('{"failure": "late", "days": "2"}', "days cannot be 2: [0..30] step 1"),
        ('{"failure": "gone"}', "failure cannot be gone: late, lost"),
        ('{"failure": null}', "failure cannot be null: late, lost"),
        ('{"failure": ["late"]}', "failure cannot be ['late']: late, lost"),
        ('{"falure": "late"}', "not a fact of the rulebook small: did you mean failure?"),
        ('{"failure": "late"}', "days is missing: [0..30] step 1"),
        ("[]", "holds no JSON object"),
        ("nonsense", "holds no JSON"),
    ],
)  # fmt: skip
def test_bad_facts_are_told_with_what_is_allowed(folder: Path, said: str, error: str) -> None:
    result = decide(folder, "-", said=said)
    assert result.exit_code == 2
    assert error in result.output


def test_bad_options_are_told(folder: Path) -> None:
    assert "one of usual" in decide(folder, "--situation", "other").output
    assert "not written FACT=VALUE" in decide(folder, "--set", "days").output
    assert "days cannot be x" in decide(folder, "--set", "days=x").output


def test_it_needs_neither_django_nor_a_database() -> None:
    code = (
        "import sys; from amends.cli import main\n"
        "try: main(['decide', '--situation', 'wrong_sandwich'])\n"
        "except SystemExit as end: assert not end.code\n"
        "assert not {'django', 'psycopg', 'numpy'} & set(sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "meal_again" in told.stdout


def test_worked_examples_are_tried(folder: Path) -> None:
    def examples(*to: str) -> Result:
        return CliRunner().invoke(main, ["rulebook", "examples", *to])

    assert "Every example comes out as it says" in examples().output
    assert "There are no examples here" in examples(str(folder)).output
    table = folder / "answer.examples.csv"
    table.write_text("id,situation,days,rules,say\na,usual,,soon,wait\nb,usual,9,else,call\n")
    assert examples(str(folder)).output == "✓ Every example comes out as it says.\n"
    table.write_text("id,situation,days,rules,say\na,usual,9,soon,\n")
    wrong = examples(str(folder))
    assert wrong.exit_code == 1
    assert "answer.examples.csv row 2 (a): else applies, not soon" in wrong.output
