"""The customer does not agree with what we found: another person looks again (ISO 10002, 8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, QuerySet, Subquery

from amends.app.actions.claims.retold import Retold, retold
from amends.app.actions.hands import through_whom, word_of
from amends.app.actions.journal import SYSTEM, note
from amends.app.ledger.models import Case, Claim, Finding, Journal, Objection, Order
from amends.core.circumstances import CONTRADICTED

LONGEST_WORDS = 4000


def object_to(case: Case, *, words: str, due_at: datetime, by: str, now: datetime) -> None:
    """Put what was found against the customer's words in this case before another person.

    Called with the case locked. Where nothing was found against them there is nothing to object
    to: the remedy is done like any other.
    """
    text = words.replace("\x00", "").strip()[:LONGEST_WORDS]
    for finding in contradicted(case.order, now=now):
        Objection.objects.get_or_create(
            finding=finding,
            defaults={
                "case": case,
                "text": text,
                "made_at": now,
                "made_by": by,
                "due_at": due_at,
                "not_by": _not_by(case, finding),
            },
        )
        note(action="objected", now=now, case=case, actor=by, claim=finding.claim_id)


def contradicted(order: Order, *, now: datetime) -> Sequence[Finding]:
    """The findings that hold, of this order's claims, and say that it was not so: of each story
    the last telling, and nothing that the customer has corrected since."""
    found = latest_findings(Claim.objects.filter(order=order.pk)).filter(verdict=CONTRADICTED)
    known = retold(order, now=now) if found else Retold()
    past = known.told_again(order.ref) | known.corrected.keys()
    return [each for each in found if each.claim_id not in past]


def latest_findings(claims: QuerySet[Claim]) -> QuerySet[Finding]:
    """Of each claim the finding that holds."""
    last = Finding.objects.filter(claim=OuterRef("claim")).order_by("-number").values("number")
    found = Finding.objects.filter(claim__in=claims).select_related("claim__event")
    return found.annotate(last=Subquery(last[:1])).filter(number=F("last")).order_by("claim_id")


def had_a_part(objection: Objection, user: User) -> bool:
    """Whether this person handled the case, came to the finding, or passed on what was said."""
    name, case = user.get_username(), objection.case
    if user.pk in (objection.not_by_id, case.handled_by_id):
        return True
    if name in (objection.finding.by, through_whom(objection.made_by)):
        return True
    if objection.finding.claim.event.data.get("through") == name:
        return True
    return Journal.objects.filter(case=case, actor__in=(name, word_of(user))).exists()


def _not_by(case: Case, finding: Finding) -> User | None:
    if case.handled_by is not None or finding.by == SYSTEM:
        return case.handled_by
    return User.objects.filter(username=finding.by).first()
