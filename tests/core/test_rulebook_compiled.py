"""What is compiled decides as the plain interpreter does, whatever the situation (R9, R30)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.rulebook import BadSituation, Rulebook, read_rulebook
from amends.core.rulebook.interpret import interpret
from tests.core.drawn import odd_situations, rulebooks, situations


def outcome(decide, facts):
    try:
        return [[rule.id for rule in answer] for answer in decide(facts)]
    except BadSituation as error:
        return (error.code, error.where, error.message)


@given(rulebooks(), st.lists(situations | odd_situations(), min_size=1, max_size=20))
def test_compiled_and_interpreted_decide_alike(book: Rulebook, facts):
    for each in facts:
        fast = outcome(lambda f: book.decide(f).answers, each)
        assert fast == outcome(lambda f: interpret(book, f), each)


@given(rulebooks(), situations)
def test_what_can_be_decided_is_never_left_to_the_interpreter(book: Rulebook, facts):
    def never(facts: Mapping[str, Any]) -> None:
        interpret(book, facts)
        raise AssertionError("decided slowly")

    decide = book.decide
    decide.__globals__["slowly"] = never
    outcome(lambda f: decide(f).answers, facts)


def book_of(facts, tables, files):
    declared = {"name": "t", "version": "1", "facts": facts, "tables": tables}
    return read_rulebook(declared, files)


def single(entry, cells, hit="first"):
    """A rulebook of one table that tests the fact x."""
    rows = [f'r{place},"{cell}",{place}' for place, cell in enumerate(cells)]
    head = {"hit": hit, "outputs": {"y": "number"}}
    return book_of({"x": entry}, {"t": head}, {"t": "\n".join(["id,x,y", *rows])})


def test_listed_numbers_need_not_stand_in_their_order():
    book = single({"type": "number", "values": [1, 10, 5]}, ["<=5", "-"])
    assert [book.decide({"x": x}).outputs["t"]["y"] for x in (1, 10, 5)] == [0, 1, 0]


def test_a_limit_beside_the_steps_leaves_no_hole():
    book = single({"type": "number", "range": [0, 100000], "step": "0.01"}, [">9.995", "-"])
    values = ["9.99", "10", "10.01"]
    assert [book.decide({"x": Decimal(x)}).outputs["t"]["y"] for x in values] == [1, 0, 0]


def test_a_float_is_the_number_that_it_is_written_as():
    book = single({"type": "number", "range": [0, 9], "step": "0.1"}, ["0.1", "0.3", "-"])
    assert [book.decide({"x": x}).outputs["t"]["y"] for x in (0.1, 0.3, 0.2)] == [0, 1, 2]
    with pytest.raises(BadSituation, match="not a value"):
        book.decide({"x": 0.1 + 0.2})


def test_a_truth_value_is_no_number_and_a_number_no_truth_value():
    number = single({"type": "number", "range": [0, 9]}, ["1", "-"])
    truth = single({"type": "boolean", "optional": True}, ["true", "-"])
    assert [truth.decide({"x": x}).outputs["t"]["y"] for x in (True, False, None)] == [0, 1, 1]
    for book, value, type_ in ((number, True, "number"), (truth, 1, "boolean")):
        with pytest.raises(
            BadSituation, match=f"{value} is not a value of the type {type_}"
        ) as bad:
            book.decide({"x": value})
        assert bad.value.where == "x"
        assert bad.value.hint


def test_an_output_said_again_later_is_read_from_the_table_before():
    outputs = {"hit": "first", "outputs": {"who": "string"}}
    last = {"hit": "first", "outputs": {"how": "string"}}
    book = book_of(
        {"x": {"type": "number"}},
        {"a": outputs, "b": last, "c": outputs},
        {"a": "id,x,who\n1,>1,boss\n2,-,staff", "b": "id,who,how\n1,boss,up\n2,-,down",
         "c": "id,x,who\n1,-,nobody"},
    )  # fmt: skip
    assert book.decide({"x": 2}).outputs["b"] == {"how": "up"}
    assert book.decide({"x": 1}).outputs["b"] == {"how": "down"}


def test_durations_are_added_up_and_rules_that_say_nothing_add_nothing():
    head = {"hit": "collect", "aggregate": "sum", "outputs": {"y": {"type": "duration"}}}
    book = book_of(
        {"x": "number"}, {"t": head}, {"t": "id,x,y\n1,-,PT1H\n2,>0,PT2H\n3,-,-\n4,<0,-"}
    )
    assert [str(book.decide({"x": x}).outputs["t"]["y"]) for x in (0, 1)] == ["1:00:00", "3:00:00"]
