"""An objection is answered: a further finding, by a person, with a reason for the customer."""

from __future__ import annotations

import json
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.agreed import lock_order
from amends.app.actions.claims.leading import lead_on
from amends.app.actions.claims.objecting import had_a_part
from amends.app.actions.claims.reading import as_read
from amends.app.actions.claims.records import records_around
from amends.app.actions.claims.taking import Held
from amends.app.actions.journal import note
from amends.app.actions.letters import withdraw_letters
from amends.app.actions.policy import current_policy
from amends.app.actions.remedies.record import put
from amends.app.actions.rounds import start_again
from amends.app.actions.staff import roles_of
from amends.app.actions.telling import tell
from amends.app.ledger.models import Case, Decision, Finding, FollowUp, Objection, Order, Remedy
from amends.core import findings
from amends.core.circumstances import CONFIRMED, CONTRADICTED, UNCONFIRMED
from amends.core.errors import AmendsError

VERDICTS = (CONFIRMED, UNCONFIRMED, CONTRADICTED)
LONGEST_REASON = 2000
TO_DO = (Remedy.State.PLANNED,)


class NotYours(AmendsError):
    """An objection that somebody else has to answer."""

    code = "objection_not_yours"


class BadAnswer(AmendsError):
    """An answer that lacks something, or comes too late."""

    code = "objection_answered"


@transaction.atomic
def answer_objection(
    objection: Objection, *, verdict: str, reason: str, by: User, now: datetime
) -> Finding:
    """Find anew what was objected to; the claim's case goes on by it.

    What is no longer found against the customer breaks its promise, and the case is decided anew.
    What is upheld is told in a letter, with the reason and where else they may turn, and the case
    is closed. Raise ``NotYours`` or ``BadAnswer``.
    """
    lock_order(objection.case.order_id)
    case = Case.objects.select_for_update(of=("self",)).get(pk=objection.case_id)
    locked = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    reason = reason.replace("\x00", "").strip()
    _check(locked, verdict, reason, by)
    finding = _find(locked, verdict, reason[:LONGEST_REASON], by, now)
    locked.answered_at, locked.answered_by, locked.answer = now, by, finding
    locked.save(update_fields=["answered_at", "answered_by", "answer"])
    detail = {"claim": finding.claim_id, "verdict": verdict}
    note(action="objection answered", now=now, case=case, actor=by.get_username(), **detail)
    if not Objection.objects.filter(case=case, answered_at=None).exists():
        _settle(case, by, now)
    return finding


def remedy_of(case: Case) -> Remedy | None:
    """The remedy by which somebody looks again, as long as it is to be done."""
    kinds = current_policy().objections.remedies
    found = Remedy.objects.filter(case=case, kind__in=kinds, is_gesture=False, state__in=TO_DO)
    return found.order_by("-id").first()


def _check(objection: Objection, verdict: str, reason: str, by: User) -> None:
    if objection.answered_at is not None:
        raise BadAnswer("this was answered already", where="objection")
    if had_a_part(objection, by):
        raise NotYours("somebody who had no part in it looks again", where="objection")
    remedy = remedy_of(objection.case)
    if remedy is not None and remedy.who not in roles_of(by):
        raise NotYours(f"the {remedy.who} looks again", where="objection", code="objection_role")
    if verdict not in VERDICTS:
        raise BadAnswer("say what was found", where="verdict", code="verdict_missing")
    if not reason:
        raise BadAnswer("say why: the customer reads it", where="reason", code="reason_missing")


def _find(objection: Objection, verdict: str, reason: str, by: User, now: datetime) -> Finding:
    """The finding of this person, with the evidence as it is by now."""
    claim = objection.finding.claim
    order = Order.objects.get(ref=claim.order)
    last = Finding.objects.filter(claim=claim).order_by("-number").first()
    assert last is not None
    said = as_read(claim, order)
    evidence, conflicting = last.evidence, last.conflicting
    if said is not None:
        record = records_around([said], now=now)[claim.pk]
        shown = findings.hold(said.claim, record, rules=current_policy().findings)
        evidence = json.loads(json.dumps([piece._asdict() for piece in shown.evidence]))
        conflicting = shown.conflicting
    return Finding.objects.create(
        claim=claim,
        number=last.number + 1,
        verdict=verdict,
        conflicting=conflicting,
        evidence=evidence,
        made_at=now,
        by=by.get_username(),
        reason=reason,
        rules=current_policy().rulebook.checksum,
    )


def _settle(case: Case, by: User, now: datetime) -> None:
    """Everything that was objected to is answered: the remedy is done, and the case goes on."""
    remedy = remedy_of(case)
    answered = list(
        Objection.objects.filter(case=case, answered_at__isnull=False)
        .select_related("answer__claim__event__load")
        .order_by("id")
    )
    if remedy is not None:
        put(remedy, Remedy.State.DONE, now=now, actor=by.get_username())
    case.refresh_from_db()
    found = [each.answer for each in answered if each.answer is not None]
    others = [each for each in found if each.verdict != CONTRADICTED]
    if not others:
        _uphold(case, now)
        return
    lead_on([_held(each) for each in others], now=now)
    case.refresh_from_db()
    if case.state == Case.State.MENDED:
        start_again(case, now)


def _held(finding: Finding) -> Held:
    order = Order.objects.get(ref=finding.claim.order)
    shown = findings.Finding(finding.verdict, (), finding.conflicting)  # type: ignore[arg-type]
    return Held(finding.claim, order, shown)


def _uphold(case: Case, now: datetime) -> None:
    """The customer is told why, and where else to turn; what was said stays as it was found."""
    FollowUp.objects.filter(case=case, answered_at=None).update(answered_at=now)
    case.state, case.state_at = Case.State.CLOSED, now
    case.save(update_fields=["state", "state_at"])
    withdraw_letters(case)
    note(action="finding upheld", now=now, case=case)
    tell(case, "upheld", decision=Decision.objects.filter(case=case).latest("number"), now=now)
