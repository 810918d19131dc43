"""The quality controller of a simulated town reviews what was drawn; for ``amends demo`` alone."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from django.contrib.auth.models import User

from amends.app.actions.desk.reviews import list_reviews
from amends.app.actions.policy import current_policy
from amends.app.actions.reviews.drawing import draw_samples
from amends.app.actions.reviews.reviewing import review
from amends.app.ledger.models import Case, SampledCase
from amends.core.errors import AmendsError

SEEN = 0.8
"""The share of waiting cases that are reviewed on a day."""
WRONG: Mapping[str, tuple[float, str]] = {
    "facts": (0.02, "The carrier's scan says otherwise."),
    "remedy": (0.06, "The point near their work would have suited them better."),
    "words": (0.03, "The letter says sorry twice and never what happens next."),
    "promise": (0.05, "It came an hour after the agreed window."),
}
"""Of each question how often it was not right, and what the controller writes then."""


def review_the_day(now: datetime, *, quality: User, chance: random.Random) -> None:
    """Draw what is to be drawn, and review most of it."""
    draw_samples(now=now)
    for waiting in list_reviews(quality, now=now).rows:
        if not waiting.not_mine and chance.random() < SEEN:
            _review(waiting.sampled, now, quality, chance)


def _review(sampled: SampledCase, now: datetime, quality: User, chance: random.Random) -> None:
    wrong = [name for name, (share, _) in WRONG.items() if chance.random() < share]
    answers = {each.name: "yes" for each in current_policy().reviews.questions}
    with suppress(AmendsError):
        review(
            sampled,
            answers={**answers, **dict.fromkeys(wrong, "no")},
            comment=" ".join(WRONG[name][1] for name in wrong),
            send_back=bool(wrong) and sampled.case.state in Case.LIVE,
            by=quality,
            now=now,
        )
