"""The rulebook decides (R9, R13): cells, tables and the book that holds them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.errors import BadDeclaration
from amends.core.rulebook.book import read_rulebook
from amends.core.rulebook.cells import read_cell
from amends.core.rulebook.tables import read_table

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000)


def cell(text: str, type_: str = "number"):
    return read_cell(text, type_, where="here")


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
        ("not(1, 2)", [3], [1, 2]),
        ("not([1..5])", [0, 6], [1, 5]),
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
        ("<a", "text"),
        ("yes", "flag"),
        ("two words", "text"),
        ("NaN", "number"),
        ("1,,x", "number"),
    ],
)
def test_a_cell_that_is_not_understood_is_refused_where_it_stands(text, type_):
    with pytest.raises(BadDeclaration) as refused:
        read_cell(text, type_, where="table.csv row 2 column days_late")
    assert refused.value.where == "table.csv row 2 column days_late"


HEAD = "id,days_late,gesture,reason_en,source\n"
DECLARED = {"hit": "first", "outputs": {"gesture": "text"}}
FACTS = {"days_late": "number"}


def table(rows: str, hit: str = "first"):
    return read_table(HEAD + rows, name="t", declared={**DECLARED, "hit": hit}, facts=FACTS)


def test_the_first_rule_that_fits_decides_and_says_why():
    [hit] = table("late,>3,fee,You waited.,R15\nother,-,none,,R11\n").fire({"days_late": 4})
    assert (hit.rule, hit.outputs) == ("late", {"gesture": "fee"})
    assert hit.reasons == {"en": "You waited."}


def test_collect_gives_every_rule_that_fits():
    fired = table("a,>3,fee,,\nb,-,none,,\n", "collect").fire({"days_late": 4})
    assert [hit.rule for hit in fired] == ["a", "b"]


def test_a_gap_and_a_contradiction_are_said_not_guessed():
    with pytest.raises(BadDeclaration, match="no rule applies"):
        table("late,>3,fee,,\n").fire({"days_late": 1})
    with pytest.raises(BadDeclaration, match="more than one rule"):
        table("a,>3,fee,,\nb,>2,none,,\n", "unique").fire({"days_late": 4})


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
            "size": {"hit": "first", "outputs": {"size": "text"}},
            "gift": {"hit": "first", "outputs": {"gift": "text"}},
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
    with pytest.raises(BadDeclaration, match="facts are missing: days_late"):
        book(size=SIZE, gift=GIFT).decide({})
