"""What happens next in a case, who does it and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.app.ledger.models import Case, FollowUp, Message, Remedy

STUCK = (Remedy.State.FAILED, Remedy.State.DEAD)


@dataclass(frozen=True, slots=True)
class NextStep:
    """``what`` is one of decide, look, tell, choose, ran_out, carry_out, approve, by_hand,
    in_doubt, stuck, ask, none.

    ``who`` does it, ``kind`` is the remedy's, ``by`` the moment it is due (for ask: from when).
    """

    what: str
    who: str = ""
    kind: str = ""
    by: datetime | None = None
    late: bool = False


def next_step(
    case: Case,
    *,
    valid_until: datetime | None,
    remedies: Sequence[Remedy],
    follow_up: FollowUp | None,
    unreached: str,
    now: datetime,
) -> NextStep:
    """The next step of one case, from its latest offer, remedies and open follow-up.

    ``unreached`` is how the letter stands that did not tell the customer of the offer, else empty.
    """
    if case.state == Case.State.OPEN:
        return NextStep("decide")
    if case.state == Case.State.OFFERED:
        return _to_choose(valid_until, now, unreached=unreached)
    if case.state == Case.State.MENDING:
        return _to_mend(remedies, now)
    if case.state == Case.State.MENDED and follow_up is not None:
        return NextStep("ask", follow_up.role, "", follow_up.due_at, follow_up.due_at < now)
    return NextStep("none")


def is_by_hand(remedy: Remedy) -> bool:
    """Whether staff carry this remedy out themselves and have yet to do it."""
    waits = remedy.state == Remedy.State.PLANNED and remedy.next_attempt_at is None
    return waits and not remedy.approver


def _to_choose(valid_until: datetime | None, now: datetime, *, unreached: str) -> NextStep:
    if unreached == Message.State.HELD:
        return NextStep("look")
    if valid_until is not None and valid_until < now:
        return NextStep("ran_out", by=valid_until, late=True)
    return NextStep("tell" if unreached else "choose", by=valid_until)


def _to_mend(remedies: Sequence[Remedy], now: datetime) -> NextStep:
    remedy = max(
        (each for each in remedies if not each.is_gesture), key=lambda each: each.pk, default=None
    )
    if remedy is None:
        return NextStep("none")
    late = remedy.due_at is not None and remedy.due_at < now
    return NextStep(_how(remedy), remedy.who, remedy.kind, remedy.due_at, late)


def _how(remedy: Remedy) -> str:
    if remedy.state == Remedy.State.IN_DOUBT:
        return "in_doubt"
    if remedy.state in STUCK:
        return "stuck"
    if remedy.approver and remedy.state == Remedy.State.PLANNED:
        return "approve"
    return "by_hand" if is_by_hand(remedy) else "carry_out"
