"""The tutorial "Write your first rule" is true: its rule, and what the check says of it."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from amends.app.commands.rulebook.language import translations
from amends.cli import main
from amends.core.rulebook.check import check
from amends.core.rulebook.check.words import sentence
from amends.policies import RETAIL
from amends.policies.folder import read_folder

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "write-your-first-rule.md"
TEXT = TUTORIAL.read_text("utf-8")
RULE = next(line for line in TEXT.splitlines() if line.startswith("visits_free,"))
SAID = re.findall(r"^✗ (.*)$", TEXT, re.MULTILINE)
"""What the tutorial says that the commands find, in order."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RETAIL, tmp_path / "my-rules"))


def findings(folder: Path) -> list[str]:
    return [
        sentence(finding, translations("en")) for finding in check(read_folder(folder)).findings
    ]


def with_rule(folder: Path, rule: str, *, last: bool = False) -> None:
    path = folder / "gestures.csv"
    *above, final = path.read_text("utf-8").splitlines()
    rows = [*above, final, rule] if last else [*above, rule, final]
    path.write_text("\n".join(rows) + "\n", "utf-8")


def replaced(folder: Path, old: str, new: str) -> None:
    path = folder / "stance.csv"
    text = path.read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("trusted,"))
    assert old in row
    path.write_text(text.replace(row, row.replace(old, new, 1)), "utf-8")


def test_the_rule_at_the_end_is_shadowed(folder: Path) -> None:
    with_rule(folder, RULE, last=True)
    assert findings(folder) == [SAID[0]]


def test_the_voucher_breaks_what_the_rulebook_promises(folder: Path) -> None:
    with_rule(folder, RULE)
    assert findings(folder) == [SAID[1]]


def test_the_treat_is_proven_and_contradicts_one_example(folder: Path) -> None:
    with_rule(folder, RULE.replace(",voucher,", ",treat,"))
    assert findings(folder) == []
    tried = CliRunner().invoke(main, ["rulebook", "examples", str(folder)])
    assert tried.output.splitlines() == [f"✗ {said}" for said in SAID[2:4]]
    path = folder / "gestures.examples.csv"
    text = path.read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("delivery_was_free,"))
    path.write_text(text.replace(row, row.replace("nothing,none", "visits_free,treat")), "utf-8")
    again = CliRunner().invoke(main, ["rulebook", "examples", str(folder)])
    assert again.output.strip() in TEXT


def test_the_hole_and_the_contradiction_are_found(folder: Path) -> None:
    replaced(folder, '"none, unconfirmed"', "unconfirmed")
    assert SAID[4] in findings(folder)
    replaced(folder, "unconfirmed", '"none, unconfirmed"')
    replaced(folder, "as_usual", "-")
    assert SAID[5] in findings(folder)
