"""The truth of a simulation, as `amends simulate` writes it: read as a stream, with limits."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any, cast

from amends.core.errors import AmendsError

LONGEST_LINE = 100_000
SAMPLES = ("staff", "customer", "claim", "failure")


class BadTruth(AmendsError):
    """A file that holds no truth."""

    code = "bad_truth"


@dataclass(slots=True)
class Truth:
    """The rows of the truth by what they tell of: ``staff``, ``customer``, ``claim``, ``failure``.

    ``settings`` are those of the simulation.
    """

    settings: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def read_truth(path: Path) -> Truth:
    """Read truth.jsonl or truth.jsonl.gz, or the one in a folder.

    Raise ``BadTruth`` naming the row.
    """
    truth = Truth()
    file = _file_in(path)
    try:
        for number, row in enumerate(_rows(file), start=1):
            kind = row.get("truth")
            if kind is None:
                raise BadTruth(
                    "this row tells no truth",
                    where=f"{file.name}: row {number}",
                    hint="give the truth.jsonl that amends simulate wrote",
                )
            if kind == "settings":
                truth.settings = row
            elif kind in SAMPLES:
                truth.rows[kind].append(row)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadTruth(f"it cannot be read: {error}", where=file.name) from error
    if not truth.settings:
        raise BadTruth("this holds no truth", where=file.name, hint="see amends simulate --help")
    return truth


def _file_in(path: Path) -> Path:
    if path.is_dir():
        for name in ("truth.jsonl", "truth.jsonl.gz"):
            if (path / name).is_file():
                return path / name
        raise BadTruth("there is no truth.jsonl in it", where=str(path))
    return path


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = partial(gzip.open, path) if path.suffix == ".gz" else path.open
    with cast("IO[str]", opened("rt", encoding="utf-8")) as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            yield _row(line, f"{path.name}: row {number}")


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise BadTruth("this is not a JSON object", where=where)
    return row
