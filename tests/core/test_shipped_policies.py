"""What the policies that ship state of themselves holds: proven, and tried on drawn situations."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.feel import evaluate, read_expression
from amends.core.rulebook import Rulebook
from amends.core.rulebook.check import check
from amends.core.rulebook.compiled import compile_tables
from amends.core.wording import forbidden
from amends.policies import ALWAYS_RIGHT, RETAIL, folder_of, load_policy
from tests.support.policies import shipped

FOLDERS = {folder.name: folder for folder in (RETAIL, ALWAYS_RIGHT)}
BOOKS = {name: shipped(folder).rulebook for name, folder in FOLDERS.items()}
VALUES = {
    name: {
        fact: [bucket.sample for bucket in axis.buckets]
        for fact, axis in compile_tables(book).axes.items()
        if fact in book.facts
    }
    for name, book in BOOKS.items()
}
ANY_SITUATION = {
    name: st.fixed_dictionaries({fact: st.sampled_from(values) for fact, values in each.items()})
    for name, each in VALUES.items()
}
SAID_TO_TABLES_ONLY = {"goodwill", "payment", "guarantee"}
BY_POLICY = pytest.mark.parametrize("name", FOLDERS)
INVARIANTS = [
    (name, entry) for name, book in BOOKS.items() for entry in book.declared["invariants"]
]


@cache
def read(text: str, names: frozenset[str]) -> Any:
    return read_expression(text, names)


def holds(book: Rulebook, entry: Mapping[str, Any], one: dict[str, Any], other: dict[str, Any]):
    """Whether an invariant holds of a situation, or of two that differ in one fact."""

    def value(key: str, scope: dict[str, Any]) -> Any:
        return evaluate(read(entry[key], frozenset(scope)), scope)

    first, second = ({**facts, **book.decide(facts).outputs} for facts in (one, other))
    if "when" in entry and not all(value("when", scope) is True for scope in (first, second)):
        return True
    if "always" in entry:
        return value("always", first) is True
    if "same" in entry:
        return value("same", first) == value("same", second)
    return value("not_less", first) <= value("not_less", second)


def changes_across(name: str, entry: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """A lower and a higher value of one of the facts that the invariant goes across, if any."""

    def two_of(fact: str) -> st.SearchStrategy[Any]:
        values = VALUES[name][fact]
        places = st.integers(0, len(values) - 1)
        two = st.tuples(places, places).map(sorted)
        return two.map(lambda at: tuple({fact: values[place]} for place in at))

    if "across" not in entry:
        return st.just(({}, {}))
    return st.one_of([two_of(fact) for fact in entry["across"]])


@BY_POLICY
def test_everything_that_is_asked_of_a_shipped_policy_is_proven(name: str) -> None:
    report = check(BOOKS[name])
    assert (report.findings, report.unknown) == ((), ())


@pytest.mark.parametrize(
    ("name", "entry"), INVARIANTS, ids=lambda each: each if isinstance(each, str) else each["id"]
)
def test_what_a_policy_states_holds_where_it_is_tried(name, entry) -> None:
    """The proof's own check: the same FEEL text, evaluated on what the rulebook decides."""

    @given(ANY_SITUATION[name], changes_across(name, entry))
    def holds_in(one, changed) -> None:
        low, high = changed
        assert holds(BOOKS[name], entry, {**one, **low}, {**one, **high})

    holds_in()


@BY_POLICY
def test_facts_and_statements_are_said_in_three_languages(name: str) -> None:
    declared = BOOKS[name].declared
    said = [fact["meaning"] for fact in declared["facts"].values()]
    said += [entry["says"] for entry in declared["invariants"]]
    for each in said:
        assert each.keys() == {"en", "ru", "mn"}
        for language, text in each.items():
            assert text
            assert forbidden(text, language) == []


@BY_POLICY
def test_every_rule_says_why_in_three_languages_and_where_it_comes_from(name: str) -> None:
    for table in BOOKS[name].tables:
        for rule in table.rules:
            assert rule.reasons.keys() == {"en", "ru", "mn"}, (table.name, rule.id)
            assert rule.source, (table.name, rule.id)
            for language, text in rule.reasons.items():
                assert forbidden(text, language) == [], (table.name, rule.id)


def test_rows_of_law_say_that_they_are_no_advice_and_unchecked_ones_are_off() -> None:
    for table in BOOKS["retail"].tables:
        if table.layer == "legal":
            places = [fact.name for fact in table.columns]
            for rule in table.rules:
                off = rule.cells[places.index("checked")].text == "false"
                assert "not legal advice" in rule.source
                assert off == ("check" in rule.source)
    assert load_policy(RETAIL).law.only_checked
    assert "MN" not in load_policy(RETAIL).law.jurisdictions


def test_a_shipped_policy_is_found_by_its_name_and_any_other_by_its_path(tmp_path: Path) -> None:
    assert folder_of("") == folder_of("retail") == RETAIL
    assert folder_of("always-right") == ALWAYS_RIGHT
    assert folder_of(str(tmp_path)) == tmp_path


@BY_POLICY
def test_each_output_that_the_application_reads_is_named(name: str) -> None:
    """So that the check finds one that nobody reads."""
    tables = BOOKS[name].declared["tables"]
    silent = {table for table, entry in tables.items() if "used" not in entry}
    assert silent == SAID_TO_TABLES_ONLY
