"""A chain of digests: whoever edits, removes or inserts a row is found (R17, R20)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.sealing import Fault, Link, Row, faults, seal

TEXTS = st.lists(st.text(max_size=20), min_size=1, max_size=30)


def rows_of(texts: list[str]) -> list[Row]:
    return [Row(3 * number + 2, text) for number, text in enumerate(texts)]


@given(TEXTS)
def test_what_nobody_touched_is_whole(texts: list[str]) -> None:
    rows = rows_of(texts)
    assert list(faults(seal(rows, after=None), rows)) == []


@given(TEXTS, st.integers(0), st.text(max_size=20))
def test_an_edited_row_is_named_and_only_that_one(texts: list[str], which: int, new: str) -> None:
    rows = rows_of(texts)
    links = list(seal(rows, after=None))
    number = which % len(rows)
    edited = rows[number]._replace(text=new + "!" + rows[number].text)
    changed = [*rows[:number], edited, *rows[number + 1 :]]
    assert list(faults(links, changed)) == [Fault("edited", edited.id, number + 1)]


@given(TEXTS, st.integers(0))
def test_a_removed_row_is_named(texts: list[str], which: int) -> None:
    rows = rows_of(texts)
    links = list(seal(rows, after=None))
    number = which % len(rows)
    left = [*rows[:number], *rows[number + 1 :]]
    assert list(faults(links, left)) == [Fault("removed", rows[number].id, number + 1)]


@given(TEXTS, st.integers(0), st.text(max_size=20))
def test_a_row_put_between_sealed_ones_is_named(texts: list[str], which: int, new: str) -> None:
    rows = rows_of(texts)
    links = list(seal(rows, after=None))
    number = which % len(rows)
    put = Row(rows[number].id - 1, new)
    changed = [*rows[:number], put, *rows[number:]]
    assert list(faults(links, changed)) == [Fault("inserted", put.id, number + 1)]


@given(TEXTS, st.integers(0))
def test_a_row_removed_with_its_link_tears_the_chain(texts: list[str], which: int) -> None:
    rows = rows_of([*texts, "the last one"])
    links = list(seal(rows, after=None))
    number = which % len(texts)
    found = list(
        faults(
            [*links[:number], *links[number + 1 :]],
            [*rows[:number], *rows[number + 1 :]],
        )
    )
    assert [fault.kind for fault in found] == ["torn"]


@given(TEXTS, TEXTS)
def test_a_chain_goes_on_where_it_ended(first: list[str], more: list[str]) -> None:
    rows = rows_of([*first, *more])
    at_once = list(seal(rows, after=None))
    begun = list(seal(rows[: len(first)], after=None))
    assert [*begun, *seal(rows[len(first) :], after=begun[-1])] == at_once


def test_rows_come_in_their_order() -> None:
    with pytest.raises(ValueError, match="does not come after"):
        list(seal([Row(2, "a"), Row(2, "b")], after=None))
    assert next(iter(seal([Row(1, "a")], after=None))).place == 1
    assert isinstance(next(iter(seal([Row(1, "a")], after=None))), Link)
