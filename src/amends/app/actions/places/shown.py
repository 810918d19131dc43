"""What is told of a point: facts that the journal can keep, and the same in words (R5, R10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from amends.app.actions.places.suiting import Suited
from amends.app.actions.places.windows import begins
from amends.app.locale import Speech
from amends.core.places.reliability import Basis
from amends.core.places.roads import Mode

MINUTE: Final = 60
ON_THE_WAY: Final = 30
"""Seconds: a smaller detour is none."""
STRAIGHT: Final = "straight"

NOT_ITS_OWN: Final = (Basis.OPERATOR, Basis.USUAL)

Facts = Mapping[str, Any]
"""``detour_seconds``, ``detour_metres``, measured ``by`` a router; ``mode``; ``near``: no way was
said; ``window``; ``come``, ``until``, ``there_by``: ISO 8601 or None; ``good`` of ``total``;
``basis``: on whose record the point is judged, with its ``operator``."""


def facts_of(suited: Suited, *, mode: Mode, window: str, near: bool) -> Facts:
    """What is told of one point, as plain values without any personal data."""
    answer = suited.answer
    return {
        "detour_seconds": round(suited.detour.seconds),
        "detour_metres": round(suited.detour.metres),
        "by": suited.by,
        "mode": mode.value,
        "near": near,
        "window": window,
        "come": answer.come.isoformat(),
        "until": answer.until and answer.until.isoformat(),
        "there_by": answer.there_by and answer.there_by.isoformat(),
        "good": answer.good,
        "total": answer.total,
        "basis": suited.basis.value,
        "operator": answer.operator,
    }


def as_agreed(facts: Facts, due_at: datetime) -> Facts:
    """What is told still holds if the parcel is there at ``due_at``.

    Where that is later than it was told, nothing is said of the hours that were told for sooner.
    """
    told = facts.get("there_by")
    if not told or datetime.fromisoformat(told) >= due_at:
        return facts
    return {**facts, "there_by": due_at.isoformat(), "come": None}


def reasons(facts: Facts, speech: Speech) -> Sequence[str]:
    """The facts in words, a short line each."""
    return [
        line
        for line in (_detour(facts, speech), *_hours(facts, speech), *_record(facts, speech))
        if line
    ]


def _detour(facts: Facts, speech: Speech) -> str:
    to = "near" if facts["near"] else "way"
    distance = speech.distance(max(facts["detour_metres"], 0))
    if facts["by"] == STRAIGHT:
        return speech.say(f"place.{to}.straight", distance=distance)
    if to == "way" and facts["detour_seconds"] < ON_THE_WAY:
        return speech.say("place.way.none")
    minutes = max(1, round(facts["detour_seconds"] / MINUTE))
    values = {"distance": distance} if to == "near" else {}
    return speech.say(f"place.{to}.{facts['mode']}", count=minutes, **values)


def _hours(facts: Facts, speech: Speech) -> Sequence[str]:
    if not facts["come"]:
        return ()
    come, window = datetime.fromisoformat(facts["come"]), begins(facts["window"])
    there = facts["there_by"] and datetime.fromisoformat(facts["there_by"])
    opens_later = come > max(window, speech.now) and come != there
    said = [speech.say("place.opens", when=_moment(come, speech))] if opens_later else []
    if not facts["until"]:
        return [*said, speech.say("place.always")]
    until = datetime.fromisoformat(facts["until"])
    return [*said, speech.say("place.until", when=_moment(until, speech, beside=come))]


def _moment(moment: datetime, speech: Speech, *, beside: datetime | None = None) -> str:
    """The time alone if the day is said already, or is today."""
    if speech.date_of(moment) == speech.date_of(beside or speech.now):
        return speech.clock(moment)
    return speech.at(moment)


def _record(facts: Facts, speech: Speech) -> Sequence[str]:
    said = []
    if facts["there_by"]:
        moment = datetime.fromisoformat(facts["there_by"])
        said.append(speech.say("place.there", when=speech.by(moment)))
    if facts["total"]:
        said.append(speech.say("place.record", good=facts["good"], count=facts["total"]))
    elif facts.get("basis") in NOT_ITS_OWN:
        said.append(speech.say(f"place.new.{facts['basis']}", operator=facts["operator"]))
    return said
