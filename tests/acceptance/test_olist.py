"""Real orders: what the report says is what an independent count of the files says.

The count reads the CSV files with the standard library and none of our code. The same is then done
on files of the same shape that were made worse: rows dropped and repeated, dates shifted, other
line ends, fields in quotes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from amends.app.ledger.models import Case, Message, Quarantined
from amends.cli import main
from tests.support.feed import fingerprints

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

AS_OF = date(2018, 11, 1)
MAPPING = Path(__file__).resolve().parents[2] / "examples" / "olist.sql"
FILES = ("orders", "customers", "order_items", "order_payments")
Rows = list[dict[str, str]]
Export = dict[str, Rows]


@pytest.fixture(autouse=True)
def booted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands run within the test, on the test's own database."""
    for name in ("load", "report"):
        monkeypatch.setattr(f"amends.app.commands.{name}.ready", lambda: None)


# --- the independent count ------------------------------------------------------------------------


def count(orders: Rows, as_of: date) -> dict[str, int]:
    """Orders by how they ended as of the end of a day, straight from the file's columns."""
    ended: Counter[str] = Counter()
    seen: set[str] = set()
    for order in orders:
        if order["order_id"] in seen:
            continue
        seen.add(order["order_id"])
        ended["orders"] += 1
        ended[_end(order, as_of)] += 1
    return dict(ended)


def _end(order: dict[str, str], as_of: date) -> str:
    promised = date.fromisoformat(order["order_estimated_delivery_date"][:10])
    came = order["order_delivered_customer_date"][:10]
    if order["order_status"] in ("canceled", "unavailable"):
        return "called_off"
    if came and date.fromisoformat(came) <= as_of:
        return "late" if date.fromisoformat(came) > promised else "kept"
    if order["order_status"] == "delivered" and not came:
        return "unknown"
    return "undelivered" if promised < as_of else "open"


def count_late(export: Export, as_of: date) -> dict[str, int]:
    """Late deliveries by who was late: the seller handed over after the last shipping limit, or
    the carrier."""
    limits: dict[str, str] = {}
    for item in export["order_items"]:
        known = limits.get(item["order_id"], "")
        limits[item["order_id"]] = max(known, item["shipping_limit_date"])
    found: Counter[str] = Counter()
    for order in {each["order_id"]: each for each in reversed(export["orders"])}.values():
        if _end(order, as_of) == "late":
            handed = order["order_delivered_carrier_date"]
            limit = limits.get(order["order_id"], "")
            found["seller" if handed and limit and handed > limit else "carrier"] += 1
    return dict(found)


def reported(report: dict[str, Any]) -> dict[str, int]:
    """The same numbers as the report has them."""
    states = report["promises"].get("delivered_by", {})
    found = {
        "orders": report["orders"]["total"],
        **{state: states.get(state, 0) for state in ("kept", "unknown", "open")},
        **{kind: report["failures"].get(kind, 0) for kind in ("late", "undelivered", "called_off")},
    }
    assert sum(report["failures"].values()) == states.get("broken", 0)
    return {name: number for name, number in found.items() if number}


# --- running the commands -------------------------------------------------------------------------


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def load(folder: Path) -> str:
    return run("load", "query", str(MAPPING), "--data", str(folder), "--as-of", str(AS_OF))


def report(*options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("report", "--json", *options))
    return found


def read(folder: Path) -> Export:
    return {name: list(_read_one(folder / f"{name}.csv.gz")) for name in FILES}


def _read_one(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# --- the files as given ---------------------------------------------------------------------------


def test_the_report_says_what_the_files_say(shared_data: Path) -> None:
    expected = {
        "orders": 4757,
        "kept": 2772,
        "late": 201,
        "undelivered": 1017,
        "called_off": 762,
        "unknown": 5,
    }
    folder = shared_data / "olist"
    assert count(read(folder)["orders"], AS_OF) == expected
    load(folder)
    assert reported(report()) == expected
    assert reported(report("--as-of", str(AS_OF))) == expected
    _who_was_late(count_late(read(folder), AS_OF))
    assert not Quarantined.objects.exists()
    assert Case.objects.filter(history=True).count() == 201 + 1017 + 762
    assert not Message.objects.exists()
    _loading_twice_changes_nothing(folder)
    _no_job_was_queued()


def _who_was_late(expected: dict[str, int]) -> None:
    for found in (report(), report("--as-of", str(AS_OF))):
        assert found["responsibility"].get("late", {}) == expected
        for failure, parties in found["responsibility"].items():
            assert sum(parties.values()) == found["failures"][failure]


def _loading_twice_changes_nothing(folder: Path) -> None:
    before = fingerprints()
    assert "0 events recorded" in load(folder)
    assert fingerprints() == before


def _no_job_was_queued() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_any_day_of_the_history_can_be_reported(shared_data: Path) -> None:
    """Up to the hours by which the customers' clocks are behind: between this day and the last."""
    folder = shared_data / "olist"
    load(folder)
    orders = read(folder)["orders"]
    for day in ("2017-06-30", "2018-03-01", "2018-08-17"):
        as_of = date.fromisoformat(day)
        found = reported(report("--as-of", day))
        before, by_then = (_so_far(orders, end) for end in (as_of - timedelta(days=1), as_of))
        for name in ("orders", "late", "kept"):
            assert before[name] <= found[name] <= by_then[name], (day, name)


def _so_far(orders: Rows, as_of: date) -> dict[str, int]:
    """How many orders were placed, and ended, by the end of that day on the customers' clocks."""
    placed = [each for each in orders if each["order_purchase_timestamp"][:10] <= str(as_of)]
    return count(placed, as_of)


# --- files of the same shape, made worse ----------------------------------------------------------


def dropped(export: Export, chance: random.Random) -> None:
    """Rows are missing everywhere, also the buyers and baskets of orders that are there."""
    for name in FILES:
        export[name] = [row for row in export[name] if chance.random() > 0.15]


def shifted(export: Export, chance: random.Random) -> None:
    """Promised and real days move, some past the day of the report."""
    for order in export["orders"]:
        for column in ("order_estimated_delivery_date", "order_delivered_customer_date"):
            if order[column] and chance.random() < 0.3:
                order[column] = _moved(order[column], days=chance.randint(-20, 90))


def _moved(text: str, *, days: int) -> str:
    moved = datetime.fromisoformat(text) + timedelta(days=days)
    return str(moved.date()) if len(text) == 10 else str(moved)


def repeated(export: Export, chance: random.Random) -> None:
    """Rows come twice, and no longer in their order."""
    for name in FILES:
        export[name] += chance.sample(export[name], len(export[name]) // 10)
        chance.shuffle(export[name])


def with_times(export: Export, chance: random.Random) -> None:
    """The promised day is written as a moment at midnight, as in the full data set."""
    for order in export["orders"]:
        order["order_estimated_delivery_date"] += " 00:00:00"


def statuses(export: Export, chance: random.Random) -> None:
    """Statuses change as they like, dates are taken away."""
    some = ("canceled", "unavailable", "delivered", "shipped", "created")
    for order in export["orders"]:
        if chance.random() < 0.3:
            order["order_status"] = chance.choice(some)
        if chance.random() < 0.1:
            order["order_approved_at"] = order["order_delivered_carrier_date"] = ""


def untouched(export: Export, chance: random.Random) -> None:
    """Only the writing differs."""


WRITING: dict[str, dict[str, Any]] = {
    "plain": {"lineterminator": "\n"},
    "crlf": {"lineterminator": "\r\n"},
    "quoted": {"lineterminator": "\n", "quoting": csv.QUOTE_ALL},
    "quoted crlf": {"lineterminator": "\r\n", "quoting": csv.QUOTE_ALL},
}


def write(export: Export, folder: Path, *, packed: bool, **style: Any) -> None:
    for name, rows in export.items():
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), **style)
        writer.writeheader()
        writer.writerows(rows)
        raw = text.getvalue().encode()
        path = folder / (f"{name}.csv.gz" if packed else f"{name}.csv")
        path.write_bytes(gzip.compress(raw, 1) if packed else raw)


@pytest.mark.parametrize(
    ("made_worse", "writing", "packed"),
    [
        (untouched, "quoted crlf", True),
        (dropped, "plain", True),
        (shifted, "crlf", False),
        (repeated, "quoted", True),
        (with_times, "plain", False),
        (statuses, "quoted crlf", True),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_other_files_of_the_same_shape(
    shared_data: Path,
    tmp_path: Path,
    made_worse: Callable[[Export, random.Random], None],
    writing: str,
    packed: bool,
    seed: int,
) -> None:
    chance = random.Random(seed)
    export = read(shared_data / "olist")
    some = {each["order_id"] for each in chance.sample(export["orders"], 1200)}
    export["orders"] = [each for each in export["orders"] if each["order_id"] in some]
    made_worse(export, chance)
    write(export, tmp_path, packed=packed, **WRITING[writing])
    load(tmp_path)
    assert reported(report()) == count(export["orders"], AS_OF)
    assert reported(report("--as-of", str(AS_OF))) == count(export["orders"], AS_OF)
    _who_was_late(count_late(export, AS_OF))
    _loading_twice_changes_nothing(tmp_path)


def test_a_row_that_is_not_understood_is_kept_and_the_rest_is_right(
    shared_data: Path, tmp_path: Path
) -> None:
    export = read(shared_data / "olist")
    export["orders"] = export["orders"][:200]
    export["orders"][0]["order_purchase_timestamp"] = "yesterday"
    export["orders"][1]["order_purchase_timestamp"] = ""
    export["orders"][2]["order_estimated_delivery_date"] = "2018-13-01"
    write(export, tmp_path, packed=True, lineterminator="\n")
    assert "in quarantine" in load(tmp_path)
    assert report()["orders"]["total"] == 197
    assert set(Quarantined.objects.values_list("field", flat=True)) == {
        "time",
        "data.promises[0].due",
    }
