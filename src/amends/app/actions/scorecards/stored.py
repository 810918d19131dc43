"""Scorecards are counted at night and kept: who reads them waits for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.app.actions.scorecards.cards import KINDS, Card, Done, Scorecards, scorecards
from amends.app.actions.scorecards.lanes import Lane, Option
from amends.app.ledger.models import Scorecard
from amends.core.scorecards import Advice, Chance, Kept, Period, Trend

LANES = "lanes"
AT_ONCE = 1000
HEAD = (
    *("kind", "code", "kept", "total", "share", "low", "high", "trend", "change", "cost"),
    *("asked_for", "disputed", "disputes_won", "disputes_lost", "paid"),
)
STEPS = ("approved", "disputed", "rejected", "accepted", "paid")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def renew_scorecards(*, now: datetime) -> int:
    """Count anew and keep it; return how many cards there are.

    Two at the same time write the same: the later one stays.
    """
    found = scorecards(now=now)
    rows = [
        _row(kind, card.code, card.kept.total, _card_body(card), found)
        for kind, cards in found.cards.items()
        for card in cards
    ]
    rows += [_row(LANES, each.lane, each.total, _lane_body(each), found) for each in found.lanes]
    _store(rows, now)
    return len(rows)


@transaction.atomic
def _store(rows: Sequence[Scorecard], now: datetime) -> None:
    Scorecard.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=["total", "body", "since", "renewed_at"],
    )
    Scorecard.objects.filter(renewed_at__lt=now).delete()


def _row(kind: str, code: str, total: int, body: Mapping[str, Any], found: Scorecards) -> Scorecard:
    return Scorecard(
        kind=kind, code=code, total=total, body=body, since=found.since, renewed_at=found.until
    )


def kept_of(kind: str) -> Any:
    """The kept rows of a kind, the most promises first."""
    return Scorecard.objects.filter(kind=kind).order_by("-total", "id")


def latest() -> Scorecard | None:
    """Any of the kept rows: all are of the same night."""
    return Scorecard.objects.only("since", "renewed_at").order_by("-renewed_at").first()


def read_all() -> Scorecards | None:
    """Everything as it was kept; nothing where it was never counted."""
    newest = latest()
    if newest is None:
        return None
    cards = {kind: tuple(card_of(row.body) for row in kept_of(kind)) for kind in KINDS}
    lanes = tuple(lane_of(row.body) for row in kept_of(LANES))
    return Scorecards(newest.since, newest.renewed_at, cards, lanes)


def as_data(found: Scorecards) -> dict[str, Any]:
    """Everything, as plain data."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "cards": {kind: [_card_body(card) for card in all_] for kind, all_ in found.cards.items()},
        "lanes": [_lane_body(lane) for lane in found.lanes],
    }


def rows_of(kind: str, cards: Iterable[Card]) -> Iterator[list[Any]]:
    """One row for each card, in the order of ``HEAD``; shares from 0 to 1."""
    for card in cards:
        share, change = card.kept, card.trend
        numbers = (round(each, 4) for each in (share.share, share.low, share.high))
        yield [
            kind,
            f"'{card.code}" if card.code.startswith(FORMULA) else card.code,
            share.kept,
            share.total,
            *numbers,
            change.way,
            round(change.change, 4),
            _money(card.cost),
            *(_money(card.done[step].amounts) if step in card.done else "" for step in STEPS),
        ]


def _money(amounts: Mapping[str, float]) -> str:
    return " ".join(f"{amount:.2f} {unit}" for unit, amount in sorted(amounts.items()))


def _card_body(card: Card) -> dict[str, Any]:
    return {
        "code": card.code,
        **card.kept._asdict(),
        "trend": card.trend._asdict(),
        "periods": [period._asdict() for period in card.periods],
        "cost": dict(card.cost),
        "done": {step: each._asdict() for step, each in card.done.items()},
    }


def card_of(body: Mapping[str, Any]) -> Card:
    """A card from what was kept of it."""
    return Card(
        code=body["code"],
        kept=Kept(*(body[name] for name in Kept._fields)),
        trend=Trend(**body["trend"]),
        periods=tuple(Period(**each) for each in body["periods"]),
        cost=body["cost"],
        done={step: Done(**body["done"][step]) for step in STEPS if step in body["done"]},
    )


def _lane_body(lane: Lane) -> dict[str, Any]:
    options = [{**each.chance._asdict(), "advice": each.advice.value} for each in lane.options]
    return {**lane._asdict(), "options": options}


def lane_of(body: Mapping[str, Any]) -> Lane:
    """A lane from what was kept of it."""
    options = tuple(
        Option(Chance(*(each[name] for name in Chance._fields)), Advice(each["advice"]))
        for each in body["options"]
    )
    return Lane(body["lane"], body["total"], body["currency"], options)
