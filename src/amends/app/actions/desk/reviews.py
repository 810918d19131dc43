"""Sampled cases that wait for a reviewer, as one reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from amends.app.actions.desk.pages import ROWS, Page, cut, mark, read_mark
from amends.app.actions.policy import current_policy
from amends.app.actions.reviews.reviewing import had_a_part
from amends.app.actions.staff import may
from amends.app.ledger.models import Case, CaseReview, SampledCase

FROM_REVIEWERS = ("sent back", "seen to")
"""Lines of the journal that tell what a reviewer found."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many reviews of all that the samples of some days ask for are done."""

    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case to be reviewed; ``not_mine`` where the reader had a part in it."""

    sampled: SampledCase
    not_mine: bool


@dataclass(frozen=True, slots=True)
class ToReview:
    """One sampled case before a reviewer; ``mine`` is what they found, once they did.

    Another's review is never in it: the second reviewer is blind to the first's.
    """

    sampled: SampledCase
    not_mine: bool
    mine: CaseReview | None
    is_done: bool
    can_be_mended: bool


def list_reviews(user: User, *, now: datetime, after: str = "") -> Page[Waiting]:
    """What this reader has not reviewed yet of the samples that are still open, oldest first."""
    found = _open(now).exclude(reviews__by=user)
    found = found.select_related("case__customer", "case__order", "sample").order_by("id")
    place = read_mark(after, 1)
    if place is not None:
        found = found.filter(id__gt=place[0])
    rows, after = cut(found[: ROWS + 1], lambda each: mark(each.pk))
    return Page([Waiting(each, had_a_part(each.case, user)) for each in rows], after)


def waiting_reviews(user: User, *, now: datetime) -> int:
    """How many cases wait for this reviewer."""
    return _open(now).exclude(reviews__by=user).count()


def progress(*, now: datetime) -> Progress:
    """Of the samples that are still open: reviews done, and asked for."""
    some = _recent(now).annotate(done=Count("reviews"))
    rows = list(some.values_list("second", "done"))
    return Progress(sum(done for _, done in rows), sum(1 + second for second, _ in rows))


def to_review(number: int, *, user: User) -> ToReview:
    """One sampled case; raise ``SampledCase.DoesNotExist``."""
    found = SampledCase.objects.select_related("case__customer", "case__order", "sample")
    sampled = found.get(pk=number)
    done: Sequence[CaseReview] = list(sampled.reviews.all())
    case = sampled.case
    return ToReview(
        sampled=sampled,
        not_mine=had_a_part(case, user),
        mine=next((each for each in done if each.by_id == user.pk), None),
        is_done=len(done) >= 1 + sampled.second,
        can_be_mended=not case.history and case.state in Case.LIVE,
    )


def is_blind(public_id: UUID, user: User) -> bool:
    """Whether this reader may still review the case, and so must not see what another found."""
    sampled = SampledCase.objects.filter(case__public_id=public_id).first()
    if sampled is None or not may(user, "review"):
        return False
    done = set(sampled.reviews.values_list("by_id", flat=True))
    return user.pk not in done and len(done) < 1 + sampled.second


def found_wrong(user: User, *, since: date) -> Sequence[CaseReview]:
    """The newest reviews that found something wrong, without those this reader is blind to."""
    found = CaseReview.objects.filter(wrong=True, sampled__sample__day__gte=since)
    found = found.select_related("sampled__case__customer", "by").order_by("-id")[:ROWS]
    return [each for each in found if not is_blind(each.sampled.case.public_id, user)]


def _recent(now: datetime) -> QuerySet[SampledCase]:
    oldest = localdate(now) - current_policy().reviews.open_for
    return SampledCase.objects.filter(sample__day__gte=oldest)


def _open(now: datetime) -> QuerySet[SampledCase]:
    some = _recent(now).annotate(done=Count("reviews", distinct=True))
    return some.filter(Q(done=0) | Q(done=1, second=True))
