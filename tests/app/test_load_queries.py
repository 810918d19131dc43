"""Loading a shop's own export through a DuckDB query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.app.ledger.models import Event, Journal, Order, Promise, Quarantined
from amends.cli import main
from tests.support.feed import fingerprints, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("booted")]

EXPORT = """number,placed,due,came,zone
o1,2026-11-01 10:00:00,2026-11-05,2026-11-04 09:00:00,Europe/Moscow
o2,2026-11-01 10:00:00,2026-11-05,2026-11-06 00:30:00,Europe/Moscow
o3,2026-11-01 10:00:00,2026-11-05,,Europe/Moscow
"""
QUERY = """
CREATE TEMP VIEW export AS FROM read_csv('orders.csv', all_varchar = true);
SELECT 'placed/' || number AS id, 'shop' AS source, 'order.placed' AS type,
       placed::TIMESTAMP AS time, zone AS time_zone, number AS subject,
       {'customer': {'id': 'c1', 'time_zone': zone}, 'currency': 'EUR', 'total': '5.00',
        'promises': [{'kind': 'delivered_by', 'due': due::DATE}]} AS data
FROM export
UNION ALL BY NAME
SELECT 'came/' || number AS id, 'shop' AS source, 'parcel.delivered' AS type,
       came::TIMESTAMP AS time, zone AS time_zone, number AS subject
FROM export WHERE came IS NOT NULL
"""
Run = Callable[..., Result]


@pytest.fixture
def load(tmp_path: Path) -> Run:
    """Write the query and the export, and load them."""

    def run(query: str = QUERY, *options: str, export: str = EXPORT) -> Result:
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        file = data / "orders.csv"
        if not file.exists() or file.read_text() != export:
            file.write_text(export)
        path = tmp_path / "shop.sql"
        path.write_text(query)
        return CliRunner().invoke(main, ["load", "query", str(path), "--data", str(data), *options])

    return run


def row(**changes: str) -> str:
    """A query for one event, each column given as SQL."""
    columns = {
        "id": "'k'",
        "source": "'shop'",
        "type": "'order.approved'",
        "time": "'2026-11-01T10:00:00Z'",
        "subject": "'o1'",
    }
    return "SELECT " + ", ".join(f"{sql} AS {name}" for name, sql in (columns | changes).items())


def test_rows_become_events(load: Run) -> None:
    result = load(QUERY, "--as-of", "2026-11-10")
    assert result.exit_code == 0, result.output
    assert "5 events recorded" in result.output
    assert standing("delivered_by", "o1") == ("kept", "")
    assert standing("delivered_by", "o2") == ("broken", "late")
    assert standing("delivered_by", "o3") == ("broken", "undelivered")
    assert Order.objects.filter(history=True).count() == 3


def test_running_it_twice_changes_nothing(load: Run) -> None:
    load(QUERY, "--as-of", "2026-11-10")
    before = fingerprints()
    assert "0 events recorded, 5 known already" in load(QUERY, "--as-of", "2026-11-10").output
    assert fingerprints() == before


def test_a_later_export_adds_what_is_new(load: Run) -> None:
    load(QUERY, "--as-of", "2026-11-10")
    later = EXPORT.replace("2026-11-05,,", "2026-11-05,2026-11-09 12:00:00,")
    result = load(QUERY, "--as-of", "2026-11-10", export=later)
    assert "1 events recorded, 5 known already" in result.output
    assert standing("delivered_by", "o3") == ("broken", "late")
    assert Promise.objects.count() == 3


@pytest.mark.parametrize(
    ("time", "zone", "utc"),
    [
        ("TIMESTAMP '2026-11-01 10:00:00'", "'Europe/Moscow'", "2026-11-01T07:00:00+00:00"),
        ("'2026-11-01 10:00:00'", "'Europe/Moscow'", "2026-11-01T07:00:00+00:00"),
        ("'2026-11-01T10:00:00+01:00'", "'Europe/Moscow'", "2026-11-01T09:00:00+00:00"),
        ("TIMESTAMPTZ '2026-11-01 10:00:00+02'", "NULL", "2026-11-01T08:00:00+00:00"),
        ("DATE '2026-11-01'", "'Europe/Moscow'", "2026-10-31T21:00:00+00:00"),
        # An hour that comes twice is the later one; in one that never comes, the clock before it.
        ("TIMESTAMP '2018-02-17 23:30:00'", "'America/Sao_Paulo'", "2018-02-18T02:30:00+00:00"),
        ("TIMESTAMP '2017-10-15 00:30:00'", "'America/Sao_Paulo'", "2017-10-15T03:30:00+00:00"),
    ],
)
def test_times_without_a_zone_are_read_on_the_rows_clock(
    load: Run, time: str, zone: str, utc: str
) -> None:
    result = load(row(time=time, time_zone=zone))
    assert "1 events recorded" in result.output
    assert Event.objects.get().time == datetime.fromisoformat(utc).astimezone(UTC)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"time": "TIMESTAMP '2026-11-01 10:00:00'"}, "naive_time"),
        ({"time": "TIMESTAMP '2026-11-01 10:00:00'", "time_zone": "'Mars'"}, "bad_event"),
        ({"time": "'soon'", "time_zone": "'UTC'"}, "bad_event"),
        ({"time": "NULL"}, "bad_event"),
        ({"id": "NULL"}, "bad_event"),
        ({"type": "'order.lost'"}, "unknown_type"),
        ({"data": "'{broken'"}, "not_json"),
        ({"data": "{'promises': [{'kind': 'magic'}]}"}, "unknown_promise"),
    ],
)
def test_a_bad_row_is_kept_with_its_reason(load: Run, columns: dict[str, str], code: str) -> None:
    result = load(row(**columns))
    assert "0 events recorded, 0 known already, 1 of 1 in quarantine" in result.output
    bad = Quarantined.objects.get()
    assert bad.code == code
    assert bad.where.startswith("shop.sql: ")


def test_rows_that_contradict_each_other_are_all_kept(load: Run) -> None:
    rows = [row(data=f"{{'n': {number}}}") for number in range(3)]
    load(" UNION ALL ".join(rows))
    assert (Event.objects.count(), Quarantined.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT 1 AS\n  id frm x", "shop.sql, line 2"),
        ("SELECT\n nothing AS id", "shop.sql, line 2"),
        ("", "the last statement is no SELECT"),
        ("SELECT 1 AS id", "missing: source, type, time, subject"),
        (row(colour="'red'"), "unknown: colour"),
        ("SELECT * FROM 'nowhere.csv'", "nowhere.csv"),
        ("SELECT 'x'::INT AS id, * EXCLUDE (id) FROM (" + row() + ")", "Could not convert"),
        ("COPY (SELECT 1) TO 'x.csv'; " + row(), "COPY is not allowed here"),
        ("ATTACH 'x.db'; " + row(), "ATTACH is not allowed here"),
        ("INSTALL httpfs; " + row(), "LOAD is not allowed here"),
        ("SELECT * FROM read_text('/etc/hostname')", "only the files of the --data folder"),
        ("SELECT * FROM read_text('../shop.sql')", "only the files of the --data folder"),
        ("SELECT * FROM 'https://example.com/x.csv'", "only the files of the --data folder"),
        ("SET enable_external_access = true; " + row(), "locked"),
        ("SELECT * FROM read_xlsx('x.xlsx')", "save the sheet as CSV"),
    ],
)
def test_a_bad_query_says_what_and_where(load: Run, query: str, says: str) -> None:
    result = load(query)
    assert result.exit_code == 1, result.output
    assert says in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert not Event.objects.exists()


def test_nothing_is_written_beside_the_export(load: Run, tmp_path: Path) -> None:
    load()
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["orders.csv"]


def test_a_query_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "shop.sql"
    path.write_bytes(b"SELECT '\xe9'")
    result = CliRunner().invoke(main, ["load", "query", str(path), "--data", str(tmp_path)])
    assert "byte 9 is not UTF-8" in result.output


def test_a_mended_query_settles_what_the_first_one_left_in_quarantine(load: Run) -> None:
    wrong = load(QUERY.replace("'5.00'", "'five'"))
    assert wrong.exit_code == 0
    assert "3 of 5 in quarantine" in wrong.output
    assert load(QUERY).exit_code == 0
    assert set(Quarantined.objects.values_list("state", "settled_by")) == {("replayed", "system")}
    row = Quarantined.objects.select_related("event").get(raw__contains="placed/o1")
    assert row.event is not None
    assert row.event.key == "placed/o1"
    assert Journal.objects.filter(action="quarantine came again").count() == 3


def test_what_has_nothing_understood_ends_with_a_status_of_its_own(load: Run) -> None:
    result = load(row(type="'order.unheard_of'"))
    assert result.exit_code == 3
    assert "all 1 were refused" in result.output
    assert "1 of 1 in quarantine" in result.output


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("number,name\n1,Ana\n2,Jos\xe9\n".encode("latin-1"), "orders.csv row 3: it is not UTF-8"),
        (b"number,name,total\n1,Ana,5\n2,Jo", "orders.csv row 3: its rows do not all have"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "orders.csv").write_bytes(content)
    query = tmp_path / "shop.sql"
    read = "read_csv('orders.csv', header = true, delim = ',', quote = '\"', all_varchar = true)"
    query.write_text(f"SELECT number AS id, 's' AS source, name AS type, FROM {read}")
    result = CliRunner().invoke(main, ["load", "query", str(query), "--data", str(data)])
    assert result.exit_code == 1
    [line] = [each for each in result.output.splitlines() if each.startswith("Error")]
    assert says in line
    assert "Possible" not in result.output
    assert "Candidates" not in result.output
