"""A shop's own export, mapped to events by one DuckDB query that may only read its folder."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import orjson

from amends.app.actions.ingest.faults import fault_of
from amends.app.actions.ingest.parsing import Unreadable, parse
from amends.core.errors import AmendsError, BadEvent, said
from amends.core.forms import is_time_zone

NEEDED = ("id", "source", "type", "time", "subject")
COLUMNS = (*NEEDED, "data", "time_zone")
Kind = duckdb.StatementType
PREPARING = {Kind.CREATE, Kind.SET, Kind.VARIABLE_SET}
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
FETCH = 5_000
EXCEL = re.compile(r"read_xlsx|\.xlsx", re.IGNORECASE)


class BadQuery(AmendsError):
    """A query that cannot be run, or whose columns are not those of events."""

    code = "bad_query"


class EventQuery:
    """One query over the files of one folder; its rows come sorted by subject, time and id."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.folder = folder.resolve()
        self.text = _read_text(path)

    @property
    def name(self) -> str:
        return self.path.name

    def digest(self) -> str:
        """The SHA-256 of the query and of the names, sizes and times of the folder's files."""
        seen = hashlib.sha256(self.text.encode())
        for file in sorted(self.folder.rglob("*")):
            if file.is_file():
                about = file.stat()
                name = file.relative_to(self.folder)
                seen.update(f"\0{name}\0{about.st_size}\0{about.st_mtime_ns}".encode())
        return seen.hexdigest()

    def rows(self) -> Iterator[object]:
        """Every row as a raw event, or why it cannot be read; raise ``BadQuery`` on a bad query."""
        with _reading_only(self.folder, with_excel=bool(EXCEL.search(self.text))) as connection:
            with self._failing_kindly():
                rows = connection.execute(self._prepared(connection))
            while some := self._fetch(rows):
                yield from map(_raw_event, some)

    def _fetch(self, rows: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
        with self._failing_kindly():
            return rows.fetchmany(FETCH)

    def _prepared(self, connection: duckdb.DuckDBPyConnection) -> str:
        """Run the statements that prepare, and return the query for the rows as text columns."""
        *preparing, query = self._statements(connection)
        for statement in preparing:
            connection.execute(statement)
        described = connection.execute(f"DESCRIBE {query}").fetchall()
        types = {name.lower(): type_ for name, type_, *_ in described}
        self._check(types)
        chosen = ", ".join(_as_text(name, types) for name in COLUMNS)
        return f"SELECT {chosen} FROM (\n{query}\n) ORDER BY subject, time, id"

    def _statements(self, connection: duckdb.DuckDBPyConnection) -> list[str]:
        statements = connection.extract_statements(self.text)
        if not statements or statements[-1].type != Kind.SELECT:
            raise BadQuery("the last statement is no SELECT", where=self.name)
        for statement in statements[:-1]:
            if statement.type not in PREPARING:
                raise BadQuery(
                    f"{statement.type.name} is not allowed here",
                    where=self.name,
                    hint="a query only reads; CREATE TEMP MACRO, VIEW and TABLE may prepare it",
                )
        return [statement.query.strip().rstrip(";") for statement in statements]

    def _check(self, types: Mapping[str, str]) -> None:
        missing = [name for name in NEEDED if name not in types]
        strange = [name for name in types if name not in COLUMNS]
        if missing or strange:
            what = f"missing: {', '.join(missing)}" if missing else f"unknown: {', '.join(strange)}"
            raise BadQuery(
                f"the columns are not those of an event ({what})",
                where=self.name,
                hint="id, source, type, time, subject, and if need be data and time_zone",
            )

    @contextmanager
    def _failing_kindly(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise self._explained(str(error)) from error

    def _explained(self, message: str) -> BadQuery:
        fault = fault_of(message, self.folder)
        if fault is not None:
            return BadQuery(fault.what, where=f"{self.name}: {fault.where}", hint=fault.hint)
        line = re.search(r"^LINE (\d+):", message, re.MULTILINE)
        where = f"{self.name}, line {line[1]}" if line else self.name
        hint = "only the files of the --data folder can be read" if "Permission" in message else ""
        return BadQuery(message.split("\n\nLINE")[0].strip(), where=where, hint=hint)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadQuery(f"byte {error.start + 1} is not UTF-8", where=path.name) from error


@contextmanager
def _reading_only(folder: Path, *, with_excel: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that can read the folder, and nothing else in the world."""
    spilling, opening = tempfile.TemporaryDirectory(), duckdb.connect(config=OFFLINE)
    with chdir(folder), spilling as spill, opening as db:
        if with_excel:
            _load_excel(db)
        db.execute("SET temp_directory = ?", [spill])
        db.execute("SET TimeZone = 'UTC'")
        db.execute("SET allowed_directories = ?", [[str(folder), spill]])
        db.execute("SET enable_external_access = false")
        db.execute("SET VARIABLE data = ?", [str(folder)])
        db.execute("SET lock_configuration = true")
        yield db


def _load_excel(db: duckdb.DuckDBPyConnection) -> None:
    try:
        db.load_extension("excel")
    except duckdb.Error as error:
        raise BadQuery(
            "reading Excel needs DuckDB's extension, which is not installed",
            hint="once, with a network: python -c \"import duckdb; duckdb.sql('INSTALL excel')\"; "
            "or save the sheet as CSV",
        ) from error


def _as_text(name: str, types: Mapping[str, str]) -> str:
    kind = types.get(name)
    if kind is None:
        return f"NULL AS {name}"
    if name == "data":
        return f"to_json({name})::VARCHAR AS {name}" if kind != "VARCHAR" else name
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS {name}"
    return f"{name}::VARCHAR AS {name}"


def _raw_event(row: tuple[Any, ...]) -> object:
    id_, source, type_, time, subject, data, time_zone = row
    event = {"id": id_, "source": source, "type": type_, "time": time, "subject": subject}
    try:
        event["time"] = _with_offset(time, time_zone)
        event["data"] = parse(data.encode()) if data else {}
    except BadEvent as error:
        return Unreadable(_shown({**event, "data": data, "time_zone": time_zone}), error)
    return event


def _shown(row: Mapping[str, str | None]) -> str:
    return orjson.dumps(row).decode()


def _with_offset(time: str | None, time_zone: str | None) -> str | None:
    """The time as it is; where it has no zone, read on the clocks of the row's ``time_zone``."""
    if time is None or time_zone is None:
        return time
    try:
        naive = datetime.fromisoformat(time)
    except ValueError:
        return time
    if naive.tzinfo is not None:
        return time
    if not is_time_zone(time_zone):
        raise BadEvent(
            said("{value} is not a time zone"),
            value=repr(time_zone),
            where="time_zone",
            hint="Europe/Moscow",
        )
    return _local(naive, ZoneInfo(time_zone)).isoformat()


def _local(naive: datetime, zone: ZoneInfo) -> datetime:
    """Of an hour that comes twice the later one; in one that never comes, the clock before it."""
    later = naive.replace(tzinfo=zone, fold=1)
    back = later.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return later if back == naive else naive.replace(tzinfo=zone, fold=0)
