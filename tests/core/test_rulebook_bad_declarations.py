"""What a rulebook cannot mean is refused where it stands, and never costs more than reading it."""

import pytest

from amends.core.errors import BadDeclaration
from amends.core.rulebook import read_rulebook
from amends.core.rulebook.check import check
from amends.core.rulebook.examples import read_examples, situations

NUMBER = {"n": {"type": "number"}}
ROWS = "id,n,o\nr,1,x\ns,-,y"


def read(facts=NUMBER, text=ROWS, outputs=None, head=None, **more):
    table = {"hit": "first", "outputs": outputs or {"o": "string"}, **(head or {})}
    declared = {"name": "x", "version": "1", "facts": facts, "tables": {"t": table}, **more}
    return read_rulebook(declared, {"t": text})


@pytest.mark.parametrize(
    "fact",
    [
        {"type": "string", "values": "late"},
        {"type": "string", "values": [1, 2]},
        {"type": "number", "values": [True, 2]},
        {"type": "number", "range": [False, 2]},
        {"type": "number", "range": [0, 2], "step": True},
        {"type": "number", "range": ["0", "1e9999999"]},
        {"type": "number", "range": [0, 1], "step": "1e-40"},
        {"type": "number", "optional": "no"},
        {"type": "number", "clamp": "false"},
        {"type": ["number"]},
        {"type": 5},
    ],
)
def test_a_fact_that_is_not_understood_is_refused(fact):
    with pytest.raises(BadDeclaration) as caught:
        read({"n": fact}, "id,n,o\nr,-,x")
    assert "facts.n" in caught.value.where


@pytest.mark.parametrize("said", ["1e9999999", "1e-9999999", "9" * 101, "NaN", "Infinity"])
def test_an_output_of_endless_digits_is_refused_at_once(said):
    with pytest.raises(BadDeclaration, match="is not a number"):
        read(text=f"id,n,o\nr,1,{said}", outputs={"o": "number"})


@pytest.mark.parametrize("name", ["source", "reason_en"])
def test_a_fact_or_output_never_stands_in_a_column_that_explains(name):
    with pytest.raises(BadDeclaration, match="explains the rule"):
        read({name: {"type": "string"}}, f"id,{name},o\nr,-,x")
    with pytest.raises(BadDeclaration, match="explains the rule"):
        read(text=f"id,n,{name}\nr,1,x", outputs={name: "string"})


@pytest.mark.parametrize("head", [{"may_be_empty": "no"}, {"hit": ["first"]}, {"aggregate": [1]}])
def test_a_table_that_is_not_understood_is_refused(head):
    with pytest.raises(BadDeclaration):
        read(head=head)


@pytest.mark.parametrize(
    "invariants",
    [
        "n > 1",
        ["n > 1"],
        [{"id": 5, "always": "n > 1"}],
        [{"id": "i", "across": 5, "same": "n"}],
        [{"id": "i", "across": [["n"]], "same": "n"}],
        [{"id": "i", "across": [], "same": "n"}],
    ],
)
def test_an_invariant_that_is_not_understood_is_refused(invariants):
    with pytest.raises(BadDeclaration):
        check(read(invariants=invariants))


def test_an_invariant_never_means_a_fact_and_a_table_by_one_name():
    with pytest.raises(BadDeclaration, match="of a fact and of a table"):
        facts = {"t": {"type": "string", "values": ["a", "b"]}}
        check(read(facts, "id,t,o\nr,-,x", invariants=[{"id": "i", "always": 't = "a"'}]))


@pytest.mark.parametrize("said", [["a"], {"a": 5}, {"a": {"n": [1]}}, {"a": {"like": ["b"]}}])
def test_a_named_situation_that_is_not_understood_is_refused(said):
    with pytest.raises(BadDeclaration):
        situations(read(situations=said))


@pytest.mark.parametrize("row", ["e,a", "e,a,r,1,2", 'e,a,r,"1'])
def test_an_example_has_as_many_cells_as_the_head(row):
    book = read(situations={"a": {"n": 1}})
    with pytest.raises(BadDeclaration, match=r"t\.examples\.csv row"):
        read_examples(f"id,situation,rules,n\n{row}", book=book, table="t")
