"""The case told in order from the record, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from amends.app.actions import phrases
from amends.app.actions.ingest.sql import run
from amends.app.ledger.models import Case, Choice, Outcome, Remedy
from amends.app.locale import Speech
from amends.core.wording import most_telling

PLAIN, WRONG, OURS, GOOD = "plain", "wrong", "ours", "good"
WENT_WRONG = ("visit.", "item.", "parcel.lost", "order.called_off")
WENT_WELL = ("parcel.delivered", "refund.paid")
ENDED = {
    Remedy.State.DONE: ("step.done", GOOD),
    Remedy.State.FAILED: ("step.failed", WRONG),
    Remedy.State.DEAD: ("step.failed", WRONG),
    Remedy.State.CANCELLED: ("step.cancelled", PLAIN),
}
GIVEN_UP = (Remedy.State.FAILED, Remedy.State.DEAD, Remedy.State.CANCELLED)
ITEMS_NAMED = 3
EVENTS = """
    SELECT event.time, event.type, event.data::text, point.name, sign.because = 'hours_over'
    FROM ledger_event AS event LEFT JOIN ledger_pointsign AS sign ON sign.event_id = event.id
    LEFT JOIN ledger_point AS point ON point.code = COALESCE(NULLIF(event.data->>'point', ''), %s)
    WHERE event.subject = %s
    ORDER BY event.time, event.id
"""
FAILURES = """
    SELECT failure.kind, failure.at FROM ledger_failure AS failure
    JOIN ledger_promise AS promise ON promise.id = failure.promise_id
    WHERE promise.order_id = %s
    ORDER BY failure.at, failure.id
"""
ANY_CHOICE = """
    SELECT 1 FROM ledger_offer AS offer JOIN ledger_choice AS choice ON choice.offer_id = offer.id
    WHERE offer.case_id = %s LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; ``tone`` is plain, wrong, ours or good; ``when`` is local."""

    at: datetime
    when: str
    text: str
    tone: str = PLAIN


def story_of(case: Case, *, speech: Speech) -> tuple[Moment, ...]:
    """What happened to the order of this case, and what we did, oldest first."""
    moments = [
        *_events(case, speech),
        *_passed_times(case, speech),
        _moment(speech, case.opened_at, speech.say("step.noticed"), OURS),
        *_what_followed(case, speech),
        *_given(case, speech),
    ]
    return tuple(sorted(moments, key=lambda moment: moment.at))


def _moment(speech: Speech, at: datetime, text: str, tone: str) -> Moment:
    return Moment(at, speech.at(at), text, tone)


def _events(case: Case, speech: Speech) -> Iterator[Moment]:
    found = run(EVENTS, case.order.point, case.order.ref).fetchall()
    for time, type_, data, place, outside_hours in found:
        values = _values(orjson.loads(data), place or "")
        if outside_hours and place:
            values = {"outside": place, **values}
        particular = (f"event.{type_}.{name}" for name in values)
        key = most_telling(*particular, f"event.{type_}")
        if key:
            yield _moment(speech, time, speech.say(key, **values), _tone(type_))


def _values(data: Mapping[str, Any], place: str) -> dict[str, str]:
    values = {
        "place": place,
        "items": _items(data.get("items")),
        "item": str(data.get("item") or ""),
        "said": str(data.get("said") or ""),
        "expected": str(data.get("expected") or ""),
        "got": str(data.get("got") or "") if data.get("expected") else "",
    }
    return {name: value for name, value in values.items() if value}


def _items(items: object) -> str:
    if not isinstance(items, list):
        return ""
    names = [_name(item) for item in items]
    named = [name for name in names if name]
    more = "…" if len(named) > ITEMS_NAMED else ""
    return ", ".join(named[:ITEMS_NAMED]) + more


def _name(item: object) -> str:
    return str(item.get("title") or item.get("name") or "") if isinstance(item, Mapping) else ""


def _tone(type_: str) -> str:
    if type_.startswith(WENT_WRONG):
        return WRONG
    return GOOD if type_ in WENT_WELL else PLAIN


def _passed_times(case: Case, speech: Speech) -> Iterator[Moment]:
    for kind, at in run(FAILURES, case.order.ref).fetchall():
        key = most_telling(f"failure.{kind}")
        if key:
            yield _moment(speech, at, speech.say(key), WRONG)


def _what_followed(case: Case, speech: Speech) -> Iterator[Moment]:
    """The choices, and what followed from them: nothing is done or asked before one is made."""
    if not run(ANY_CHOICE, case.pk).fetchone():
        return
    choices = Choice.objects.filter(offer__case=case).select_related("offer")
    titles = {choice.pk: _title(speech, choice) for choice in choices}
    for choice in choices:
        text = speech.say("step.chosen", title=titles[choice.pk])
        yield _moment(speech, choice.chosen_at, text, PLAIN)
    yield from _remedies(case, speech, titles)
    yield from _answers(case, speech)


def _remedies(case: Case, speech: Speech, titles: Mapping[int, str]) -> Iterator[Moment]:
    for remedy in Remedy.objects.filter(case=case, is_gesture=False, state__in=ENDED):
        key, tone = ENDED[Remedy.State(remedy.state)]
        text = speech.say(key, title=titles.get(remedy.choice_id or 0, ""))
        yield _moment(speech, remedy.state_at, text, tone)


def _given(case: Case, speech: Speech) -> Iterator[Moment]:
    """What one of us gave on top, of their own accord."""
    stands = Remedy.objects.filter(case=case, choice=None).exclude(state__in=GIVEN_UP)
    for remedy in stands:
        key = most_telling(f"step.given.{remedy.kind}")
        amount, what = speech.money(remedy.amount, remedy.currency), remedy.details.get("what", "")
        if key:
            text = speech.say(key, amount=amount, what=what)
            yield _moment(speech, remedy.planned_at, text, GOOD)


def _title(speech: Speech, choice: Choice) -> str:
    return phrases.title(speech, phrases.chosen(choice))


def _answers(case: Case, speech: Speech) -> Iterator[Moment]:
    for outcome in Outcome.objects.filter(case=case):
        key = "step.solved" if outcome.solved else "step.still_wrong"
        tone = GOOD if outcome.solved else WRONG
        yield _moment(speech, outcome.at, speech.say(key), tone)
