"""Loading files: what goes wrong with files, and going on where a load was stopped."""

from __future__ import annotations

import gzip
import json
import threading
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db.backends.base.base import BaseDatabaseWrapper

from amends.app.actions import file_loads, loads, policy
from amends.app.actions.ingest import files
from amends.app.actions.ingest.files import BadFile, EventFile
from amends.app.actions.record import judge_heard_of, record_reading
from amends.app.ledger.models import (
    Case,
    Event,
    Failure,
    Load,
    NamedOrder,
    Order,
    Promise,
    Quarantined,
)
from amends.cli import main
from amends.core.wording.reasons import worded
from tests.support.feed import Raw, event, fingerprints, placed, standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("booted")]


def lines(*rows: Raw | bytes) -> bytes:
    return b"".join((r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n" for r in rows)


def story(count: int = 3) -> list[Raw]:
    orders = [placed(f"o{number}", due="2026-11-12") for number in range(count)]
    return orders + [event("parcel.delivered", f"o{number}") for number in range(count)]


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Result]:
    """Write the bytes into a file and load it."""

    def run(content: bytes, *options: str, name: str = "events.jsonl") -> Result:
        path = tmp_path / name
        path.write_bytes(content)
        return CliRunner().invoke(main, ["load", "events", str(path), *options])

    return run


def test_a_file_is_loaded_judged_and_summed_up(load: Callable[..., Result]) -> None:
    result = load(lines(*story()), "--as-of", "2026-11-21")
    assert result.exit_code == 0, result.output
    assert "6 events recorded" in result.output
    assert "3 orders judged, 3 new failures" in result.output
    assert standing("delivered_by", "o0") == ("broken", "late")
    assert list(Failure.objects.values_list("kind", flat=True)) == ["late"] * 3
    assert Case.objects.filter(history=True).count() == 3
    assert not NamedOrder.objects.exists()


def test_the_thread_that_reads_ahead_asks_no_database(
    load: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would close the connection that Django opens for it."""
    asked: list[threading.Thread] = []
    connect = BaseDatabaseWrapper.connect

    def noted(self: BaseDatabaseWrapper) -> None:
        asked.append(threading.current_thread())
        connect(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "connect", noted)
    policy.forget_policy()
    load(lines(*story()))
    assert [thread for thread in asked if thread is not threading.main_thread()] == []


def test_no_failure_is_found_in_the_middle_of_a_file(
    load: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A live load judges at its end too: the parcels of the next batch are not late."""
    monkeypatch.setattr(loads, "BATCH_ROWS", 2)
    monkeypatch.setattr(loads, "JUDGE_ORDERS", 2)
    load(lines(*[placed(f"o{n}", due="2026-11-20") for n in range(3)], *story()[3:]))
    assert not Failure.objects.exists()
    assert Promise.objects.filter(state="kept").count() == 3


@pytest.mark.parametrize("as_of", [["--as-of", "2026-11-21"], []])
def test_loading_twice_changes_nothing(load: Callable[..., Result], as_of: list[str]) -> None:
    content = lines(*story(), b"{broken", *story()[:1])
    load(content, *as_of)
    before = fingerprints()
    result = load(content, *as_of)
    assert result.exit_code == 0, result.output
    assert fingerprints() == before


def test_a_live_file_that_was_loaded_says_so(load: Callable[..., Result]) -> None:
    load(lines(*story()))
    assert "loaded on" in load(lines(*story())).output


def test_a_history_can_be_judged_as_of_another_day(load: Callable[..., Result]) -> None:
    load(lines(*story()), "--as-of", "2026-11-21")
    load(lines(*story()), "--as-of", "2026-11-15")
    assert standing("delivered_by", "o0") == ("broken", "undelivered")
    load(lines(*story()), "--as-of", "2026-11-12")
    assert standing("delivered_by", "o0") == ("open", "")
    assert Event.objects.count() == 6


@pytest.mark.parametrize("stop_after", [1, 2, 3])
@pytest.mark.parametrize("as_of", [["--as-of", "2026-11-21"], []])
def test_a_load_that_was_killed_goes_on(
    load: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    stop_after: int,
    as_of: list[str],
) -> None:
    monkeypatch.setattr(loads, "BATCH_ROWS", 2)
    calls: list[int] = []

    def dies(reading: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == stop_after:
            raise KeyboardInterrupt
        return record_reading(reading, **options)

    monkeypatch.setattr(loads, "record_reading", dies)
    assert load(lines(*story()), *as_of).exit_code != 0
    monkeypatch.setattr(loads, "record_reading", record_reading)
    result = load(lines(*story()), *as_of)
    assert result.exit_code == 0, result.output
    assert f"{8 - 2 * stop_after} events recorded, 0 known" in result.output
    assert Promise.objects.filter(failure_kind="late").count() == 3
    loaded = Load.objects.get()
    assert (loaded.recorded, loaded.repeated, loaded.position) == (6, 0, 6)


def test_a_load_that_was_killed_while_judging_goes_on(
    load: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loads, "JUDGE_ORDERS", 1)
    judging = judge_heard_of
    calls: list[int] = []

    def dies(*some: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return judging(*some, **options)

    monkeypatch.setattr(loads, "judge_heard_of", dies)
    load(lines(*story()), "--as-of", "2026-11-21")
    assert NamedOrder.objects.count() == 2
    monkeypatch.setattr(loads, "judge_heard_of", judging)
    load(lines(*story()), "--as-of", "2026-11-21")
    assert Failure.objects.filter(kind="late").count() == 3
    assert not NamedOrder.objects.exists()


def test_two_processes_do_not_load_the_same_file(load: Callable[..., Result]) -> None:
    begun = Load.objects.create(kind="events", name="x", digest="d", started_at=datetime.now(UTC))
    assert loads.LoadBusy.code == "load_busy"
    with loads.alone(begun):
        pass  # the same session may enter again; another one is refused by the advisory lock


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "0 events recorded"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (gzip.compress(lines(*story()))[:-20], "the compressed data ends too early"),
        (gzip.compress(lines(*story()))[:-8] + b"12345678", "the compressed data is damaged"),
        (gzip.compress(b"x" * 200, mtime=0)[:14] + b"\xff" * 20, "the compressed data is damaged"),
        (b"\x00\x01\x02" * 100, "this is not text"),
        (json.dumps(placed()).encode("utf-16"), "this looks like UTF-16"),
        (b"PK\x03\x04rest", "this looks like ZIP"),
        (b"PAR1....", "this looks like Parquet"),
    ],
)
def test_a_file_that_is_none_says_what_it_is(
    load: Callable[..., Result], content: bytes, says: str
) -> None:
    result = load(content)
    assert says in result.output
    assert "events.jsonl" in result.output
    assert result.exit_code == (0 if "recorded" in says else 1)


def test_a_name_that_says_gzip_must_be_gzip(load: Callable[..., Result]) -> None:
    assert "the content does not" in load(lines(*story()), name="events.jsonl.gz").output
    assert load(gzip.compress(lines(*story())), name="other.jsonl.gz").exit_code == 0
    assert Event.objects.count() == 6


def test_what_came_before_a_fault_is_loaded_and_judged(load: Callable[..., Result]) -> None:
    content = gzip.compress(lines(*story()))
    result = load(content[:-8] + b"12345678", "--as-of", "2026-11-21")
    assert result.exit_code == 1
    assert "6 events recorded" in result.output
    assert "after row 6" in result.output
    assert Failure.objects.count() == 3
    assert Load.objects.get().finished_at is None


def test_a_truncated_file_goes_on_when_it_is_whole(load: Callable[..., Result]) -> None:
    whole = lines(*story())
    assert load(whole[:-30]).exit_code == 0
    assert Quarantined.objects.get().where == "events.jsonl: row 6"
    load(whole)
    assert Event.objects.count() == 6


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (b"{broken", "event", "not_json"),
        (b"[1]", "event", "bad_event"),
        (b'"\xff"', "event", "not_utf8"),
        ("{'é'}".encode("latin-1"), "event", "not_utf8"),
        (b'{"id": "' + b"x" * 2**20 + b'"}', "event", "too_long"),
        (b"[" * 40 + b"]" * 40, "event", "too_deep"),
        (b'{"data": {"a": "\\u0000"}}', "event", "nul_character"),
        (b'{"data": {"\\u0000": 1}}', "event", "nul_character"),
        (b'{"n": NaN}', "event", "not_json"),
        (json.dumps(event("parcel.lost", at="2099-01-01T00:00:00Z")).encode(), "time", ""),
        (json.dumps(event("parcel.lost") | {"subject": ""}).encode(), "subject", ""),
    ],
)
def test_a_bad_row_names_itself_and_stops_nobody(
    load: Callable[..., Result], row: bytes, field: str, code: str
) -> None:
    result = load(lines(placed("a"), row, placed("b")))
    assert result.exit_code == 0, result.output
    assert "2 events recorded, 0 known already, 1 of 3 in quarantine" in result.output
    bad = Quarantined.objects.get()
    assert (bad.where, bad.field) == ("events.jsonl: row 2", field)
    assert code in (bad.code, "")
    assert Order.objects.count() == 2


def test_wrong_encoding_names_the_byte(load: Callable[..., Result]) -> None:
    load(b'{"id": "caf\xe9"}\n')
    row = Quarantined.objects.get()
    assert "byte 12 (0xe9)" in worded(row.reason, row.values, NullTranslations())


def test_a_file_of_something_else_is_not_read_to_its_end(
    load: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_loads, "FIRST_ROWS", 10)
    result = load(b"order,customer\n" * 1000)
    assert result.exit_code == 1
    assert "none of the first 10 rows is JSON" in result.output
    assert Quarantined.objects.count() == 10


def test_rows_may_end_as_they_like(load: Callable[..., Result]) -> None:
    rows = [json.dumps(each).encode() for each in story()]
    load(b"\xef\xbb\xbf" + b"\r\n".join(rows[:3]) + b"\n\n" + b"\n".join(rows[3:]))
    assert Event.objects.count() == 6
    assert not Quarantined.objects.exists()


def test_reordered_and_repeated_rows_end_the_same(load: Callable[..., Result]) -> None:
    rows = story()
    load(lines(*reversed(rows), *rows), "--as-of", "2026-11-21")
    assert Event.objects.count() == 6
    assert Promise.objects.filter(failure_kind="late").count() == 3


# --- hostile files, without the database ----------------------------------------------------------


def read(path: Path) -> Iterable[files.Row]:
    return EventFile(path).rows()


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SMALL", 2**20)
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b"{}\n" * 2**23, 9))
    with pytest.raises(BadFile, match="expands more than 250 times"):
        list(read(path))


def test_a_row_without_an_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_ROW", 4 * 2**20)
    path = tmp_path / "endless.jsonl"
    path.write_bytes(b"{}\n" + b"x" * (8 * 2**20))
    with pytest.raises(BadFile, match="after row 1: the next row does not end"):
        list(read(path))


def test_rows_across_blocks_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"{number}:{'y' * (number % 37)}".encode() for number in range(500)]
    path = tmp_path / "rows"
    path.write_bytes(b"\n".join(rows))
    for block in (1, 7, 64, 4096):
        monkeypatch.setattr(files, "BLOCK", block)
        assert [row.text for row in read(path)] == rows


def test_a_raw_deflate_is_no_gzip(tmp_path: Path) -> None:
    path = tmp_path / "events.gz"
    path.write_bytes(zlib.compress(b"{}"))
    with pytest.raises(BadFile, match="the content does not"):
        list(read(path))


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        ("soon", "is not a date"),
        ("2999-01-01", "lies in the future"),
        ("2018-11-01T00:00:00", "has no offset"),
    ],
)
def test_a_bad_date_says_so(load: Callable[..., Result], as_of: str, says: str) -> None:
    result = load(lines(*story()), "--as-of", as_of)
    assert (result.exit_code, says in result.output) == (1, True)
