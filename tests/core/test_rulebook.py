"""The rulebook decides (R9, R13): cells, tables and the book that holds them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.errors import BadDeclaration
from amends.core.rulebook import BadSituation, read_rulebook, read_table
from amends.core.rulebook.cells import read_cell
from amends.core.rulebook.facts import Fact, read_fact
from amends.core.rulebook.types import TYPES

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000)


def cell(text: str, type_: str = "number"):
    return read_cell(text, Fact("it", TYPES[type_], optional=True), where="here").holds


@pytest.mark.parametrize(
    ("text", "fits", "fits_not"),
    [
        ("-", [0, None], []),
        ("5", [5], [4, None]),
        ("1, 2, 7", [1, 7], [3]),
        ("<3", [2], [3, None]),
        (">=3", [3, 4], [2]),
        ("[1..5]", [1, 5], [0, 6, None]),
        ("(1..5)", [2, 4], [1, 5]),
        ("]1..5[", [2, 4], [1, 5]),
        ("not(1, 2)", [3], [1, 2, None]),
        ("not([1..5])", [0, 6], [1, 5, None]),
        ("null", [None], [0]),
        ("1, null", [1, None], [0]),
        ("not(null)", [0, 1], [None]),
    ],
)
def test_a_cell_is_an_s_feel_unary_test(text, fits, fits_not):
    test = cell(text)
    assert [value for value in fits if not test(value)] == []
    assert [value for value in fits_not if test(value)] == []


@given(NUMBERS, NUMBERS, NUMBERS)
def test_an_interval_is_two_comparisons(low, high, value):
    low, high = sorted((low, high))
    interval = cell(f"[{low}..{high}]")
    assert interval(value) == (cell(f">={low}")(value) and cell(f"<={high}")(value))
    assert cell(f"not([{low}..{high}])")(value) != interval(value)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("abc", "number"),
        ("<", "number"),
        ("[5..1]", "number"),
        ("<a", "string"),
        ("yes", "boolean"),
        ("two words", "string"),
        ("NaN", "number"),
        ("1,,x", "number"),
    ],
)
def test_a_cell_that_is_not_understood_is_refused_where_it_stands(text, type_):
    with pytest.raises(BadDeclaration) as refused:
        read_cell(text, Fact("it", TYPES[type_]), where="table.csv row 2 column days_late")
    assert refused.value.where == "table.csv row 2 column days_late"


HEAD = "id,days_late,gesture,reason_en,source\n"
DECLARED = {"hit": "first", "outputs": {"gesture": "string"}}
FACTS = {"days_late": read_fact("days_late", "number", where="")}


def decided(rows: str, hit: str = "first", days_late: int = 4):
    declared = {"t": {**DECLARED, "hit": hit}}
    head = {"name": "small", "version": "1", "facts": {"days_late": {"type": "number"}}}
    book = read_rulebook({**head, "tables": declared}, {"t": HEAD + rows})
    return book.decide({"days_late": days_late})


def test_the_first_rule_that_fits_decides_and_says_why():
    hit = decided("late,>3,fee,You waited.,R15\nother,-,none,,R11\n").one("t")
    assert (hit.rule, hit.outputs) == ("late", {"gesture": "fee"})
    assert hit.reasons == {"en": "You waited."}


def test_collect_gives_every_rule_that_fits():
    fired = decided("a,>3,fee,,\nb,-,none,,\n", "collect").of("t")
    assert [hit.rule for hit in fired] == ["a", "b"]


def test_a_gap_and_a_contradiction_are_said_not_guessed():
    with pytest.raises(BadSituation, match="no rule applies"):
        decided("late,>3,fee,,\n", days_late=1)
    with pytest.raises(BadSituation, match="contradict each other: a, b"):
        decided("a,>3,fee,,\nb,>2,none,,\n", "unique")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,colour,gesture\n", "neither a fact nor an output"),
        ("id,days_late\n", "'gesture' is missing"),
        (HEAD + "a,>3,fee\n", "more or fewer cells"),
        (HEAD + "a,-,x,,\na,-,y,,\n", "used twice"),
    ],
)
def test_a_table_that_is_not_understood_is_refused(text, says):
    with pytest.raises(BadDeclaration, match=says):
        read_table(text, name="t", declared=DECLARED, facts=FACTS)


def book(**files: str):
    declared = {
        "name": "small",
        "version": "1",
        "facts": {"days_late": {"type": "number"}},
        "tables": {
            "size": {"hit": "first", "outputs": {"size": "string"}},
            "gift": {"hit": "first", "outputs": {"gift": "string"}},
        },
    }
    return read_rulebook(declared, files)


SIZE = "id,days_late,size\nbig,>5,big\nsmall,-,small\n"
GIFT = "id,size,gift\na,big,cake\nb,-,card\n"


def test_a_later_table_reads_what_an_earlier_one_said():
    decision = book(size=SIZE, gift=GIFT).decide({"days_late": 9})
    assert decision.one("gift").outputs == {"gift": "cake"}


def test_a_decision_names_the_version_and_its_checksum_follows_every_letter():
    one, other = book(size=SIZE, gift=GIFT), book(size=SIZE, gift=GIFT.replace("cake", "tart"))
    assert one.checksum != other.checksum
    assert one.decide({"days_late": Decimal(1)}).checksum == one.checksum


def test_a_missing_fact_is_an_error():
    with pytest.raises(BadSituation, match="days_late: the fact is missing"):
        book(size=SIZE, gift=GIFT).decide({})
