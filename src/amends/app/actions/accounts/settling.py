"""What a case cost is posted once, and who bears it is brought to where it belongs.

May be called at any time and as often as one likes: only the difference to what stands in the
accounts is posted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from amends.app.actions.accounts.booking import Books, book, held_in
from amends.app.actions.accounts.contracts import contracts_of, covered
from amends.app.actions.accounts.correcting import correct_costs, told_cost
from amends.app.actions.policy import current_policy
from amends.app.actions.responsibility import found_for
from amends.app.actions.sweeping import each_case
from amends.app.ledger.models import Case, CaseAccount, Event, Remedy
from amends.core import accounts
from amends.core.responsibility import Share

NOTHING = Decimal(0)
AT_ONCE = 500


def settle(case: Case, *, now: datetime) -> None:
    """Post what was done for this case and not posted yet, and who bears it now.

    The case is locked, with its order and promise loaded.
    """
    for remedy in _not_posted(case):
        _post_cost(case, remedy, now)
    correct_costs(case, now=now)
    held = held_in(case)
    if not held:
        return
    _is_looked_at(case)
    for currency in sorted(held):
        _allocate(case, currency, held, now)


def follow_changes(*, now: datetime) -> int:
    """Look at the accounts anew where the failure or who caused it changed; return how many."""
    stale = CaseAccount.objects.filter(stale=True).order_by("id")
    numbers = stale.values_list("case_id", flat=True)[:AT_ONCE]
    return each_case(list(numbers), _settle, now=now)


def turned_up(orders: Collection[str]) -> None:
    """Have the accounts of these orders looked at anew: something may have turned up."""
    if orders and CaseAccount.objects.exists():
        cases = Case.objects.filter(order__in=orders).values("pk")
        CaseAccount.objects.filter(case__in=cases, stale=False).update(stale=True)


def types_of_turning_up() -> frozenset[str]:
    """The types of event after which a failure may not last."""
    return frozenset().union(*(rule.by for rule in current_policy().turned_up.values()))


def catch_up(*, now: datetime) -> int:
    """Post what was done before there were accounts; return in how many cases."""
    done = _with_a_cost(Remedy.objects.filter(state=Remedy.State.DONE, entries=None))
    last, count = 0, 0
    while cases := list(
        done.filter(case__gt=last)
        .order_by("case")
        .values_list("case", flat=True)
        .distinct()[:AT_ONCE]
    ):
        count += each_case(cases, _settle, now=now)
        last = cases[-1]
    return count


def look_again(*, now: datetime) -> int:
    """Hold every account against the contracts as they are now; return how many were looked at."""
    last, count = 0, 0
    rows = CaseAccount.objects.order_by("case_id").values_list("case_id", flat=True)
    while cases := list(rows.filter(case_id__gt=last)[:AT_ONCE]):
        count += each_case(cases, _settle, now=now)
        last = cases[-1]
    return count


def _settle(case: Case, now: datetime) -> None:
    settle(case, now=now)


def _is_looked_at(case: Case) -> None:
    """First the mark, then the look: what changes in between sets the mark again."""
    CaseAccount.objects.update_or_create(
        case=case, defaults={"promise_id": case.promise_id, "stale": False}
    )
    case.promise.refresh_from_db(fields=["failure_kind", "since"])


def _not_posted(case: Case) -> Iterator[Remedy]:
    done = Remedy.objects.filter(case=case, state=Remedy.State.DONE, entries=None)
    yield from _with_a_cost(done).order_by("id")


def _with_a_cost(remedies: Any) -> Any:
    return remedies.filter(
        Q(amount__gt=0) | Q(kind__in=list(current_policy().costs)) | Q(result__has_key="cost")
    )


def _post_cost(case: Case, remedy: Remedy, now: datetime) -> None:
    bases = {"value": case.order.total, "delivery_price": case.order.delivery_price}
    found = accounts.cost_of(
        remedy.kind, remedy.amount, remedy.currency, bases, current_policy().costs
    )
    if "cost" in remedy.result:
        found = accounts.Cost(told_cost(remedy), estimated=False)
    if found.amount > 0:
        because = {"remedy": remedy.kind, "estimated": found.estimated}
        entry = accounts.cost(found.amount, remedy.currency)
        book(case, entry, now=now, because=because, remedy=remedy)


def _allocate(case: Case, currency: str, held: Books, now: datetime) -> None:
    cost = -held[currency].get(accounts.CUSTOMER, NOTHING)
    shares, basis = _shares(case)
    paid = covered(case, basis["failure"], list(shares), contracts_of(shares))
    asked = accounts.demanded(cost, currency, shares, paid)
    targets = {partner: each.amount for partner, each in asked.items()}
    entry = accounts.allocate(targets, currency, held[currency])
    if entry is not None:
        because = {**basis, "demands": [_told(p, each) for p, each in asked.items()]}
        book(case, entry, now=now, because=because)


def _shares(case: Case) -> tuple[dict[accounts.Partner, Decimal], dict[str, Any]]:
    """Who caused it, and from which finding; nobody, where the promise is not broken any more."""
    failure = _failure(case)
    found = found_for([case.promise_id]).get(case.promise_id)
    if not failure or found is None:
        return {}, {"failure": failure, "shares": []}
    shares: dict[accounts.Partner, Decimal] = {}
    for each in found.shares:
        partner = accounts.Partner(each.party, each.who)
        shares[partner] = shares.get(partner, NOTHING) + each.share
    told = [_told_share(each) for each in found.shares]
    return shares, {"failure": failure, "finding": found.number, "shares": told}


def _failure(case: Case) -> str:
    """The kind of failure that a partner is charged for: what was lost may have turned up."""
    failure = case.promise.failure_kind
    rule = current_policy().turned_up.get(failure)
    if rule is None or case.promise.since is None:
        return failure
    after = Event.objects.filter(
        subject=case.order_id, type__in=rule.by, time__gt=case.promise.since
    )
    return rule.then if after.exists() else failure


def _told_share(each: Share) -> Mapping[str, Any]:
    return {"party": each.party, "who": each.who, "share": str(each.share)}


def _told(partner: accounts.Partner, demand: accounts.Demand) -> Mapping[str, Any]:
    return {
        "party": partner.party,
        "who": partner.who,
        "part": str(demand.part),
        "amount": str(demand.amount),
        "contract": demand.covered.contract.number,
        "clause": demand.covered.clause.number,
    }
