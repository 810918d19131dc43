"""How far the remedies are: one bar for the main one, a line for each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from amends.app.actions.places.ended import handed_over_by
from amends.app.ledger.models import Case, Remedy
from amends.app.locale import Speech
from amends.core.times import lies_ahead
from amends.core.wording import most_telling

State = Remedy.State
STAGES = {State.PLANNED: 1, State.DONE: 3}
TROUBLE = (State.FAILED, State.DEAD)
ENDED = (State.DONE, State.CANCELLED, *TROUBLE)


@dataclass(frozen=True, slots=True)
class Progress:
    """``stage`` is 1 (chosen), 2 (under way) or 3 (done); ``look`` is ok, doubt or trouble."""

    stage: int
    look: str
    status: str
    next: str


def progress_of(remedies: Sequence[Remedy], speech: Speech) -> Progress:
    """Where the main remedy stands. Of an order that the customer has meanwhile nothing is late."""
    main = next((remedy for remedy in remedies if not remedy.is_gesture), None)
    state = main.state if main else State.PLANNED
    with_them = main is not None and main.overtaken_by in handed_over_by()
    if with_them and state not in ENDED:
        return Progress(2, "ok", speech.say("status.with_you"), speech.say("status.next.with_you"))
    late = main is not None and _is_overdue(main, speech.now)
    early = main is not None and not with_them and _is_early(main, speech.now)
    return Progress(
        stage=2 if early else STAGES.get(State(state), 2),
        look=_look(state, late),
        status=speech.say("status.overdue") if late else _status(main, speech, early=early),
        next=speech.say(_next(State(state))),
    )


def _is_overdue(main: Remedy, now: datetime) -> bool:
    return main.state not in ENDED and main.due_at is not None and main.due_at < now


def _is_early(main: Remedy, now: datetime) -> bool:
    """Said to be done before the agreed time: nobody has come yet."""
    return main.state == State.DONE and lies_ahead(main.details, now=now)


def _look(state: str, late: bool) -> str:
    if late or state in TROUBLE:
        return "trouble"
    return "doubt" if state == State.IN_DOUBT else "ok"


def _status(main: Remedy | None, speech: Speech, *, early: bool) -> str:
    if early:
        return speech.say("status.done.early")
    state, kind = (main.state, main.kind) if main else (State.PLANNED, "")
    contact = main.details.get("contact", "") if main else ""
    keys = [f"status.{state}.{kind}.contact"] if contact else []
    if main and main.approver:
        keys.insert(0, f"status.{state}.approval")
    key = most_telling(*keys, f"status.{state}.{kind}", f"status.{state}")
    return speech.say(key, contact=contact)


def _next(state: State) -> str:
    if state in TROUBLE:
        return "status.next.trouble"
    return "status.next.planned" if state == State.PLANNED else "status.next.under_way"


LOOK = """
    SELECT (SELECT jsonb_agg(id ORDER BY id) FROM ledger_offer WHERE case_id = %(case)s),
           (SELECT jsonb_agg((id, state, overtaken_by) ORDER BY id)
            FROM ledger_remedy WHERE case_id = %(case)s),
           (SELECT jsonb_agg((round, started_at) ORDER BY round)
            FROM ledger_followup WHERE case_id = %(case)s)
"""


def look_of(case: Case) -> str:
    """A short digest that changes whenever the page would look different."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, {"case": case.pk})
        rows = [case.state, case.round, case.failure_kind, *cursor.fetchone()]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]
