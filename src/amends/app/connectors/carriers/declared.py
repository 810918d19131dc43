"""The carriers whose answers are understood: ``NAME/carrier.toml`` and ``meanings.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from amends.core.errors import BadDeclaration

HERE = Path(__file__).parent
FILE = "carrier.toml"
PATHS = ("parcels", "number", "reference", "events", "code", "time", "reason", "place", "text")
KEYS = {*PATHS, "form", "zone", "times", "codes", "reasons"}
NEEDED = ("form", "number", "events", "code", "time", "codes")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means, and the event that it becomes; ``status`` is a scan's."""

    name: str
    type: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Carrier:
    """How one carrier answers: ``form`` is json or xml, each path a list of places to look at.

    ``times`` is the form of a time that is not ISO 8601, ``zone`` whose clocks it is on where it
    has no offset. ``codes`` and ``reasons`` map the carrier's codes, in lower case, to meanings; a
    reason says more than a code.
    """

    name: str
    form: str
    paths: Mapping[str, tuple[str, ...]]
    times: str
    zone: str
    codes: Mapping[str, Meaning]
    reasons: Mapping[str, Meaning]


def carriers() -> tuple[str, ...]:
    """The names of all carriers whose answers are understood."""
    return tuple(sorted(path.parent.name for path in HERE.glob(f"*/{FILE}")))


@cache
def carrier_named(name: str) -> Carrier:
    """The declaration of one carrier; raise ``BadDeclaration`` where there is none."""
    if name not in carriers():
        raise BadDeclaration(
            "the answers of this carrier are not known", where=name, hint=", ".join(carriers())
        )
    return _read(name, _toml(HERE / name / FILE), meanings())


@cache
def meanings() -> Mapping[str, Meaning]:
    """Every meaning by its name."""
    return {name: Meaning(name, **said) for name, said in _toml(HERE / "meanings.toml").items()}


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _read(name: str, said: Mapping[str, Any], known: Mapping[str, Meaning]) -> Carrier:
    for key in sorted({*said, *NEEDED}):
        if key not in KEYS or key not in said:
            raise BadDeclaration("needed, or not known", where=f"{name} {key}", hint=str(KEYS))
    paths = {key: _list(said[key]) for key in PATHS if key in said}
    return Carrier(
        name=name,
        form=said["form"],
        paths=paths,
        times=said.get("times", ""),
        zone=said.get("zone", "UTC"),
        codes=_meant(said["codes"], known, f"{name} codes"),
        reasons=_meant(said.get("reasons", {}), known, f"{name} reasons"),
    )


def _list(said: str | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _meant(
    said: Mapping[str, list[str]], known: Mapping[str, Meaning], where: str
) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for meaning, codes in said.items():
        for code in codes:
            if meaning not in known or code.lower() in found:
                raise BadDeclaration("no meaning, or a code twice", where=f"{where} {code}")
            found[code.lower()] = known[meaning]
    return found
