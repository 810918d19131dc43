"""Give a kindness, or ask whoever has more freedom to.

The order, its case and whoever spends are locked, in this order and by everybody: so two at once
never give more than a case or a month allows. The same form sent twice gives one kindness.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from amends.app.actions.agreed import lock_order
from amends.app.actions.freedom.carrying_out import carry_out
from amends.app.actions.freedom.stated import Choice, Stated, stated_for
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Case, Kindness
from amends.core.errors import AmendsError
from amends.core.money import minor_unit
from amends.core.staff.freedom import Asked, ladder, who_decides, worth_of
from amends.policies.freedom import Kind

LONGEST = 200
NOTHING = Decimal(0)


class BadKindness(AmendsError):
    """A kindness that cannot be given like this; nothing was given."""

    code = "bad_kindness"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to give: ``amount`` where the kind asks for one, ``what`` of a gift,
    ``due`` of a promise; ``why`` in one line."""

    kind: str
    why: str
    amount: Decimal | None = None
    what: str = ""
    due: datetime | None = None


@transaction.atomic
def give(case: Case, wish: Wish, *, by: User, key: UUID, now: datetime) -> Kindness:
    """Give it where it lies within one's freedom, else ask whoever is above.

    ``key`` is that of the form: once more, it gives the same record. Raise ``BadKindness``.
    """
    locked = lock_case(case)
    known = Kindness.objects.filter(key=key).first()
    if known is not None:
        return known
    spend(by)
    stated = stated_for(locked, by, now=now)
    kind, amount = _check(locked, wish, stated, now)
    worth = worth_of(amount, _rate(locked))
    decides = _decides(stated, Asked(kind.name, amount), worth)
    if not decides:
        raise BadKindness("nobody is stated who may give this", where="kind", code="not_given")
    own = decides == stated.role
    given = Kindness.objects.create(
        key=key,
        case=locked,
        by=by,
        role=stated.role,
        kind=kind.name,
        amount=amount,
        currency=locked.order.currency,
        worth=worth,
        what=_line(wish.what),
        due_at=wish.due if kind.gives == "promise" else None,
        why=_line(wish.why),
        at=now,
        state=Kindness.State.GIVEN if own else Kindness.State.ASKED,
        above="" if own else decides,
    )
    tell(given, "kindness given" if own else "kindness asked", by=by, now=now)
    if own:
        carry_out(given, now=now)
    return given


def lock_case(case: Case) -> Case:
    """The case, locked after its order."""
    lock_order(case.order_id)
    found = Case.objects.select_for_update(of=("self",))
    return found.select_related("order", "customer", "promise").get(pk=case.pk)


def spend(by: Any) -> None:
    """Lock whoever spends: nobody else adds to their month meanwhile."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)


def tell(given: Kindness, action: str, *, by: Any, now: datetime) -> None:
    """Write it into the journal, without its words: they may name people."""
    note(
        action=action,
        now=now,
        case=given.case,
        actor=by.get_username(),
        kind=given.kind,
        amount=str(given.amount),
        currency=given.currency,
        key=str(given.key),
    )


def _check(case: Case, wish: Wish, stated: Stated, now: datetime) -> tuple[Kind, Decimal]:
    if case.state not in Case.LIVE or case.history:
        raise BadKindness("this case is over", where=f"case {case.pk}", code="case_over")
    if not stated.role:
        raise BadKindness("your role gives nothing on its own", where="role", code="not_given")
    if not _line(wish.why):
        raise BadKindness("say why, in one line", where="why", code="reason_needed")
    if max(len(_line(wish.why)), len(_line(wish.what))) > LONGEST:
        raise BadKindness(
            f"no more than {LONGEST} characters", where="why or what", code="line_too_long"
        )
    choice = next((each for each in stated.choices if each.kind.name == wish.kind), None)
    if choice is None:
        raise BadKindness("the rules give no such thing here", where="kind", code="not_given")
    if choice.kind.gives == "gift" and not _line(wish.what):
        raise BadKindness("say what the gift is", where="what", code="gift_missing")
    if choice.kind.gives == "promise":
        _check_date(wish.due, now)
    return choice.kind, _amount(choice, wish.amount, stated.currency)


def _check_date(due: datetime | None, now: datetime) -> None:
    days = current_policy().freedom.date_within_days
    if due is None or not now < due <= now + timedelta(days=days):
        raise BadKindness(
            f"a date within {days} days is needed", where="due", code="date_not_within"
        )


def _amount(choice: Choice, asked: Decimal | None, currency: str) -> Decimal:
    most = choice.most or NOTHING
    if choice.fixed:
        return most
    whole = asked is not None and asked.is_finite() and not asked % minor_unit(currency)
    if asked is None or not whole or asked <= 0:
        raise BadKindness(
            "an amount above nothing, in whole cents", where="amount", code="bad_demand"
        )
    if asked > most:
        raise BadKindness(f"{most} is the most", where="amount", code="more_than_paid")
    return asked


def _rate(case: Case) -> Decimal | None:
    said = current_policy().facts["worth"]["per_unit"].get(case.order.currency)
    return None if said is None else Decimal(str(said))


def _decides(stated: Stated, asked: Asked, worth: Decimal | None) -> str:
    """Who decides it: whoever asks, as far as the sums of case and month go; else who is above."""
    first = who_decides(stated.rows, stated.role, asked, stated.given)
    if first != stated.role or stated.month.holds(worth):
        return first
    above = ladder(stated.rows, stated.role)[1:2]
    return who_decides(stated.rows, above[0], asked, stated.given) if above else ""


def _line(text: str) -> str:
    """In one line, without space around it."""
    return " ".join(text.split())
