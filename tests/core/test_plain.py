"""Records become plain values as the standard library makes them, without copying leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amends.core.plain import as_plain, own_values


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    amount: Decimal
    parts: tuple[Any, ...]
    said: Mapping[str, Any]


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


def holding(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    mappings = st.dictionaries(st.text(max_size=3), inner, max_size=3)
    tuples = st.lists(inner, max_size=3).map(tuple)
    record = st.builds(Record, st.text(max_size=3), st.decimals(0, 9), tuples, mappings)
    return mappings | tuples | st.lists(inner, max_size=3) | record


values = st.recursive(leaves, holding, max_leaves=12)


@given(values, st.dictionaries(st.text(max_size=3), values, max_size=3))
def test_plain_values_are_those_of_the_standard_library(inner: Any, said: dict[str, Any]) -> None:
    record = Record("a", Decimal("1.50"), (inner,), said)
    assert as_plain(record) == asdict(record)


def test_what_is_given_away_can_be_changed_without_changing_the_record() -> None:
    record = Record("a", Decimal(1), (), {"en": {"why": "late"}})
    as_plain(record)["said"]["en"]["why"] = "lost"
    assert record.said == {"en": {"why": "late"}}


def test_own_values_are_not_taken_apart() -> None:
    inner = Record("b", Decimal(2), (), {})
    assert own_values(Record("a", Decimal(1), (inner,), {}))["parts"] == (inner,)
