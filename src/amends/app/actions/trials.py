"""A draft tried on the recorded cases: what it would have changed of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amends.app.actions.policy import one_policy
from amends.app.actions.recorded import recorded_facts
from amends.app.actions.rulebooks import Draft
from amends.app.ledger.models import RulebookTrial
from amends.core.rulebook.diff import Difference, diff
from amends.core.rulebook.diff.impact import Impact, impact

MONEY = ("value", "delivery_price", "currency")
"""Facts that say what is at stake, whether or not a table tests them."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a draft would change, and what that means for the recorded cases."""

    found: Difference
    impact: Impact


def try_draft(draft: Draft, *, by: str, days: int, now: datetime) -> Tried:
    """Decide the recorded cases of the last ``days`` by a draft as well, and record that.

    Raise ``BadDeclaration`` where facts of both versions have nothing in common.
    """
    with one_policy() as current:
        old, new = current.rulebook, draft.policy.rulebook
        found = diff(old, new)
        facts = {**found.facts, **{name: new.facts[name] for name in MONEY if name in new.facts}}
        history = recorded_facts(days=days, now=now, facts=facts)
        touched = impact(found, history, books=(old, new))
    RulebookTrial.objects.create(
        digest=draft.bundle.digest,
        name=new.name,
        version=new.version,
        tried_at=now,
        tried_by=by,
        days=days,
        cases=touched.cases,
        changed=touched.changed,
        outside=touched.outside,
    )
    return Tried(found, touched)
