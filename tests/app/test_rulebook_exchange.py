"""`amends rulebook tck`, `import` and `export`."""

from pathlib import Path

from click.testing import CliRunner

from amends.app.commands.rulebook import rulebook

CASES = Path(__file__).parents[1] / "core" / "dmn_cases"


def run(*arguments: object):
    return CliRunner().invoke(rulebook, [str(argument) for argument in arguments])


def test_the_kits_cases_run_and_are_reported_in_its_form(tmp_path: Path):
    done = run("tck", CASES, "--out", tmp_path)
    assert (done.exit_code, done.output) == (0, "9 of 9 cases pass\n")
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
