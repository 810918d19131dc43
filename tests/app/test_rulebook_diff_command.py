"""`amends rulebook diff` over a history in a file, without server or database."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from amends.cli import main

TOML = """
name = "small"
version = "{version}"
[facts.days]
type = "number"
range = [0, 30]
step = 1
[facts.value]
type = "number"
range = [0, ""]
[facts.currency]
type = "string"
[tables.back]
hit = "first"
outputs = {{ amount_of = "string", amount_share = "number" }}
"""
ROWS = [(1, 10.1, "EUR"), (5, 20.2, "EUR"), (5, 30, "RUB"), (9, 40, "EUR"), (99, 50, "EUR")]


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    found = []
    for version, limit in (("1", 5), ("2", 6)):
        folder = tmp_path / version
        folder.mkdir()
        (folder / "rulebook.toml").write_text(TOML.format(version=version))
        rows = ["id,days,amount_of,amount_share", f"late,>={limit},value,0.5", "else,-,-,-"]
        (folder / "back.csv").write_text("\n".join(rows))
        found.append(str(folder))
    return found


def diff(*arguments: str):
    return CliRunner().invoke(main, ["rulebook", "diff", *arguments])


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl"])
def test_a_history_from_a_file(folders, tmp_path, kind):
    path = tmp_path / f"history.{kind}"
    listed = ", ".join(f"({days}, {value}, '{currency}')" for days, value, currency in ROWS)
    form = {"csv": "(header)", "parquet": "(format parquet)", "jsonl": "(format json)"}[kind]
    query = f"SELECT * FROM (VALUES {listed}) AS t(days, value, currency)"
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' {form}")
    result = diff(*folders, "--history", str(path), "--json")
    assert result.exit_code == 1, result.output
    said = json.loads(result.output)
    (box,) = said["boxes"]
    assert box["cells"] == {"days": "5"}
    assert (box["old"]["rules"], box["new"]["rules"]) == ([["late"]], [["else"]])
    assert box["cases"] == 2
    assert {currency: float(each) for currency, each in box["worth"].items()} == {
        "EUR": 20.2,
        "RUB": 30,
    }
    assert {currency: float(each) for currency, each in box["promised"]["old"].items()} == {
        "EUR": 10.1,
        "RUB": 15,
    }
    history = said["history"]
    assert (history["cases"], history["changed"], history["outside"]) == (5, 2, 1)


def test_the_same_rulebook_is_decided_alike_and_a_strange_file_is_refused(folders, tmp_path):
    same = diff(folders[0], folders[0])
    assert (same.exit_code, "Every situation is decided alike" in same.output) == (0, True)
    (tmp_path / "history.txt").write_text("days\n1\n")
    refused = diff(*folders, "--history", str(tmp_path / "history.txt"))
    assert (refused.exit_code, ".parquet" in refused.output) == (1, True)
    shutil.copy(tmp_path / "history.txt", tmp_path / "broken.parquet")
    broken = diff(*folders, "--history", str(tmp_path / "broken.parquet"))
    assert (broken.exit_code, "broken.parquet" in broken.output) == (1, True)
