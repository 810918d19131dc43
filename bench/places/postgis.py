"""The same points in PostGIS, with the same filters, asked the way its manual advises."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from amends.core.places.choosing import Question
from amends.core.places.choosing.asked import asked
from bench.places.subjects import Country

COLUMNS = "lat, lon, hours, grams, s1, s2, s3, days, pay, fit, free, service, lower, op, leg, code"
TABLES = """
CREATE EXTENSION postgis;
CREATE TABLE point (lat float, lon float, hours int, grams int, s1 int, s2 int, s3 int, days int,
    pay bool, fit bool, free int, service int, lower float, op int, leg int, code text,
    geog geography(Point));
CREATE TABLE opening (hours int, span int4range);
"""
READY = """
UPDATE point SET geog = ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography;
CREATE INDEX ON point USING gist (geog);
CREATE INDEX ON opening USING gist (hours, span);
VACUUM ANALYZE;
"""
FILTERS = """service = 0 AND hours >= 0 AND free <> 0 AND lower >= %(least)s
    AND grams >= %(grams)s AND s1 >= %(s1)s AND s2 >= %(s2)s AND s3 >= %(s3)s AND days >= %(days)s
    AND (pay OR NOT %(pay)s) AND (fit OR NOT %(fit)s) AND op = ANY(%(ops)s)
    AND code <> ALL(%(out)s) AND EXISTS (SELECT FROM opening o WHERE o.hours = point.hours
        AND o.span && int4range(%(first)s, %(last)s, '[]')
        AND LEAST(upper(o.span) - %(stay)s, %(last)s)
            >= GREATEST(lower(o.span), %(first)s, (%(legs)s::int[])[leg + 1]))"""
NEAR = f"""SELECT code FROM point WHERE {FILTERS}
    AND ST_DWithin(geog, %(a)s::geography, %(reach)s, false)
    ORDER BY geog <-> %(a)s::geography LIMIT %(count)s"""
ALONG = f"""SELECT code FROM point WHERE {FILTERS}
    AND ST_DWithin(geog, %(middle)s::geography, %(reach)s, false)
    ORDER BY ST_Distance(geog, %(a)s::geography, false) + ST_Distance(geog, %(b)s::geography, false)
    LIMIT %(count)s"""


@contextmanager
def server() -> Iterator[str | None]:
    """The address of a throw-away PostgreSQL with PostGIS; ``None`` where it is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    folder = Path(os.environ.get("BENCH_POSTGIS_BIN") or (installed[-1] if installed else ""))
    extension = sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if not (folder / "initdb").exists() or not extension:
        yield None
        return
    user: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="amends-postgis-"))
    if user:
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/", **user}
    options = f"-k {home} -c listen_addresses= -c shared_buffers=512MB -c jit=off"
    subprocess.run([folder / "initdb", "-D", data, "-U", "bench", "-A", "trust"], **quiet)
    subprocess.run([folder / "pg_ctl", "-D", data, "-w", "-o", options, "start"], **quiet)
    try:
        yield f"host={home} user=bench dbname=postgres"
    finally:
        subprocess.run([folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(home, ignore_errors=True)


def fill(connection: psycopg.Connection[Any], made: Country) -> None:
    """Load the points, index them and have them analysed."""
    connection.execute("CREATE EXTENSION btree_gist")
    connection.execute(TABLES.encode())
    table = made.table
    fixed, live = table.fixed, table.live
    with connection.cursor().copy(f"COPY point ({COLUMNS}) FROM STDIN".encode()) as copy:
        for row in range(table.placed):
            one, now = fixed[row], live[row]
            copy.write_row(
                [*table.spot(row), int(one["hours"]), int(one["grams"]),
                 *(int(side) for side in one["sides"]), int(one["days"]), bool(one["payment"]),
                 bool(one["fitting"]), int(now["free"]), int(now["service"]), float(now["lower"]),
                 int(one["operator"]), int(now["leg"]), table.code(row)]
            )  # fmt: skip
    hours = table.openings
    rows = np.repeat(np.arange(len(hours)), np.diff(hours.offsets))
    with connection.cursor().copy(b"COPY opening FROM STDIN") as copy:
        for which, begin, end in zip(rows, hours.begins, hours.ends, strict=True):
            copy.write_row([int(which), f"[{begin},{end})"])
    for statement in READY.strip().split(";\n"):
        connection.execute(statement.rstrip(";").encode())


def ask(connection: psycopg.Connection[Any], made: Country, question: Question) -> list[str]:
    """The codes of the best points, for one spot or a way of two."""
    meant = asked(made.table, question)
    start, end = question.way[0], question.way[-1]
    long = _apart(meant.way) if len(question.way) > 1 else 0.0
    legs = meant.arrival(np.arange(len(meant.arrivals)))
    values = {
        "a": _point(start), "b": _point(end),
        "middle": _point(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)),
        "reach": (meant.most_metres + long) / 2 + long * 0.05, "least": meant.least,
        "grams": meant.grams, "s1": meant.sides[0], "s2": meant.sides[1], "s3": meant.sides[2],
        "days": meant.days, "pay": meant.to_pay, "fit": meant.to_try_on,
        "ops": np.flatnonzero(meant.operators).tolist(), "out": list(question.leave_out),
        "first": meant.first, "last": meant.last, "stay": meant.stay,
        "legs": np.minimum(legs, 1 << 30).tolist(), "count": meant.wanted,
    }  # fmt: skip
    statement = ALONG if len(question.way) > 1 else NEAR
    return [code for (code,) in connection.execute(statement.encode(), values)]


def _point(spot: tuple[float, float]) -> str:
    return f"SRID=4326;POINT({spot[1]} {spot[0]})"


def _apart(way: Any) -> float:
    return float(6_371_008.8 * 2 * np.arcsin(np.linalg.norm(way[0] - way[-1]) / 2))
