"""The worked examples beside the tables of the policies that ship, interpreted and compiled."""

from pathlib import Path

import pytest

from amends.core.errors import BadDeclaration
from amends.core.rulebook import Rulebook
from amends.core.rulebook.examples import Example, contradictions, read_examples, situations
from amends.core.rulebook.interpret import interpret
from amends.policies import ALWAYS_RIGHT, RETAIL
from tests.support.policies import shipped

BOOKS = {folder: shipped(folder).rulebook for folder in (RETAIL, ALWAYS_RIGHT)}
ENDING = ".examples.csv"


def examples_of(folder: Path) -> list[Example]:
    return [
        example
        for path in sorted(folder.glob(f"*{ENDING}"))
        for example in read_examples(
            path.read_text("utf-8"), book=BOOKS[folder], table=path.name.removesuffix(ENDING)
        )
    ]


EXAMPLES = [
    pytest.param(folder, example, id=f"{folder.name}-{example.table}-{example.id}")
    for folder in BOOKS
    for example in examples_of(folder)
]


@pytest.mark.parametrize(("folder", "example"), EXAMPLES)
def test_an_example_comes_out_as_it_says_interpreted_and_compiled(folder, example) -> None:
    book = BOOKS[folder]
    place = book.places[example.table]
    interpreted = interpret(book, example.facts)[place]
    compiled = book.decide(example.facts).answers[place]
    assert list(contradictions(example, book, interpreted)) == []
    assert list(contradictions(example, book, compiled)) == []


def test_every_rule_of_the_retail_policy_is_shown_at_work() -> None:
    book, shown = BOOKS[RETAIL], examples_of(RETAIL)
    for table in book.tables:
        at_work = {rule for each in shown if each.table == table.name for rule in each.rules}
        assert at_work == {rule.id for rule in table.rules}, table.name


@pytest.mark.parametrize("folder", BOOKS)
def test_both_stories_are_among_them(folder: Path) -> None:
    remedies = {each.id: each.rules for each in examples_of(folder) if each.table == "remedies"}
    assert "point_bring" in remedies["closed_point"]
    assert "meal_again" in remedies["wrong_sandwich"]


def test_an_example_that_comes_out_otherwise_says_how() -> None:
    book = BOOKS[RETAIL]
    text = "id,situation,rules,gesture\nx,closed_point,nothing,none\n"
    [example] = read_examples(text, book=book, table="gestures")
    answer = book.decide(example.facts).answers[book.places["gestures"]]
    assert list(contradictions(example, book, answer)) == [
        "gestures.examples.csv row 2 (x): visit_back applies, not nothing",
        "gestures.examples.csv row 2 (x): gesture is delivery_price_back, not none",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,situation\nx,closed_point\n", "the column 'rules' is missing"),
        ("id,situation,rules,visits\n", "the column 'visits' is neither a fact nor an output"),
        ("id,situation,rules\nx,nowhere,nothing\n", "there is no situation 'nowhere'"),
        ("id,situation,rules\nx,closed_point,nothng\n", "there is no rule 'nothng'"),
        ("id,situation,rules,round\nx,closed_point,nothing,no\n", "'no' is not a number"),
        ("id,situation,rules,stage\nx,closed_point,nothing,lost\n", "lost is not a value of"),
    ],
)
def test_an_example_that_is_not_understood_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(BadDeclaration) as refused:
        read_examples(text, book=BOOKS[RETAIL], table="gestures")
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("declared", "sentence"),
    [
        ({"a": {"like": "b"}, "b": {"like": "a"}}, "like another one that there is"),
        ({"a": {"like": "nothing"}}, "like another one that there is"),
        ({"a": {"visits": 2}}, "there is no fact 'visits'"),
        ({"a": {"prepaid": "perhaps"}}, "'perhaps' is not a boolean"),
    ],
)
def test_a_situation_that_is_not_understood_is_refused(declared, sentence: str) -> None:
    book = BOOKS[RETAIL]
    other = Rulebook(
        "x", "1", "", book.facts, book.tables, {**book.declared, "situations": declared}
    )
    with pytest.raises(BadDeclaration) as refused:
        situations(other)
    assert sentence in str(refused.value)
