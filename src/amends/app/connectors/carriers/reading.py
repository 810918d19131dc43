"""From a carrier's raw answer to what it says of each parcel. Bounded, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from amends.app.connectors.carriers.declared import Carrier, Meaning, meanings
from amends.app.connectors.carriers.places import BadAnswer, Node, first, opened, text_of, under

MOST_BYTES = 8 * 2**20
MOST_EVENTS = 10_000
LONGEST = 300

__all__ = ["BadAnswer", "Said", "Tracked", "read_answer"]


class Said(NamedTuple):
    """One thing that a carrier says: its ``code`` (and ``reason``) as given, and what it means."""

    at: datetime
    code: str
    reason: str
    meaning: Meaning
    place: str
    text: str


class Tracked(NamedTuple):
    """A parcel: its number, our reference if the answer has one, and what is said of it."""

    number: str
    reference: str
    said: tuple[Said, ...]


def read_answer(carrier: Carrier, raw: bytes, *, zone: str = "") -> tuple[Tracked, ...]:
    """What the answer says, parcel by parcel, in the order of time.

    ``zone`` names the clocks of times without an offset, in place of the declared ones. Raise
    ``BadAnswer`` where it is too large, not what it should be, or tells of no parcel.
    """
    if len(raw) > MOST_BYTES:
        raise BadAnswer("the answer is too large", hint=f"at most {MOST_BYTES} bytes")
    clocks = ZoneInfo(zone or carrier.zone)
    found = [
        _parcel(carrier, node, clocks)
        for node in under(opened(carrier.form, raw), carrier.paths.get("parcels", ("",)))
    ]
    told = _joined([each for each in found if each.number])
    if not told:
        raise BadAnswer(f"{carrier.name} tells of no parcel here", hint="an answer to tracking")
    if sum(len(each.said) for each in told) > MOST_EVENTS:
        raise BadAnswer("too many events", hint=f"at most {MOST_EVENTS} in one answer")
    return told


def _joined(found: list[Tracked]) -> tuple[Tracked, ...]:
    """Some answers name the parcel anew with every event."""
    parcels: dict[str, Tracked] = {}
    for each in found:
        known = parcels.get(each.number)
        said = {*(known.said if known else ()), *each.said}
        in_order = tuple(sorted(said, key=lambda one: (one.at, one.code, one.text)))
        reference = known.reference if known and known.reference else each.reference
        parcels[each.number] = Tracked(each.number, reference, in_order)
    return tuple(parcels.values())


def _parcel(carrier: Carrier, node: Node, zone: ZoneInfo) -> Tracked:
    paths = carrier.paths
    return Tracked(
        number=first(node, paths["number"])[:LONGEST],
        reference=first(node, paths.get("reference", ()))[:LONGEST],
        said=tuple(_events(carrier, node, zone)),
    )


def _events(carrier: Carrier, parcel: Node, zone: ZoneInfo) -> Iterator[Said]:
    for node in under(parcel, carrier.paths["events"]):
        codes = [text_of(node, path) for path in carrier.paths["code"]]
        reason = first(node, carrier.paths.get("reason", ()))
        time = first(node, carrier.paths["time"])
        if time and any(codes):
            code, meaning = _meant(carrier, codes, reason)
            yield Said(
                _moment(carrier, time, zone),
                code[:LONGEST],
                reason[:LONGEST],
                meaning,
                first(node, carrier.paths.get("place", ()))[:LONGEST],
                first(node, carrier.paths.get("text", ()))[:LONGEST],
            )


def _meant(carrier: Carrier, codes: list[str], reason: str) -> tuple[str, Meaning]:
    """A reason says more than a code; of several places the first that is understood counts."""
    said = next(filter(None, codes))
    code = next((each for each in codes if each.lower() in carrier.codes), said)
    meaning = carrier.reasons.get(reason.lower()) if reason else None
    return code, meaning or carrier.codes.get(code.lower()) or meanings()["unclear"]


def _moment(carrier: Carrier, text: str, zone: ZoneInfo) -> datetime:
    try:
        if carrier.times:
            return datetime.strptime(text, carrier.times).replace(tzinfo=zone).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadAnswer(
            "this is no time", where=text[:40], hint="as the carrier sends it"
        ) from None


def unclear(found: tuple[Tracked, ...]) -> dict[tuple[str, str], int]:
    """The codes that nobody has declared, with the carrier's words, and how often they came."""
    counts: dict[tuple[str, str], int] = {}
    for parcel in found:
        for each in parcel.said:
            if each.meaning.name == "unclear":
                key = "/".join(filter(None, (each.code, each.reason))), each.text
                counts[key] = counts.get(key, 0) + 1
    return counts


def data_of(said: Said, *, carrier: str, number: str) -> dict[str, Any]:
    """The event's data: what it means, and the carrier's own code and words beside it."""
    data: dict[str, Any] = {"tracking": number, "code": said.code}
    if said.meaning.type == "parcel.handed_to_carrier":
        data["carrier"] = carrier
    more = {
        "status": said.meaning.status,
        "reason": said.reason,
        "place": said.place,
        "text": said.text,
    }
    return data | {key: value for key, value in more.items() if value}
