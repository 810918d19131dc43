"""Records and claims straight from the events of a simulated town, with the truth beside them."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from amends.core.claims import Claim, Kinds, OrderHint, read_claim, read_text
from amends.core.findings import Happening, OrderRecord, Posted, Record, Rules, Visit
from amends.core.places.hours import Understood, read_hours
from amends.simulate.run import simulate_town
from amends.simulate.settings import Settings

VISITS = {"order.handed_over": True, "visit.point_closed": False}
REPORTED = {"item.wrong": "got_other", "item.missing": "missing", "item.damaged": "got_broken"}


class Held(NamedTuple):
    """One claim with its record, and the row of truth about it."""

    claim: Claim
    record: Record
    truth: Mapping[str, Any]


class Town:
    """Everything that one simulation wrote, ready to be looked up."""

    def __init__(self, settings: Settings) -> None:
        self.orders: dict[str, list[Happening]] = defaultdict(list)
        self.hours: dict[str, Posted] = {}
        self.points: dict[str, str] = {}
        self.visits: dict[str, list[Visit]] = defaultdict(list)
        self.truth: list[dict[str, Any]] = []
        self.events: dict[str, tuple[str, Happening]] = {}
        days = settings.start.date(), settings.until.date() + timedelta(days=1)
        for batch in simulate_town(settings):
            for line in batch.events:
                self._take(json.loads(line), *days)
            self.truth += [row for row in map(json.loads, batch.truth) if row["truth"] == "claim"]

    def claims(self, kinds: Kinds, rules: Rules, *, text_only: bool = False) -> Iterator[Held]:
        """Every claim that comes with a code; or those in free words only, as they are read."""
        for row in self.truth:
            if row["text_only"] is text_only:
                subject, event = self.events[row["event"]]
                claim = self._read(event, subject, kinds) if text_only else _coded(event, kinds)
                yield Held(claim, self.record(claim, subject, rules), row)

    def _read(self, event: Happening, ref: str, kinds: Kinds) -> Claim:
        """What the customer wrote, read; a vague day keeps the days between which it lies."""
        order, text = self._order(ref), event.data["text"]
        titles = tuple(str(item["title"]) for item in order.items)
        read = read_text(
            text,
            said_at=event.time,
            zone=ZoneInfo(order.time_zone),
            kinds=kinds,
            order=OrderHint(ref, titles, order.point, self.points),
            language=event.data.get("language", ""),
        )
        within = {name: (days.first, days.last) for name, days in read.within.items()}
        return Claim(read.kind, event.time, {**read.fields, "within": within}, text, read.language)

    def record(self, claim: Claim, ref: str, rules: Rules) -> Record:
        """What the record holds around a claim, at the moment when it is made."""
        point = str(claim.fields.get("point") or "")
        happened = tuple(each for each in self.orders[ref] if each.time <= claim.said_at)
        return Record(
            order=self._order(ref),
            happened=happened,
            hours=self.hours.get(point),
            visits=self._others(point, claim, ref, rules),
            now=claim.said_at,
        )

    def _others(self, point: str, claim: Claim, ref: str, rules: Rules) -> tuple[Visit, ...]:
        came = claim.fields.get("came_at")
        if not point or came is None:
            return ()
        reach, visits = timedelta(minutes=rules.windows.visits), self.visits[point]
        first = bisect_left(visits, came - reach, key=lambda visit: visit.time)
        last = bisect_right(visits, came + reach, key=lambda visit: visit.time)
        return tuple(v for v in visits[first:last] if v.order != ref and v.time <= claim.said_at)

    def _order(self, ref: str) -> OrderRecord:
        placed = next(each for each in self.orders[ref] if each.type == "order.placed")
        data = placed.data
        return OrderRecord(
            ref=ref,
            kind=data["kind"],
            fulfilment=data["fulfilment"],
            placed_at=placed.time,
            placed_id=placed.id,
            point=data.get("point", ""),
            time_zone=data["customer"]["time_zone"],
            items=tuple(data.get("items", ())),
            prepaid=data.get("prepaid", True),
            customer=data["customer"]["name"],
        )

    def _take(self, event: Mapping[str, Any], first: date, last: date) -> None:
        data, ref = event["data"], event["subject"]
        if event["type"] == "point.described":
            hours = read_hours(data["hours"], first=first, last=last)
            assert isinstance(hours, Understood)
            self.points[ref] = data["name"]
            self.hours[ref] = Posted(hours.schedule, data["time_zone"])
        if event["type"].endswith(".described"):
            return
        time = datetime.fromisoformat(event["time"]).astimezone(UTC)
        number = len(self.events) + 1
        happening = Happening(number, event["source"], event["id"], event["type"], time, data)
        self.events[event["id"]] = (ref, happening)
        self.orders[ref].append(happening)
        if event["type"] in VISITS and data.get("point"):
            served, by = VISITS[event["type"]], data.get("reported_by", "")
            self.visits[data["point"]].append(Visit(number, time, served, ref, by))


def _coded(event: Happening, kinds: Kinds) -> Claim:
    data = event.data
    if event.type != "customer.claimed":
        data = {**data, "claim": REPORTED[event.type]}
    return read_claim(data, said_at=event.time, kinds=kinds)
