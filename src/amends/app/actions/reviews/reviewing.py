"""A review: a few answers about a sampled case, by somebody who had no part in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.hands import word_of
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, CaseReview, Journal, SampledCase, SentBack
from amends.core.errors import AmendsError

LONGEST = 2_000
ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unknown": None}
"""What may be said to a question."""


class BadReview(AmendsError):
    """A review that cannot be taken like this."""

    code = "review_incomplete"


class NotYours(AmendsError):
    """Somebody else reviews this case."""

    code = "review_not_yours"


class Reviewed(AmendsError):
    """Enough people have reviewed this case."""

    code = "review_done"


class NotWaiting(AmendsError):
    """Nobody works at this case any more."""

    code = "review_too_late"


def had_a_part(case: Case, user: User) -> bool:
    """Whether this person handled the case, or did anything in it."""
    names = (user.get_username(), word_of(user))
    return (
        case.handled_by_id == user.pk or Journal.objects.filter(case=case, actor__in=names).exists()
    )


@transaction.atomic
def review(
    sampled: SampledCase,
    *,
    answers: Mapping[str, str],
    comment: str,
    send_back: bool,
    by: User,
    now: datetime,
) -> CaseReview:
    """Write down what somebody found in a sampled case.

    ``answers`` are yes, no or unknown, by question. What is wrong needs words; ``send_back`` sends
    them to whoever works at the case, while it waits. Raise ``BadReview``, ``NotYours``,
    ``Reviewed`` or ``NotWaiting``. Of two people at the same time one is first.
    """
    locked = SampledCase.objects.select_for_update(of=("self",)).select_related("case")
    mine = locked.get(pk=sampled.pk)
    number = _number(mine, by)
    said = _answers(answers)
    wrong = False in said.values()
    words = comment.replace("\x00", "").strip()
    if len(words) > LONGEST or (not words and (wrong or send_back)):
        raise BadReview("say what is wrong, in a few words", where="comment")
    made = CaseReview.objects.create(
        sampled=mine, number=number, by=by, at=now, answers=said, wrong=wrong, comment=words
    )
    if send_back:
        _send_back(made, now)
    return made


def _number(sampled: SampledCase, by: User) -> int:
    """Which review of this case it would be, 1 or 2."""
    done = list(sampled.reviews.values_list("by_id", flat=True))
    if by.pk in done or had_a_part(sampled.case, by):
        raise NotYours("somebody else reviews this case", where=f"case {sampled.case_id}")
    if len(done) >= (2 if sampled.second else 1):
        raise Reviewed("enough people have reviewed it", where=f"case {sampled.case_id}")
    return len(done) + 1


def _answers(said: Mapping[str, str]) -> Mapping[str, bool | None]:
    found: dict[str, bool | None] = {}
    for question in current_policy().reviews.questions:
        if said.get(question.name) not in ANSWERS:
            raise BadReview("this question is not answered", where=question.name)
        found[question.name] = ANSWERS[said[question.name]]
    if all(answer is None for answer in found.values()):
        raise BadReview("a review answers at least one question", where="answers")
    return found


def _send_back(made: CaseReview, now: datetime) -> None:
    case = Case.objects.select_for_update(of=("self",)).get(pk=made.sampled.case_id)
    if case.history or case.state not in Case.LIVE:
        raise NotWaiting("nobody works at this case any more", where=f"case {case.pk}")
    if not made.wrong:
        raise BadReview("nothing is wrong that could be mended", where="send_back")
    SentBack.objects.create(review=made, case=case, at=now, text=made.comment)
    note(action="sent back", now=now, case=case, review=made.pk)


@transaction.atomic
def see_to(sent: SentBack, *, by: User, now: datetime) -> None:
    """Somebody who works at the case has seen to what was wrong; a second time changes nothing."""
    locked = SentBack.objects.select_for_update(of=("self",)).select_related("case")
    mine = locked.get(pk=sent.pk)
    if mine.seen_at is not None:
        return
    mine.seen_at, mine.seen_by = now, by
    mine.save(update_fields=["seen_at", "seen_by"])
    note(action="seen to", now=now, case=mine.case, actor=by.get_username())
