"""`amends load`: a shop's events from a file, or from a query over its own export."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from amends.app.config.boot import ready

A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
A_FOLDER = click.Path(exists=True, file_okay=False, readable=True, path_type=Path)
AS_OF = click.option(
    "--as-of",
    metavar="DATE",
    help="Judge as of this day's end where each order is, or this moment: a history load, "
    "which sends nothing.",
)


@click.group()
def load() -> None:
    """Load events from a file or from a query over a shop's own export.

    Loading the same thing twice changes nothing; a load that was stopped goes on.
    """


@load.command()
@click.argument("file", type=A_FILE)
@AS_OF
def events(file: Path, as_of: str | None) -> None:
    """Load a file with one event (CloudEvents JSON) per line; FILE may be gzip."""
    ready()
    from amends.app.actions.file_loads import begin_file, is_done, load_file
    from amends.app.actions.ingest.files import EventFile
    from amends.app.commands.loading import failing_kindly, reporting

    now = datetime.now(UTC)
    with failing_kindly():
        begun = begin_file(file, as_of=_day(as_of, now), now=now)
        if is_done(begun):
            click.echo(f"{file.name} was loaded on {begun.finished_at:%Y-%m-%d %H:%M} UTC already.")
            return
        reading = EventFile(file)
        with reporting(begun, total=file.stat().st_size, read=lambda: reading.read_bytes) as say:
            load_file(begun, reading, now=now, say=say)


@load.command()
@click.argument("query", type=A_FILE)
@click.option("--data", type=A_FOLDER, required=True, help="The folder that the query may read.")
@AS_OF
def query(query: Path, data: Path, as_of: str | None) -> None:
    """Load what a DuckDB query over a shop's own export says, one event per row.

    QUERY is a file with SQL; its rows have the columns id, source, type, time, subject, data, and
    time_zone where times have no offset. File names in it are those in the --data folder.
    """
    ready()
    from amends.app.actions.ingest.queries import EventQuery
    from amends.app.actions.query_loads import begin_query, load_query
    from amends.app.commands.loading import failing_kindly, reporting

    now = datetime.now(UTC)
    with failing_kindly():
        mapping = EventQuery(query, data)
        begun = begin_query(mapping, as_of=_day(as_of, now), now=now)
        with reporting(begun, total=None, read=lambda: 0) as say:
            load_query(begun, mapping, now=now, say=say)


@load.command()
@click.argument("name")
@click.argument("files", type=A_FILE, nargs=-1, required=True)
@click.option("--orders", type=A_FILE, help="A CSV file with the columns tracking and order.")
@click.option("--time-zone", default="", help="Whose clocks times without an offset are on.")
@AS_OF
def carrier(
    name: str, files: tuple[Path, ...], orders: Path | None, time_zone: str, as_of: str | None
) -> None:
    """Load what a carrier's tracking API answered, as it came: JSON or XML.

    NAME is the carrier; FILES are raw answers. What is said of parcels becomes events of their
    orders; codes that nobody has declared are kept and listed.
    """
    ready()
    from amends.app.actions.carriers import take_answer
    from amends.app.commands.carrier_files import orders_in, tell, zone_named
    from amends.app.commands.loading import failing_kindly

    now = datetime.now(UTC)
    with failing_kindly():
        known, zone = orders_in(orders), zone_named(time_zone)
        for file in files:
            raw = file.read_bytes()
            taken = take_answer(name, raw, now=now, orders=known, zone=zone, as_of=_day(as_of, now))
            tell(file.name, taken)


def _day(as_of: str | None, now: datetime) -> date | None:
    from amends.app.actions.dates import read_as_of

    return read_as_of(as_of, now=now) if as_of else None
