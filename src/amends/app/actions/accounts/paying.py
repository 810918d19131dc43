"""Whether the contract of the partner that caused a failure pays for it (R20)."""

from __future__ import annotations

from collections.abc import Sequence

from amends.app.actions.accounts.contracts import contracts_of, covered
from amends.app.actions.responsibility import found_for
from amends.app.ledger.models import Case
from amends.core.accounts import Partner


def who_pays(cases: Sequence[Case]) -> frozenset[int]:
    """The numbers of the cases in which the party with the largest share pays by its contract."""
    found = found_for([case.promise_id for case in cases])
    largest = {number: Partner(*each.shares[0][:2]) for number, each in found.items()}
    known = contracts_of(largest.values())
    if not known:
        return frozenset()
    return frozenset(
        case.pk
        for case in cases
        if case.promise_id in largest
        and covered(case, case.failure_kind, [largest[case.promise_id]], known)
    )
