"""`amends rulebook check` on the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.cli import main

TOML = """
name = "small"
version = "1"
[facts]
failure = { type = "string", values = ["late", "lost"] }
days = { type = "number", range = [0, 30], step = 1 }
[tables.answer]
hit = "unique"
outputs = { say = "string" }
"""
COMPLETE = "id,failure,days,say\na,late,<3,wait\nb,late,>=3,pay\nc,lost,-,pay\n"
OPEN = "id,failure,days,say\na,late,<3,wait\nb,late,>3,pay\nc,lost,-,pay\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rulebook.toml").write_text(TOML)
    (tmp_path / "answer.csv").write_text(COMPLETE)
    return tmp_path


def check(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["rulebook", "check", str(folder), *options])


def test_a_complete_rulebook_is_proven(folder: Path) -> None:
    result = check(folder)
    assert result.exit_code == 0, result.output
    assert "Everything that was asked is proven" in result.output


def test_a_gap_is_a_sentence_with_a_situation(folder: Path) -> None:
    (folder / "answer.csv").write_text(OPEN)
    result = check(folder)
    assert result.exit_code == 1
    assert "Table answer: no rule fits where failure: late; days: 3." in result.output
    assert "failure = late, days = 3" in result.output


@pytest.mark.parametrize(("language", "word"), [("ru", "Таблица answer"), ("mn", "answer хүснэгт")])
def test_findings_speak_three_languages(folder: Path, language: str, word: str) -> None:
    (folder / "answer.csv").write_text(OPEN)
    assert word in check(folder, "--language", language).output


def test_json_holds_the_same(folder: Path) -> None:
    (folder / "answer.csv").write_text(OPEN)
    report = json.loads(check(folder, "--json").output)
    assert report["is_proven"] is False
    (finding,) = report["findings"]
    assert finding["table"] == "answer"
    assert (finding["kind"], finding["situation"]) == ("gap", {"failure": "late", "days": "3"})
    assert finding["sentence"] == "Table answer: no rule fits where failure: late; days: 3."


def test_a_budget_too_small_leaves_a_question_open_and_proves_nothing(folder: Path) -> None:
    overlapping = OPEN.replace("c,lost,-", "c,lost,<20").replace("unique", "first") + "d,-,>10,x\n"
    (folder / "answer.csv").write_text(overlapping)
    (folder / "rulebook.toml").write_text(TOML.replace("unique", "first"))
    result = check(folder, "--budget", "1")
    assert result.exit_code == 1
    assert "not known" in result.output


@pytest.mark.parametrize(
    ("name", "text"),
    [("rulebook.toml", "name ="), ("rulebook.toml", 'name = "x"'), ("answer.csv", "id,say\na,b,c")],
)
def test_what_cannot_be_read_ends_with_2(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    result = check(folder)
    assert result.exit_code == 2
    assert "Error" in result.output


def test_a_folder_without_a_rulebook_ends_with_2(tmp_path: Path) -> None:
    assert check(tmp_path).exit_code == 2
    assert check(tmp_path / "nowhere").exit_code == 2


def test_neither_django_nor_numbers_are_loaded(folder: Path) -> None:
    code = (
        "import sys\nfrom amends.cli import main\n"
        f"try:\n    main(['rulebook', 'check', {str(folder)!r}])\n"
        "except SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not {name for name in loaded if name.split(".")[0] in {"django", "numpy", "z3", "babel"}}
