"""An extract that was built once is kept in a file beside a note of what it was built from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from amends.core.places.addresses import Kind
from amends.core.places.roads import Mode
from amends.maps.building import build
from amends.maps.extract import Extract, Houses, Lines, Named, Roads
from amends.maps.pbf import MOST_BYTES, BadExtract

FORM: Final = 4
"""Grows whenever what is kept, or how it is computed, changes."""

LINES: Final = ("latitudes", "longitudes", "first", "rank", "name")
HOUSES: Final = ("latitudes", "longitudes", "street", "town")
ROADS: Final = ("node_point", "tail", "head", "start", "end", "millimetres", "off_ground", "order")

Columns = Mapping[str, NDArray[Any]]


def load(path: Path, folder: Path, *, most_bytes: int = MOST_BYTES) -> Extract:
    """The extract of a file: as kept in a folder, or built and kept there.

    What was kept of another file, by another version, or half, is built anew. Raises
    ``BadExtract``.
    """
    checksum = _checksum(path)
    kept = folder / f"{path.name.removesuffix('.osm.pbf')}.npz"
    extract = _read(kept, checksum)
    if extract is None:
        extract = build(path, most_bytes=most_bytes)
        _write(kept, extract, checksum)
    return extract


def _checksum(path: Path) -> str:
    if not path.is_file():
        raise BadExtract("is no file", where=str(path), hint="give the path of an .osm.pbf file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(kept: Path, extract: Extract, checksum: str) -> None:
    """Write beside and rename: whoever reads meanwhile has the old file or the new one, whole."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as file:
        try:
            np.savez_compressed(file, allow_pickle=False, **_columns(extract, checksum))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(kept)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _read(kept: Path, checksum: str) -> Extract | None:
    try:
        with kept.open("rb") as file, np.load(file, allow_pickle=False) as columns:
            note = _texts(columns["note"])
            if (note["form"], note["checksum"]) != (FORM, checksum):
                return None
            return _extract(columns, note)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None


def _columns(extract: Extract, checksum: str) -> dict[str, NDArray[Any]]:
    note = {
        "form": FORM,
        "checksum": checksum,
        "source": extract.source,
        "box": extract.box,
        "names": extract.names,
        "numbers": extract.houses.numbers,
        "named": [asdict(named) for named in extract.named],
    }
    roads = extract.roads
    text = json.dumps(note, ensure_ascii=False).encode()
    return {
        "note": np.frombuffer(text, dtype=np.uint8),
        **{f"lines.{name}": getattr(extract.lines, name) for name in LINES},
        **{f"houses.{name}": getattr(extract.houses, name) for name in HOUSES},
        **{f"roads.{name}": getattr(roads, name) for name in ROADS},
        **{f"go.{mode}": roads.go[mode] for mode in Mode},
        **{f"back.{mode}": roads.back[mode] for mode in Mode},
    }


def _extract(columns: Columns, note: dict[str, Any]) -> Extract:
    return Extract(
        source=note["source"],
        box=tuple(note["box"]),
        names=tuple(tuple(spellings) for spellings in note["names"]),
        lines=Lines(**{name: columns[f"lines.{name}"] for name in LINES}),
        roads=Roads(
            **{name: columns[f"roads.{name}"] for name in ROADS},
            go={mode: columns[f"go.{mode}"] for mode in Mode},
            back={mode: columns[f"back.{mode}"] for mode in Mode},
        ),
        houses=Houses(
            **{name: columns[f"houses.{name}"] for name in HOUSES},
            numbers=tuple(note["numbers"]),
        ),
        named=tuple(_named(each) for each in note["named"]),
    )


def _named(kept: dict[str, Any]) -> Named:
    north, east = kept["spot"]
    return Named(kept["name"], Kind(kept["kind"]), (north, east), kept["rank"])


def _texts(column: NDArray[Any]) -> dict[str, Any]:
    note = json.loads(column.tobytes())
    if not isinstance(note, dict):
        raise ValueError("the note of a kept extract is an object")
    return note
