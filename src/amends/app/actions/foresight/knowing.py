"""What is known of how promises end: learnt anew each night, and tried on its newest part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from amends.app.actions.foresight.looking import Looked, looks_before
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Foresight
from amends.core.foresight import Calibration, Known, Look, Rules, calibrate, learn, look_at

DAY = timedelta(days=1)
KEPT = 30
"""Records of so many nights are kept."""


def learn_anew(*, now: datetime) -> Foresight:
    """Learn from the record up to now; what was learnt is used at once by every process."""
    rules = current_policy().foresight
    looked = sorted(looks_before(now, rules=rules), key=lambda each: each.known)
    counted = _counted(looked, now, rules)
    tried = _tried(looked, rules)
    made = Foresight.objects.create(
        made_at=now,
        looks=len(looked),
        share=sum(each.broken for each in looked) / max(len(looked), 1),
        skill=tried.skill,
        calibration=tried.as_json(),
        counted=[[*look, round(broken, 4), round(all_, 4)] for look, broken, all_ in counted],
    )
    last = Foresight.objects.order_by("-id").values_list("id", flat=True)[KEPT - 1 : KEPT]
    Foresight.objects.filter(id__lt=next(iter(last), 0)).delete()
    return made


def known_now() -> tuple[Foresight, Known] | None:
    """What was learnt last, or None where it is too little, or foretells no better than nothing."""
    rules = current_policy().foresight
    latest = Foresight.objects.defer("counted").order_by("-id").first()
    if latest is None or latest.looks < rules.least_looks or latest.skill < rules.least_skill:
        return None
    return latest, _known(latest.pk, rules)


@lru_cache(maxsize=2)
def _known(number: int, rules: Rules) -> Known:
    counted: list[list[Any]] = Foresight.objects.values_list("counted", flat=True).get(pk=number)
    return learn(((Look(*row[:-2]), row[-2], row[-1]) for row in counted), rules=rules)


def _counted(
    looked: Iterable[Looked], now: datetime, rules: Rules
) -> list[tuple[Look, float, float]]:
    sums: dict[Look, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in looked:
        weight = 0.5 ** (max(now - each.known, timedelta(0)) / rules.half_life)
        both = sums[look_at(each.seen)]
        both[0] += weight * each.broken
        both[1] += weight
    return [(look, broken, all_) for look, (broken, all_) in sums.items()]


def _tried(looked: Sequence[Looked], rules: Rules) -> Calibration:
    """Foretell the newest part from what was known before it began."""
    days = sorted(each.seen.today for each in looked)
    if not days:
        return calibrate([], base_rate=0.5)
    begins = days[int(len(days) * (1 - rules.tested_share))]
    before = [each for each in looked if each.known.date() < begins]
    if not before:
        return calibrate([], base_rate=0.5)
    known = learn(_counted(before, before[-1].known, rules), rules=rules)
    newest = (each for each in looked if each.seen.today >= begins)
    foretold = ((known.chance(look_at(each.seen)).mean, each.broken, 1.0) for each in newest)
    return calibrate(foretold, base_rate=known.share)
