"""What the rulebook states of one case: who may give what, and how much of it is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from amends.app.actions.money import money_of
from amends.app.actions.policy import current_policy
from amends.app.actions.staff import roles_of
from amends.app.ledger.models import Case, Decision, Kindness, Order, Remedy
from amends.core.money import minor_unit, rounded_down, share_of
from amends.core.staff.freedom import (
    Asked,
    Month,
    Row,
    acts_as,
    is_given,
    left_in_case,
    who_decides,
)
from amends.policies.freedom import Kind

TABLE = "freedom"
NOTHING = Decimal(0)
NOT_GIVEN = (Remedy.State.FAILED, Remedy.State.CANCELLED)
"""What was not given after all is not spent."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of kindness in this case; ``most`` of its amount is possible, whoever decides.

    ``fixed`` where nobody chooses the amount; ``above`` says who decides the least of it, empty
    for whoever asks.
    """

    kind: Kind
    most: Decimal | None
    fixed: bool
    above: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody may give in a case as their ``role``; sums of the case in ``currency``.

    ``in_case`` is what the role gives in all, ``left`` what is left of it (None: no limit);
    ``month`` is in the rulebook's currency.
    """

    role: str
    rows: Sequence[Row]
    choices: Sequence[Choice]
    currency: str
    given: Decimal
    in_case: Decimal | None
    left: Decimal | None
    month: Month


def stated_for(case: Case, user: Any, *, now: datetime, decision: Decision | None = None) -> Stated:
    """The freedom of a user in a case, with its order loaded, by its newest ``decision``."""
    decision = decision or Decision.objects.filter(case=case).order_by("-number").first()
    rows = _rows(decision) if decision else []
    role = acts_as(rows, roles_of(user))
    row = next((each for each in rows if each.role == role), None)
    given, spent = _sums(case, user, now)
    return Stated(
        role=role,
        rows=rows,
        choices=_choices(case, decision, rows, role, given, now) if decision and role else (),
        currency=case.order.currency,
        given=given,
        in_case=row.amount if row else None,
        left=left_in_case(row, given),
        month=Month(current_policy().freedom.month.get(role), spent),
    )


def unit() -> str:
    """The currency in which the rulebook counts."""
    return str(current_policy().facts["worth"].get("unit", ""))


def _rows(decision: Decision) -> list[Row]:
    said = [hit["outputs"] for hit in decision.fired if hit["table"] == TABLE]
    return [
        Row(
            role=each["role"],
            may=frozenset(each["may"].split(".")),
            amount=_amount(decision, each["amount_of"], each["amount_share"]),
            above=each["above"],
        )
        for each in said
    ]


def _amount(decision: Decision, of: str | None, share: str | int | None) -> Decimal | None:
    if of is None or share is None:
        return None
    base = Decimal(str(decision.facts[of]))
    return share_of(base, Decimal(str(share)), str(decision.facts["currency"]))


def _choices(
    case: Case,
    decision: Decision,
    rows: Sequence[Row],
    role: str,
    given: Decimal,
    now: datetime,
) -> list[Choice]:
    found, order = [], case.order
    money = money_of([case], now=now)[case.order_id]
    paid = order.total - money.paid_back if _is_paid(decision, order.prepaid) else NOTHING
    delivery = min(order.delivery_price - money.delivery_paid_back, paid)
    for kind in current_policy().freedom.kinds.values():
        most = _most(kind, order, paid=paid, delivery=delivery)
        if not is_given(rows, kind.name) or most == NOTHING:
            continue
        fixed = kind.amount != "asked"
        least = (most or NOTHING) if fixed else minor_unit(order.currency)
        decides = who_decides(rows, role, Asked(kind.name, least), given)
        found.append(Choice(kind, most, fixed, "" if decides == role else decides))
    return found


def _most(kind: Kind, order: Order, *, paid: Decimal, delivery: Decimal) -> Decimal | None:
    """The most that such a kindness can be; None where it costs nothing.

    Money goes back out of what was paid and did not go back yet; a gift is worth no more than the
    order.
    """
    if kind.amount == "nothing":
        return None
    most = delivery if kind.amount == "delivery_price" else paid
    if kind.gives != "money":
        most = order.total
    return max(rounded_down(most, order.currency), NOTHING)


def _is_paid(decision: Decision, prepaid: bool) -> bool:
    """Whether the order was paid, as the decision says; else as it was placed."""
    said = (hit["outputs"].get("paid") for hit in decision.fired if hit["table"] == "payment")
    found = next((each for each in said if each is not None), None)
    return bool(prepaid if found is None else found)


def month_of(user: Any, role: str, *, now: datetime) -> Month:
    """What this person spent of the month's sum of their role."""
    spent = _stands().filter(_this_month(user, now)).aggregate(sum=Sum("worth"))["sum"]
    return Month(current_policy().freedom.month.get(role), spent or NOTHING)


def _sums(case: Case, user: Any, now: datetime) -> tuple[Decimal, Decimal]:
    """What was given in this case, by whomever, in the order's currency; and what this person
    spent this month, in the rulebook's."""
    here, mine = Q(case=case), _this_month(user, now)
    sums = (
        _stands()
        .filter(here | mine)
        .aggregate(given=Sum("amount", filter=here), spent=Sum("worth", filter=mine))
    )
    return sums["given"] or NOTHING, sums["spent"] or NOTHING


def _this_month(user: Any, now: datetime) -> Q:
    first = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    own = Q(by=user.pk, answered_by=None, at__gte=first)
    return own | Q(answered_by=user.pk, answered_at__gte=first)


def _stands() -> Any:
    given = Kindness.objects.filter(state=Kindness.State.GIVEN)
    return given.exclude(remedy__state__in=NOT_GIVEN)
