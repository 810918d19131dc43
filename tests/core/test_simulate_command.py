"""The command `amends simulate`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.cli import main
from amends.simulate import SHARES


def simulate(*options: str) -> Result:
    return CliRunner().invoke(main, ["simulate", *options])


@pytest.fixture
def out(tmp_path: Path) -> str:
    return str(tmp_path / "town")


def test_writes_the_files_and_shows_what_is_in_them(out: str) -> None:
    result = simulate("--orders", "300", "--until", "2026-03-20", "--out", out)
    assert result.exit_code == 0, result.output
    assert "Simulated, nothing is real" in result.output
    assert "█" in result.output
    assert {p.name for p in Path(out).iterdir()} == {"events.jsonl", "truth.jsonl", "README.txt"}


def test_summary_as_json(out: str) -> None:
    result = simulate("--customers", "200", "--until", "2026-03-20", "--json", "--out", out)
    summary = json.loads(result.output)
    assert summary["simulated"] is True
    assert 150 <= sum(summary["customers"].values()) <= 260
    with (Path(out) / "events.jsonl").open() as lines:
        assert summary["events"] == sum(1 for _ in lines)


def test_a_start_and_days_leave_time_for_the_rest(out: str) -> None:
    options = ("--start", "2026-02-01", "--days", "10", "--until", "2026-03-20")
    assert simulate(*options, "--out", out, "--orders", "100").exit_code == 0
    lines = [json.loads(line) for line in (Path(out) / "events.jsonl").read_text().splitlines()]
    placed = [event["time"] for event in lines if event["type"] == "order.placed"]
    assert "2026-02-01" <= min(placed) <= max(placed) < "2026-02-11"


def test_help_names_every_share() -> None:
    text = simulate("--help").output
    assert all(f"{name}=" in text for name in SHARES)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--mix", "loss=0.1"], "'loss' is not a share that can be set (one of late_seller"),
        (["--mix", "lost"], "'lost' is not NAME=SHARE"),
        (["--mix", "lost=much"], "--mix lost: 'much' is not a share"),
        (["--mix", "lost=1.5"], "--mix lost: 1.5 is not a share (a number between 0 and 1)"),
        (["--mix", "lost=nan"], "--mix lost: nan is not a share"),
        (["--mix", "careless=0.6", "--mix", "blame_shifting=0.6"], "together at most 1"),
        (["--orders", "0"], "--orders: has to be between 1 and"),
        (["--orders", "10"], "--waiting: has to be between 0 and the number of orders"),
        (["--days", "3"], "--days: has to be at least 8"),
        (["--orders", "9", "--customers", "9"], "--orders, --customers: give one of both"),
        (["--until", "tomorrow"], "--until: 'tomorrow' is not a day or a moment"),
        (["--until", "2026-03-20T12:00"], "is not a day or a moment"),
        (["--until", "2999-01-01"], "--until: lies in the future"),
        (["--start", "2026-03-21", "--until", "2026-03-20"], "--start: has to be before --until"),
        (["--seed", "-1"], "--seed: has to be 0 or more"),
        (["--town", "atlantis"], "'atlantis' is not one of"),
    ],
)
def test_bad_options_are_explained(options: list[str], said: str, out: str) -> None:
    result = simulate(*options, "--out", out)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert not Path(out).exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = simulate("--out", str(tmp_path / "file" / "town"), "--orders", "50")
    assert result.exit_code == 1
    assert str(tmp_path / "file") in result.output
