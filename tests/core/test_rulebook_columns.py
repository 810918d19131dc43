"""Many situations are decided as each would be by itself, in whatever form columns come (R16)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.feel.durations import Months
from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.columns import Coded, bundles, lookups
from amends.core.rulebook.columns.ticks import TICKS
from amends.core.rulebook.interpret import interpret
from tests.core.drawn import FACTS, VALUES, odd_situations, rulebooks, situations
from tests.core.test_rulebook_compiled import single

pa = pytest.importorskip("pyarrow", reason="make engines installs pyarrow")
Column = Callable[[str, list[Any]], Any]


def objects(name: str, values: list[Any]) -> Any:
    return values


def masked(name: str, values: list[Any]) -> Any:
    """NumPy's own dtypes, nulls masked."""
    kind = FACTS[name]["type"]
    mask = np.array([value is None for value in values])
    known = next((value for value in values if value is not None), None)
    filled = [known if value is None else value for value in values]
    if known is None or kind in {"time", "months"}:
        return np.array(values, object)
    dtypes: dict[str, Any] = {"string": str, "boolean": bool, "number": float, "date": "M8[D]"}
    dtype = dtypes.get(kind, "m8[us]")
    if kind == "date and time":
        filled, dtype = [TICKS[kind](value) for value in filled], "M8[us]"
    return np.ma.MaskedArray(np.array(filled, dtype), mask)


def nanoseconds(name: str, values: list[Any]) -> Any:
    """NaN and NaT for nulls, finer units, whole numbers where they are."""
    kind = FACTS[name]["type"]
    if kind == "number":
        whole = all(value is not None and value == int(value) for value in values)
        return np.array([np.nan if v is None else v for v in values], np.int64 if whole else float)
    if kind not in {"date", "date and time", "duration"}:
        return objects(name, values)
    scale = 86_400 * 10**9 if kind == "date" else 1000
    nat = np.iinfo(np.int64).min
    ticks = [nat if value is None else TICKS[kind](value) * scale for value in values]
    return np.array(ticks, np.int64).view("m8[ns]" if kind == "duration" else "M8[ns]")


def coded(name: str, values: list[Any]) -> Any:
    distinct = list(dict.fromkeys(value for value in values if value is not None))
    codes = [-1 if value is None else distinct.index(value) for value in values]
    return Coded(np.array(codes, np.int8), distinct)


def arrow(name: str, values: list[Any]) -> Any:
    if FACTS[name]["type"] == "months":
        return objects(name, values)
    if FACTS[name]["type"] == "number":
        return pa.array(
            [None if v is None else Decimal(str(v)) for v in values], pa.decimal128(12, 3)
        )
    array = pa.array(values)
    return array.dictionary_encode() if FACTS[name]["type"] == "string" else array


def chunked(name: str, values: list[Any]) -> Any:
    if FACTS[name]["type"] == "months":
        return objects(name, values)
    if FACTS[name]["type"] == "number":
        values = [None if value is None else float(value) for value in values]
    array = pa.array([None, *values])[1:]
    return pa.chunked_array([array[:3], array[3:]])


def outcomes(book: Rulebook, many: Any) -> list[Any]:
    """For each row its rules by table, or the code and place of what is wrong."""
    found: list[Any] = [[] for _ in range(many.length)]
    for answered in many.tables.values():
        for row, code in enumerate(answered.codes):
            found[row].append([rule.id for rule in answered.answers[code]] if code >= 0 else None)
    for problem in many.problems:
        for row in problem.rows:
            assert found[row] == [None] * len(book.tables)
            found[row] = (problem.error.code, problem.error.where)
    return found


def one_by_one(book: Rulebook, rows: list[dict[str, Any]]) -> list[Any]:
    found: list[Any] = []
    for facts in rows:
        try:
            found.append([[rule.id for rule in answer] for answer in interpret(book, facts)])
        except BadSituation as error:
            found.append((error.code, error.where))
    return found


@given(
    rulebooks(),
    st.lists(situations, min_size=1, max_size=20),
    st.sampled_from([objects, masked, nanoseconds, coded, arrow, chunked]),
)
def test_columns_are_decided_as_row_by_row(book: Rulebook, rows, form: Column):
    columns = {name: form(name, [row[name] for row in rows]) for name in VALUES}
    assert outcomes(book, book.decide_many(columns)) == one_by_one(book, rows)


@given(rulebooks(), st.lists(odd_situations(), min_size=1, max_size=20))
def test_rows_that_cannot_be_decided_are_told_and_the_others_decided(book: Rulebook, rows):
    columns = {name: [row.get(name) for row in rows] for name in VALUES}
    assert outcomes(book, book.decide_many(columns)) == one_by_one(book, rows)


@given(rulebooks(), st.lists(situations, min_size=1, max_size=20))
def test_a_table_too_large_for_lists_is_decided_by_sets(book: Rulebook, rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookups, "MOST_WORDS", 3)
        many = book.decide_many({name: [row[name] for row in rows] for name in VALUES})
    assert outcomes(book, many) == one_by_one(book, rows)


@given(rulebooks(), st.lists(situations, min_size=1, max_size=20), st.integers(1, 300))
def test_tables_are_decided_alike_however_they_are_put_together(book: Rulebook, rows, most: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundles, "MOST_PLACES", most)
        many = book.decide_many({name: [row[name] for row in rows] for name in VALUES})
    assert outcomes(book, many) == one_by_one(book, rows)


@pytest.mark.parametrize("high", [1000, 100_000])
def test_more_kinds_than_a_byte_holds_are_told_apart(high: int):
    cells = [f">={low}" for low in range(400, 0, -1)]
    book = single({"type": "number", "range": [0, high]}, [*cells, "-"])
    numbers = np.arange(0, 1001, 7)
    expected = np.clip(400 - numbers, 0, None).tolist()
    for column in (numbers, numbers.astype(float), Coded(numbers, range(1001))):
        many = book.decide_many({"x": column})
        assert many["t"].rule.tolist() == expected
    assert book.decide_many({"x": np.array([-1, 5, high + 1])})["t"].rule.tolist() == [-1, 395, -1]


def test_many_rules_pieces_and_answers_as_lists():
    cells = [f">={low}" for low in range(200)]
    book = single({"type": "number", "range": [0, 1000], "step": 1}, cells, hit="collect")
    days = np.arange(140_000) % 1001
    answered = book.decide_many({"x": days})["t"]
    offsets, rules = answered.lists()
    assert np.array_equal(np.diff(offsets), np.minimum(days + 1, 200))
    assert list(rules[offsets[5] : offsets[6]]) == [0, 1, 2, 3, 4, 5]
    assert answered.said("y")[answered.codes[2]] == [0, 1, 2]


def test_the_input_is_not_changed_and_what_is_wrong_is_told_by_row():
    book = single({"type": "number", "range": [0, 9], "step": 1}, ["<3", "[5..9]"])
    given = np.array([1, 4, 12, 7, -3])
    many = book.decide_many({"x": given})
    assert given.tolist() == [1, 4, 12, 7, -3]
    assert many["t"].rule.tolist() == [0, -1, -1, 1, -1]
    assert many["t"].output("y").tolist() == [0, None, None, 1, None]
    told = [(problem.error.code, problem.rows.tolist()) for problem in many.problems]
    assert told == [("bad_situation", [2, 4]), ("gap", [1])]
    assert many.is_decided.tolist() == [True, False, False, True, False]


def test_floats_are_the_numbers_that_they_are_written_as():
    book = single({"type": "number", "range": [0, 9], "step": "0.1"}, ["0.1", ">=0.3", "-"])
    many = book.decide_many({"x": np.array([0.1, 0.3, 0.2, 0.1 + 0.2, np.nan, np.inf])})
    assert many["t"].rule.tolist() == [0, 1, 2, -1, -1, -1]
    assert {problem.error.message for problem in many.problems} == {
        "the fact is missing",
        "not a value of this fact",
    }


def test_an_arrow_table_in_and_an_arrow_column_out():
    book = single({"type": "date"}, ["<2026-01-02", "-"])
    table = pa.table({"x": pa.array([date(2026, 1, 1), date(2026, 1, 2)]), "other": [1, 2]})
    assert book.decide_many(table)["t"].to_arrow("y").to_pylist() == [0, 1]


def test_columns_that_lose_digits_or_rows_are_refused():
    book = single({"type": "number"}, ["<2", "-"])
    for columns, message in [
        ({}, "the column is missing"),
        ({"x": np.zeros(3, np.float32)}, "too few digits"),
        ({"x": np.zeros((2, 2))}, "one dimension"),
        ({"x": np.zeros(2, "M8[s]")}, "not a unit of a number"),
    ]:
        with pytest.raises(BadSituation, match=message):
            book.decide_many(columns)


def test_truth_values_are_no_numbers_and_numbers_no_truth_values():
    number = single({"type": "number", "range": [0, 9]}, ["1", "-"])
    truth = single({"type": "boolean"}, ["true", "-"])
    flags: Any
    for flags in (np.array([True]), pa.array([True]), np.ma.MaskedArray([True])):
        with pytest.raises(BadSituation, match="holds truth values, and this fact is a number"):
            number.decide_many({"x": flags})
    for flags in (np.array([1], np.int8), np.array([1.0]), pa.array([1])):
        with pytest.raises(BadSituation, match="holds numbers, and this fact is a boolean"):
            truth.decide_many({"x": flags})
    codes = np.array([0, 1])
    for book, values in ((number, [1, True]), (truth, [True, 1])):
        for column in (values, Coded(codes, values), np.array(values, object)):
            assert book.decide_many({"x": column})["t"].rule.tolist() == [0, -1]


def test_months_and_durations_in_their_own_units():
    book = single({"type": "months"}, ["<P1Y", "-"])
    column: Any
    for column in (np.array([11, 12]), np.array([11, 12], "m8[M]"), [Months(11), Months(12)]):
        assert book.decide_many({"x": column})["t"].rule.tolist() == [0, 1]
    book = single({"type": "duration"}, ["<PT1M", "-"])
    for column in (np.array([59, 60], "m8[s]"), [timedelta(seconds=59), timedelta(minutes=1)]):
        assert book.decide_many({"x": column})["t"].rule.tolist() == [0, 1]
