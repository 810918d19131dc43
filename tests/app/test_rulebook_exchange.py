"""`amends rulebook tck`, `import` and `export`."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from amends.app.commands.rulebook import rulebook
from amends.policies import RETAIL
from amends.policies.folder import read_folder

CASES = Path(__file__).parents[1] / "core" / "dmn_cases"


def run(*arguments: object):
    return CliRunner().invoke(rulebook, [str(argument) for argument in arguments])


def test_the_kits_cases_run_and_are_reported_in_its_form(tmp_path: Path):
    done = run("tck", CASES, "--out", tmp_path)
    assert (done.exit_code, done.output) == (0, "13 of 13 cases pass\n")
    lines = (tmp_path / "tck_results.csv").read_text().splitlines()
    assert lines[0] == '"dmn_cases","lending","001","SUCCESS",""'
    assert "product.name=Amends" in (tmp_path / "tck_results.properties").read_text()


def test_a_case_that_fails_ends_with_one(tmp_path: Path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "x-test-01.xml").write_text(
        '<testCases><modelName>x.dmn</modelName><testCase id="1"/></testCases>'
    )
    done = run("tck", tmp_path)
    assert done.exit_code == 1
    assert "0 of 1 cases pass" in done.output


@pytest.mark.parametrize("kind", ["dmn", "xlsx"])
def test_the_shipped_rulebook_goes_out_and_comes_in(tmp_path: Path, kind: str):
    file = tmp_path / f"retail.{kind}"
    assert run("export", file).exit_code == 0
    done = run("import", file, "--out", tmp_path / "again")
    assert (done.exit_code, done.stderr) == (0, "")
    first, again = read_folder(RETAIL), read_folder(tmp_path / "again")
    assert again.declared == first.declared
    outputs = [[rule.outputs for rule in table.rules] for table in first.tables]
    assert [[rule.outputs for rule in table.rules] for table in again.tables] == outputs
    out = run("export", tmp_path / "again", tmp_path / f"twice.{kind}")
    assert out.output == f"{first.name} {first.version} is in {tmp_path}/twice.{kind}\n"


@pytest.mark.parametrize(
    ("language", "left_out", "tables", "goes"),
    [
        ("en", "not taken over", "tables in", "is in"),
        ("ru", "не перенесено", "таблиц в", "записан в"),
        ("mn", "авагдаагүй", "дахь хүснэгт", "файлд байна"),
    ],
)
def test_going_out_and_coming_in_is_told_in_three_languages(
    tmp_path: Path, language: str, left_out: str, tables: str, goes: str
):
    speak = ("--language", language)
    out = run("export", tmp_path / "a.dmn", *speak)
    assert goes in out.stdout
    model = (tmp_path / "a.dmn").read_text("utf-8")
    strange = '<decision id="odd" name="odd"><variable name="odd"/></decision>'
    (tmp_path / "a.dmn").write_text(model.replace("</definitions>", f"{strange}</definitions>"))
    done = run("import", tmp_path / "a.dmn", "--out", tmp_path / "b", *speak)
    assert done.exit_code == 0, done.output
    assert left_out in done.stderr
    assert tables in done.stdout


def test_a_rulebook_is_not_replaced_unasked(tmp_path: Path):
    run("export", tmp_path / "a.xlsx")
    arguments = ("import", tmp_path / "a.xlsx", "--out", tmp_path / "b")
    assert run(*arguments).exit_code == 0
    again = run(*arguments)
    assert again.exit_code == 2
    assert "--replace" in again.output
    assert run(*arguments, "--replace").exit_code == 0


def test_what_is_not_taken_over_is_named(tmp_path: Path):
    done = run("import", CASES / "lending" / "lending.dmn", "--out", tmp_path / "x")
    assert done.exit_code == 2
    assert "Required monthly installment: it is no decision table" in done.output
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import", "none.dmn"), "none.dmn: the file cannot be read: No such file"),
        (("import", "a.txt"), "a .dmn or an .xlsx"),
        (("export", "a.txt"), "a .dmn or an .xlsx"),
        (("export", "no/such/folder/a.dmn"), "No such file"),
        (("export", "a", "b", "c.dmn"), "a folder and a file"),
        (("export", "nowhere", "c.dmn"), "cannot be read"),
    ],
)
def test_wrong_calls_say_what_is_wrong(arguments: tuple[str, ...], says: str):
    done = run(*arguments)
    assert done.exit_code == 2
    assert says in done.output


def test_a_table_cannot_be_named_out_of_the_folder(tmp_path: Path):
    import openpyxl

    run("export", tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for sheet in ("tables", "outputs"):
        for (cell,) in workbook[sheet].iter_rows(min_row=2, max_col=1):
            cell.value = "../evil" if cell.value == "delivery" else cell.value
    workbook.save(tmp_path / "a.xlsx")
    done = run("import", tmp_path / "a.xlsx", "--out", tmp_path / "b")
    assert done.exit_code == 2
    assert "'../evil' cannot be the name of a file" in done.output
    assert not (tmp_path / "b").exists()
