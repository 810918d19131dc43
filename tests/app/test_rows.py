"""Many rows at once are the same rows as one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.app.actions.ingest.rows import write_rows
from amends.app.ledger.models import Case, Decision, Offer
from tests.support.desk import waiting

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 8, 15, 30, 123456, tzinfo=UTC)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


def decision(case: Case, number: int, facts: Any) -> Decision:
    known = Decision.objects.filter(case=case).latest("number")
    return Decision(
        case=case,
        number=number,
        round=1,
        made_at=AT + timedelta(seconds=number),
        rulebook=known.rulebook,
        version=known.version,
        checksum=known.checksum,
        facts=facts,
        fired=[{"table": "t", "rule": 'a "quoted" \\ rule', "outputs": {}}],
    )


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.dictionaries(texts, values, max_size=4), min_size=2, max_size=5))
def test_whatever_stands_in_them_comes_back(facts: list[Any]) -> None:
    with transaction.atomic():
        case = Case.objects.first() or waiting()
        number = 100 + Decision.objects.count()
        made = write_rows(decision(case, number + n, each) for n, each in enumerate(facts))
        stored = Decision.objects.in_bulk([each.pk for each in made])
        assert [stored[each.pk].facts for each in made] == facts
        assert [stored[each.pk].made_at for each in made] == [each.made_at for each in made]
        assert all(stored[each.pk].fired == each.fired for each in made)
        transaction.set_rollback(True)


def test_rows_that_name_each_other_keep_their_order() -> None:
    case = waiting()
    decisions = write_rows(decision(case, 100 + n, {"n": n}) for n in range(3))
    until = AT + timedelta(days=7)
    offers = write_rows(
        Offer(case=case, decision=each, made_at=AT, valid_until=until, body=each.facts)
        for each in decisions
    )
    for each, of in zip(offers, decisions, strict=True):
        assert Offer.objects.get(pk=each.pk).decision == of
    assert not offers[0]._state.adding


def test_one_that_must_not_be_keeps_all_from_being_written() -> None:
    case = waiting()
    before = Decision.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(decision(case, 200, {}) for _ in range(2))
    assert Decision.objects.count() == before
    assert write_rows(iter(())) == []
