"""What a simulation holds, counted while it is written."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from amends.simulate.record import Batch

TYPE = '"type":"'
TRUTH = '{"truth":"'


@dataclass(slots=True)
class Summary:
    """Counts of one run: ``claims`` by intent, ``failures`` by kind, ``staff`` by character."""

    settings: dict[str, Any]
    events: Counter[str] = field(default_factory=Counter)
    truth: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    responsible: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    refutable: Counter[str] = field(default_factory=Counter)
    customers: Counter[str] = field(default_factory=Counter)
    staff: Counter[str] = field(default_factory=Counter)
    closed_point: dict[str, Any] = field(default_factory=dict)

    def add(self, batch: Batch) -> None:
        """Count one stretch of time."""
        self.events.update(_between(line, TYPE) for line in batch.events)
        for line in batch.truth:
            kind = _between(line, TRUTH)
            self.truth[kind] += 1
            if kind not in ("order", "call", "note", "gesture"):
                self._add_truth(kind, json.loads(line))

    def _add_truth(self, kind: str, row: dict[str, Any]) -> None:
        if kind == "failure":
            self.failures[row["failure"]] += 1
            self.responsible[row["responsible"]] += 1
        elif kind == "claim":
            self.claims[row["intent"]] += 1
            if not row["true"]:
                self.refutable["refutable" if row["refutable"] else "not_refutable"] += 1
        elif kind == "customer":
            self.customers[row["character"]] += 1
        elif kind == "staff":
            self.staff[row["character"]] += 1
        elif kind == "closure" and row["planted"]:
            self.closed_point = {key: row[key] for key in ("point", "from", "to", "waiting")}

    def as_data(self) -> dict[str, Any]:
        """The counts as plain values, marked as simulated."""
        return {
            "simulated": True,
            "settings": self.settings,
            "orders": self.truth["order"],
            "customers": _ranked(self.customers),
            "events": sum(self.events.values()),
            "events_by_type": _ranked(self.events),
            "failures": _ranked(self.failures),
            "responsible": _ranked(self.responsible),
            "claims": _ranked(self.claims),
            "false_claims": _ranked(self.refutable),
            "staff": _ranked(self.staff),
            "closed_point": self.closed_point,
        }


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _between(line: str, mark: str) -> str:
    start = line.index(mark) + len(mark)
    return line[start : line.index('"', start)]
