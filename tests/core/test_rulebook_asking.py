"""Which fact a decision still hangs on: what is never asked for never changes it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given

from amends.core.rulebook import Rulebook, read_rulebook
from amends.core.rulebook.asking import any_value, completed, hanging, next_fact
from amends.core.rulebook.examples import situations as named
from amends.core.rulebook.facts import BadSituation
from amends.core.rulebook.interpret import interpret
from amends.core.rulebook.why import misfits
from amends.policies import RETAIL
from tests.core.drawn import rulebooks, situations
from tests.support.policies import shipped

BOOK = shipped(RETAIL).rulebook


def decided(book: Rulebook, facts: Mapping[str, Any]) -> object:
    try:
        return interpret(book, facts)
    except BadSituation as error:
        return error.code


@given(rulebooks(), situations)
def test_facts_that_are_not_asked_for_do_not_change_the_decision(
    book: Rulebook, facts: Mapping[str, Any]
) -> None:
    known: dict[str, Any] = {}
    try:
        while (fact := next_fact(book, known)) is not None:
            assert fact.name not in known
            known[fact.name] = facts[fact.name]
    except BadSituation as error:
        assert decided(book, facts) == error.code
    else:
        assert decided(book, completed(book, known)) == decided(book, facts)


def test_only_what_still_matters_is_asked_for() -> None:
    small = read_rulebook(
        {
            "name": "small", "version": "1",
            "facts": {"kind": {"type": "string", "values": ["late", "lost"]},
                      "days": {"type": "number", "range": [0, 30], "step": 1},
                      "paid": "boolean"},
            "tables": {"first": {"hit": "first", "outputs": {"mood": "string"}},
                       "second": {"hit": "collect", "outputs": {"do": "string"}}},
        },
        {"first": "id,kind,days,mood\nlost,lost,-,sad\nsoon,-,<3,calm\nelse,-,-,sad\n",
         "second": "id,mood,paid,do\nback,sad,true,pay\nwait,-,-,wait\n"},
    )  # fmt: skip

    def asked(**known: object) -> str | None:
        fact = next_fact(small, known)
        return fact.name if fact else None

    assert asked() == "kind"
    assert asked(kind="late") == "days"
    assert asked(kind="lost") == "paid"
    assert asked(kind="late", days=Decimal(2)) is None
    assert asked(kind="late", days=5) == "paid"
    assert completed(small, {"kind": "late", "days": 2})["paid"] in (True, False)


def test_facts_are_asked_for_in_the_order_in_which_they_are_declared() -> None:
    """Also where the first table looks at the last fact."""
    book = read_rulebook(
        {
            "name": "small", "version": "1",
            "facts": {"what": {"type": "string", "values": ["late", "lost"]},
                      "word": {"type": "string", "values": ["true", "false"]},
                      "paid": "boolean"},
            "tables": {"first": {"hit": "first", "outputs": {"mood": "string"}},
                       "second": {"hit": "first", "outputs": {"do": "string"}}},
        },
        {"first": "id,word,mood\na,\"\"\"true\"\"\",good\nb,-,bad\n",
         "second": "id,what,mood,paid,do\nc,late,bad,-,call\nd,lost,bad,true,pay\ne,-,-,-,none\n"},
    )  # fmt: skip
    assert [fact.name for fact in hanging(book, {})] == ["what", "word", "paid"]
    assert [fact.name for fact in hanging(book, {"what": "late"})] == ["word"]
    assert [fact.name for fact in hanging(book, {"word": "true"})] == []


def test_any_value_is_one_that_the_fact_may_have() -> None:
    assert all(fact.admits(any_value(fact)) for fact in BOOK.facts.values())


def test_a_rule_that_did_not_fit_names_the_fact_that_it_ruled_out() -> None:
    decision = BOOK.decide(named(BOOK)["wrong_sandwich"])
    found = {step.table.name: misfits(step) for step in decision.trace}
    remedies = {each.rule.id: each for each in found["remedies"]}
    assert remedies["point_bring"].fact.name == "failure"
    assert remedies["point_bring"].value == "wrong_item"
    assert "meal_again" not in remedies
    at = decision.book.places["gestures"]
    above = decision.book.tables[at].rules.index(decision.answers[at][0])
    assert len(found["gestures"]) == above
