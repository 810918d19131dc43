"""What staff do for a customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.app.actions.aftercare import NotNow
from amends.app.actions.choices import choose
from amends.app.actions.decisions import outputs_of
from amends.app.actions.journal import note
from amends.app.actions.links import make_link
from amends.app.actions.queue import enqueue
from amends.app.actions.remedies.moves import TO_BE_ASKED
from amends.app.actions.remedies.record import journal, lock
from amends.app.connectors.shop import shop_patience
from amends.app.ledger.models import Case, Choice, Decision, Offer, Remedy


def choose_for(
    offer: Offer,
    option: str,
    details: Mapping[str, str],
    *,
    by: Any,
    now: datetime,
    shown: Mapping[str, Any] | None = None,
    words: str = "",
) -> Choice:
    """Choose what the customer asked for; who does so has handled the case.

    ``shown`` are the facts that were told of what is chosen, ``words`` the customer's own, of how
    it was.
    """
    return choose(
        offer=offer,
        option=option,
        details=details,
        now=now,
        by=by.get_username(),
        handled_by=by,
        shown=shown,
        words=words,
    )


@transaction.atomic
def fresh_link(case: Case, *, by: Any, now: datetime) -> str:
    """A new link to the customer's page that names its maker; the journal has that it was made."""
    decision = Decision.objects.filter(case=case).latest("number")
    days = int(outputs_of(decision, "first_word")["link_days"])
    note(action="link made", now=now, case=case, actor=by.get_username(), days=days)
    return make_link(case, now=now, days=days, maker=by)


@transaction.atomic
def ask_now(remedy: Remedy, *, by: Any, now: datetime) -> None:
    """Ask the other side how it ended, sooner than planned.

    Never before the other side can surely not begin to act any more: its "never heard of it"
    would not be the truth for long.
    """
    locked = lock(remedy.pk)
    if locked.state not in TO_BE_ASKED:
        raise NotNow(f"it is {locked.state} now", where=f"remedy {locked.pk}")
    acted = locked.attempts.filter(purpose="act").order_by("-number").first()
    safe = acted.claimed_at + shop_patience().lease if acted else now
    journal(locked, "ask now", now=now, actor=by.get_username())
    locked.next_attempt_at = max(now, safe)
    locked.save(update_fields=["next_attempt_at"])
    enqueue("attempt_remedy", at=locked.next_attempt_at, remedy_id=locked.pk)
