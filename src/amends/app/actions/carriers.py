"""A carrier's raw answer comes in: what it says of our parcels is recorded as events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from amends.app.actions.ingest.sql import as_names, run
from amends.app.actions.record import MOST_RESULTS, Receipt, receive
from amends.app.connectors.carriers import Said, Tracked, carrier_named, data_of, unclear
from amends.app.connectors.carriers.reading import read_answer

OURS = """
    SELECT ref FROM ledger_order WHERE ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
"""


@dataclass(slots=True)
class Taken:
    """What became of an answer: events ``recorded``, known already (``repeated``), refused.

    ``unclear`` lists (code, the carrier's words) that nobody has declared, with how often they
    came; ``strangers`` the numbers of parcels that belong to no order we know: nothing of them is
    recorded.
    """

    recorded: int = 0
    repeated: int = 0
    quarantined: int = 0
    unclear: dict[tuple[str, str], int] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)

    def add(self, receipt: Receipt) -> None:
        self.recorded += receipt.recorded
        self.repeated += receipt.repeated
        self.quarantined += receipt.quarantined


def take_answer(
    carrier: str,
    raw: bytes,
    *,
    now: datetime,
    orders: Mapping[str, str] | None = None,
    zone: str = "",
    as_of: date | None = None,
) -> Taken:
    """Record what a carrier says; raise ``BadDeclaration`` or ``BadAnswer``.

    ``orders`` names the order of a parcel's number; without it, the answer's own reference is the
    order, or the number itself is. The same answer again changes nothing.
    """
    declared = carrier_named(carrier)
    told = read_answer(declared, raw, zone=zone)
    subjects = _orders(told, orders or {})
    taken = Taken(unclear=unclear(told))
    taken.strangers = [each.number for each in told if each.number not in subjects]
    events = [
        _event(carrier, each, said, subjects[each.number])
        for each in told
        if each.number in subjects
        for said in each.said
    ]
    for some in _batches(events):
        taken.add(receive(some, now=now, as_of=as_of))
    return taken


def _orders(told: Sequence[Tracked], orders: Mapping[str, str]) -> dict[str, str]:
    """The order of each parcel, as far as it is one of ours."""
    possible = {
        each.number: (each.reference, each.reference.lstrip("#"), each.number)
        for each in told
        if each.number not in orders
    }
    names = {name for names in possible.values() for name in names if name}
    known = {ref for (ref,) in run(OURS, as_names(sorted(names))).fetchall()}
    found = {
        number: next((name for name in names if name in known), "")
        for number, names in possible.items()
    }
    return {number: name for number, name in {**found, **orders}.items() if name}


def _event(carrier: str, parcel: Tracked, said: Said, order: str) -> dict[str, Any]:
    """An event whose id is what was said: said again it is the same; read anew it is another."""
    what = (parcel.number, said.at.isoformat(), said.code, said.reason, said.text, said.place)
    digest = sha256("\0".join((*what, said.meaning.name)).encode()).hexdigest()[:24]
    return {
        "specversion": "1.0",
        "id": f"{parcel.number[:100]}/{digest}",
        "source": f"carrier:{carrier}",
        "type": said.meaning.type,
        "time": said.at.isoformat(),
        "subject": order,
        "data": data_of(said, carrier=carrier, number=parcel.number),
    }


def _batches(events: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    for start in range(0, len(events), MOST_RESULTS):
        yield events[start : start + MOST_RESULTS]
