"""What the reviews of some time tell of all its cases, and how far the reviewers agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from amends.app.actions.policy import current_policy
from amends.app.ledger.models import CaseReview, CaseSample, SampledCase
from amends.core.staff import Agreement, ErrorRate, Reviewed, agreement, error_rate

DAYS = (30, 90, 365)
MOST = 20_000
"""Reviews that are counted at most, the newest first: some two years of the largest sample."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of cases with an error; None of too few ``reviews``."""

    name: str
    reviews: int
    wrong: int
    rate: ErrorRate | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far reviewers agree on one thing.

    None where not enough cases have two reviews, and where all of them say the same: then nobody
    can tell agreement from chance.
    """

    name: str
    shared: int
    is_enough: bool
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class Results:
    """All that is known of the days from ``since`` to ``until``.

    ``cases`` there were, ``drawn`` of them into samples; ``reviewed`` were some of these,
    ``lapsed`` are those that nobody reviewed in time.
    """

    since: date
    until: date
    cases: int
    drawn: int
    reviewed: int
    lapsed: int
    whole: Rate
    by_question: Sequence[Rate]
    by_stratum: Sequence[Rate]
    agreed: Sequence[Agreed]
    least_reviews: int
    least_shared: int

    @property
    def all_rates(self) -> Sequence[Rate]:
        """Every rate, as they are drawn on one scale."""
        return [self.whole, *self.by_question, *self.by_stratum]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A reviewed case; what the first reviewer found counts, the second's is held against it."""

    stratum: str
    probability: float
    first: CaseReview
    second: CaseReview | None


def results(*, now: datetime, days: int = DAYS[1]) -> Results:
    """What reviews of the cases of so many last days tell."""
    until = localdate(now) - timedelta(days=1)
    since = until - timedelta(days=days - 1)
    declared = current_policy().reviews
    samples = CaseSample.objects.filter(day__range=(since, until))
    drawn = SampledCase.objects.filter(sample__in=samples)
    seen = _seen(since, until)
    names = [question.name for question in declared.questions]
    strata = sorted({each.stratum for each in seen})
    stale = localdate(now) - declared.open_for
    return Results(
        since=since,
        until=until,
        cases=sum(samples.values_list("cases", flat=True)),
        drawn=drawn.count(),
        reviewed=len(seen),
        lapsed=drawn.filter(reviews=None, sample__day__lt=stale).count(),
        whole=_rate("", seen),
        by_question=[_rate(name, seen) for name in names],
        by_stratum=[
            replace(_rate("", [each for each in seen if each.stratum == name]), name=name)
            for name in strata
        ],
        agreed=[_agreed(name, seen) for name in ("", *names)],
        least_reviews=declared.least_reviews,
        least_shared=declared.least_shared,
    )


def _seen(since: date, until: date) -> list[_Seen]:
    rows = CaseReview.objects.filter(sampled__sample__day__range=(since, until))
    found: dict[int, list[CaseReview]] = {}
    for row in rows.select_related("sampled").order_by("-sampled_id", "number")[:MOST]:
        found.setdefault(row.sampled_id, []).append(row)
    return [
        _Seen(
            stratum=first.sampled.stratum,
            probability=first.sampled.probability,
            first=first,
            second=rest[0] if rest else None,
        )
        for first, *rest in found.values()
    ]


def _right(review: CaseReview, question: str) -> bool | None:
    """Whether all was right by this question, or by every one; None where nobody could tell."""
    said: bool | None = review.answers.get(question) if question else not review.wrong
    return said


def _rate(question: str, seen: Sequence[_Seen]) -> Rate:
    """Of those of whom somebody could tell: in how many it was not right."""
    told = [(_right(each.first, question), each.probability) for each in seen]
    reviewed = [Reviewed(not said, probability) for said, probability in told if said is not None]
    enough = len(reviewed) >= current_policy().reviews.least_reviews
    return Rate(
        name=question,
        reviews=len(reviewed),
        wrong=sum(each.wrong for each in reviewed),
        rate=error_rate(reviewed) if enough else None,
    )


def _agreed(question: str, seen: Sequence[_Seen]) -> Agreed:
    pairs = [
        (_right(each.first, question), _right(each.second, question))
        for each in seen
        if each.second is not None
    ]
    told = [pair for pair in pairs if None not in pair]
    enough = len(told) >= current_policy().reviews.least_shared
    return Agreed(question, len(told), enough, agreement(told) if enough else None)


def as_data(found: Results) -> Mapping[str, Any]:
    """Everything, as plain data; shares from 0 to 1."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "cases": found.cases,
        "drawn": found.drawn,
        "reviewed": found.reviewed,
        "lapsed": found.lapsed,
        "error_rate": _rate_data(found.whole),
        "by_question": {each.name: _rate_data(each) for each in found.by_question},
        "by_stratum": {each.name: _rate_data(each) for each in found.by_stratum},
        "agreement": {each.name or "wrong": _agreed_data(each) for each in found.agreed},
    }


def _rate_data(each: Rate) -> Mapping[str, Any]:
    rate = each.rate
    return {
        "reviews": each.reviews,
        "wrong": each.wrong,
        "rate": round(rate.rate, 4) if rate else None,
        "interval": [round(rate.low, 4), round(rate.high, 4)] if rate else None,
        "effective": round(rate.effective, 1) if rate else None,
    }


def _agreed_data(each: Agreed) -> Mapping[str, Any]:
    found = each.agreement
    return {
        "cases": each.shared,
        "alpha": round(found.alpha, 4) if found else None,
        "interval": [round(found.low, 4), round(found.high, 4)] if found else None,
    }
