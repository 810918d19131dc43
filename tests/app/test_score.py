"""What Amends found, held against the truth of a simulated town that it never saw."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from amends.app.actions.record import receive
from amends.cli import main
from amends.simulate import Settings, write_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("booted")]
UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    settings = Settings(until=UNTIL, start=start, orders=300, days=18, waiting=10, seed=7)
    write_town(settings, tmp_path)
    lines = (tmp_path / "events.jsonl").read_text("utf-8").splitlines()
    receive([json.loads(line) for line in lines], now=UNTIL, as_of=UNTIL)
    return tmp_path


def score(*options: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["score", *options])
    assert result.exit_code == code, result.output
    return result


def test_every_claim_of_the_truth_is_found_and_no_honest_one_is_contradicted(town: Path) -> None:
    found: dict[str, Any] = json.loads(score(str(town), "--json").output)
    claims = found["claims"]
    truth = (town / "truth.jsonl").read_text("utf-8").splitlines()
    told = [row for row in map(json.loads, truth) if row["truth"] == "claim"]
    assert claims["claims"] == len(told) > 0
    verdicts = {verdict for row in claims["confusion"].values() for verdict in row}
    assert "missing" not in verdicts
    assert claims["wrongly_contradicted"] == []


def test_it_is_drawn_for_people(town: Path) -> None:
    shown = score(str(town)).output
    assert "Verdicts on claims" in shown
    assert "█" in shown


def test_a_packed_truth_is_read_too(town: Path) -> None:
    packed = town / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress((town / "truth.jsonl").read_bytes()))
    assert score(str(packed), "--json").output == score(str(town), "--json").output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no json\n", "row 1"),
        ('{"type": "order.placed"}\n', "tells no truth"),
        ("", "holds no truth"),
    ],
)
def test_what_is_no_truth_is_refused_with_the_row(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "truth.jsonl"
    file.write_text(text, "utf-8")
    assert told in score(str(file), code=1).output
