"""What is compiled decides as the plain interpreter does, whatever the situation (R9, R30)."""

from hypothesis import given
from hypothesis import strategies as st

from amends.core.rulebook import BadSituation, Rulebook
from amends.core.rulebook.interpret import interpret
from tests.core.drawn import rulebooks, situations


def outcome(decide, facts):
    try:
        return [[rule.id for rule in answer] for answer in decide(facts)]
    except BadSituation as error:
        return (error.code, error.where, error.message)


@given(rulebooks(), st.lists(situations, min_size=1, max_size=20))
def test_compiled_and_interpreted_decide_alike(book: Rulebook, facts):
    for each in facts:
        fast = outcome(lambda f: book.decide(f).answers, each)
        assert fast == outcome(lambda f: interpret(book, f), each)
