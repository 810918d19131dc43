"""FEEL (OMG DMN 1.5, chapter 10): what expressions mean, and that none can hurt."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.feel import evaluate, read_expression, read_tests
from amends.core.feel.builtins import FUNCTIONS
from amends.core.feel.durations import Months
from amends.core.feel.errors import BadExpression, TooCostly
from amends.core.feel.evaluator import test as passes
from amends.core.feel.names import FUNCTIONS_OF_WORDS
from amends.core.feel.run import Run

SCOPE = {
    "Monthly Salary": 10_000.5,
    "a-b": 7,
    "a": 3,
    "b": 2,
    "xs": [1, 2, 3],
    "people": [{"first name": "Anu", "age": 30}, {"first name": "Bat", "age": 17}],
}
NAMES = (*SCOPE, "first name")


def value(text: str):
    return evaluate(read_expression(text, NAMES), SCOPE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-2 ** 2", 4),
        ("2 ** 3 ** 2", 64),
        ("0.1 + 0.2", Decimal("0.3")),
        ("1 / 3", Decimal("0." + "3" * 34)),
        ("Monthly Salary * 12", Decimal(120_006)),
        ("a-b", 7),
        ("a + b * a", 9),
        ("a -b", 7),
        ('if a > 2 then "much" else "little"', "much"),
        ("for i in 1..3 return i * i", [1, 4, 9]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for x in [1, 2], y in [3, 4] return x * y", [3, 4, 6, 8]),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]),
        ("some x in xs satisfies x > 2", True),
        ("every x in xs satisfies x > 2", False),
        ("every x in [] satisfies false", True),
        ("people[age > 18].first name", ["Anu"]),
        ("people[1].first name", "Anu"),
        ("xs[-1]", 3),
        ("xs[item > 1]", [2, 3]),
        ("xs[count(xs)]", 3),
        ("{a b: 1, c: a b + 1}.c", 2),
        ("(function(x: number, y) x + y)(1, 2)", 3),
        ("{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(20)}.r", 2432902008176640000),
        ("5 in (<3, >4)", True),
        ("5 in [1..5)", False),
        ("5 in ]1..5]", True),
        ("3 in (1..5)", True),
        ("a between 1 and 3 and b = 2", True),
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ('@"P1D" instance of days and time duration', True),
        ("(>= 5).start included", True),
        ("[1..5].end", 5),
    ],
)
def test_expressions_mean_what_the_standard_says(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('date("2020-01-31") + duration("P1M")', date(2020, 2, 29)),
        ('@"2026-11-22" - @"2026-11-20"', timedelta(days=2)),
        ("date(2026, 11, 22).weekday", 7),
        ('@"2026-11-22T10:00:00Z".time offset', timedelta()),
        ('duration("P1Y2M")', Months(14)),
        ('years and months duration(@"2011-12-22", @"2013-08-24")', Months(20)),
        ('string(@"10:00:00@Europe/Paris")', "10:00:00@Europe/Paris"),
        ('string(@"2016-12-24T23:59:00-08:00")', "2016-12-24T23:59:00-08:00"),
        ('string(duration("P1DT2H30M0.5S") * 2)', "P2DT5H1S"),
        ('@"23:00:00" + @"PT2H" = time("01:00:00")', True),
        ('day of week(@"2026-11-22")', "Sunday"),
        ('date and time(@"2026-11-22", @"10:00:00Z")', datetime(2026, 11, 22, 10, tzinfo=UTC)),
        ('string(duration("P0D")) + string(duration("P0Y"))', "PT0SP0M"),
        ('number("1 000,5", " ", ",")', Decimal("1000.5")),
        ('string([1.50, "a", null, {k: true}])', '[1.5, "a", null, {k: true}]'),
        ('substring(string: "foobar", start position: -2, length: 1)', "a"),
        ('substring after("foobar", "ob")', "ar"),
        ('split("a;b;;c", ";")', ["a", "b", "", "c"]),
        ('replace("abcd", "(ab)|(a)", "[1=$1]")', "[1=ab]cd"),
        ('matches("Бат", "^\\p{Lu}[а-я-[ж]]+$")', True),
        ("sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]),
        ("min(3, 1, 2)", 1),
        ("sum([])", None),
        ("count([])", 0),
        ("mean([1, 2])", Decimal("1.5")),
        ("median([8, 2, 5, 3])", 4),
        ("stddev([2, 4, 7, 5])", Decimal("2.081665999466132735282297706979931")),
        ("mode([6, 3, 9, 6, 6])", [6]),
        ("all([true, null])", None),
        ("any([true, null])", True),
        ("flatten([[1, 2], [[3]], 4])", [1, 2, 3, 4]),
        ("distinct values([1, 2, 1.0, {a: 1}, {a: 1}])", [1, 2, {"a": 1}]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("list replace([2, 4, 7], function(item, new) item < new, 5)", [5, 5, 7]),
        ("decimal(2.5, 0)", 2),
        ("floor(-1.56, 1)", Decimal("-1.6")),
        ("round half up(5.125, 2)", Decimal("5.13")),
        ("modulo(-10, 3)", 2),
        ('context put({a: {b: 1}}, ["a", "b"], 2)', {"a": {"b": 2}}),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ("before([1..5), [5..6])", True),
        ("meets([1..5], [5..8])", True),
        ("includes([1..10], 5)", True),
        ('range("[1..5]")=[1..5]', True),
        ('is(@"10:00:00", @"10:00:00Z")', False),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
    ],
)
def test_built_in_functions(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        '1 + "a"',
        "nobody",
        '1 = "1"',
        'date("2020-02-30")',
        "xs[9]",
        'substring("abc", "b")',
        'substring(text: "abc", from: 1)',
        '@"2020-13-01"',
        "2 ** 100000000",
        "xs.name.other",
        'function(x) external {java: {class: "java.lang.System"}}',
        "now()",
        "now() + 1",
    ],
)
def test_what_has_no_meaning_is_null_and_says_why(text):
    run = Run()
    found = evaluate(read_expression(text, NAMES), SCOPE, run=run)
    assert found in (None, [None, None, None])
    assert run.messages


@pytest.mark.parametrize("left", ["true", "false", "null"])
@pytest.mark.parametrize("right", ["true", "false", "null"])
def test_logic_has_three_values(left, right):
    known = {"true": 1, "null": 0.5, "false": 0}
    named = {1: True, 0.5: None, 0: False}
    assert value(f"{left} and {right}") is named[min(known[left], known[right])]
    assert value(f"{left} or {right}") is named[max(known[left], known[right])]


@pytest.mark.parametrize(
    ("cell", "fits", "fits_not"),
    [
        ("-", [1, None], []),
        ("null", [None], [1]),
        ('"a", "b"', ["a"], ["c", None]),
        ("[1..5]", [1], [6, None]),
        ("not([1..5], 7)", [6], [7]),
        ("not(null)", [1], [None]),
        ("? > 3 and ? < 9", [4], [9]),
        ("xs", [1, [1, 2, 3]], [4]),
        ("count(xs) > 2", [1, "x"], []),
        ('< date("2026-01-01")', [date(2025, 1, 1)], [date(2026, 1, 1)]),
        ("true", [True], [False, None]),
        ("Monthly Salary", [Decimal("10000.5")], [1]),
        ("!= 3", [4, None], [3]),
    ],
)
def test_a_unary_test_of_a_decision_table(cell, fits, fits_not):
    node = read_tests(cell, names=NAMES)
    assert [each for each in fits if not passes(node, each, SCOPE)] == []
    assert [each for each in fits_not if passes(node, each, SCOPE)] == []


DOUBLED = "{a0: [1, 1], " + ", ".join(f"a{n}: [a{n - 1}, a{n - 1}]" for n in range(1, 60))
LONGER = '{a0: "xxxxxxxxxx", ' + ", ".join(f"a{n}: a{n - 1} + a{n - 1}" for n in range(1, 60))


@pytest.mark.parametrize(
    "text",
    [
        "for i in 1..100000000 return i",
        "for i in 1..1000, j in 1..1000, k in 1..1000 return 1",
        "{f: function(n) f(n + 1), r: f(1)}.r",
        'matches("' + "a" * 60 + '!", "(a+)+$")',
        'matches("' + "a" * 5000 + '!", "a*a*a*a*a*b")',
        'matches("' + "a" * 40 + '!", "(a?){40}a{40}")',
        'matches("' + "a" * 40 + '!", "(a|a|a|a|a|a)*b")',
        'matches("' + "a" * 30 + '!", "((a|a)*(a|a)*)*b")',
        'matches("' + "a" * 5000 + r'!", "(.*)\\1\\1\\1x")',
        'for i in 1..200000 return matches("' + "a" * 15_000 + '", "b$")',
        "for i in 1..200000 return exp(i / 200000)",
        "for i in 1..200000 return 1.0000001 ** (i + 0.1)",
        'for i in 1..200000 return range("[1..2]")',
        'for i in 1..200000 return contains("' + "a" * 15_000 + '", "b")',
        "{l: for i in 1..200000 return i, r: for i in 1..1000 return index of(l, 0)}.r",
        "for i in 1..100000 return (for j in 1..10 return " + "+".join("1" * 9_000) + ")",
        LONGER + "}.a59",
        DOUBLED + "}.a59",
        DOUBLED + ", s: string(a59)}.s",
        DOUBLED + ", s: flatten(a59)}.s",
        DOUBLED + ", s: a59 = a58}.s",
        DOUBLED + ", s: a59 in (a58)}.s",
        DOUBLED + ", s: a59 instance of " + "list<" * 40 + "number" + ">" * 40 + "}.s",
    ],
)
def test_a_bomb_is_refused(text):
    with pytest.raises(TooCostly):
        value(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 500 + "1" + ")" * 500,
        "-" * 500 + "1",
        "[" * 500,
        "x in (" * 40 + "1..2" + "..3)" * 40,
        "1 " * 20_001,
        "9" * 101,
        "1e999999",
        "9e99999999999999999999",
        "> " * 500 + "1",
        "if a then b",
        "{a: 1",
        "1 +",
        "x[",
        '"\\uD800"',
        "function(",
    ],
)
def test_what_is_not_feel_is_refused_where_it_stands(text):
    with pytest.raises(BadExpression):
        read_expression(text)


def test_a_value_does_not_hide_a_function_of_its_name():
    scope = {"count": 3, "date": "2026-01-01"}
    node = read_expression("count(date(date).year) + count")
    assert evaluate(node, scope) == 4


def test_a_long_chain_is_not_a_deep_one():
    assert value("+".join(["1"] * 5_000)) == 5_000
    assert value(" and ".join(["true"] * 2_000)) is True


def test_the_functions_of_words_are_those_that_there_are():
    assert set(FUNCTIONS_OF_WORDS) == {name for name in FUNCTIONS if " " in name}


NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-999, max_value=999
)


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_exact_decimals(left, right):
    scope = {"x": left, "y": right}
    assert evaluate(read_expression("x + y * x - y"), scope) == left + right * left - right


PIECES = [
    *("1", ".5", "9e9999", "1e6000", "true", "null", '"a"', '"(a|b)*"', '@"2026-01-31"', '@"PT1H"'),
    *("x", "?", "item", "partial", "+", "-", "*", "/", "**", "=", "!=", "<", ">=", "..", ".", ","),
    *("(", ")", "[", "]", "{", "}", "a:", "and", "or", "in", "between", "instance of", "list<"),
    *("for x in", "some x in", "satisfies", "return", "if", "then", "else", "function(x)"),
    *(f"{name}(" for name in FUNCTIONS),
]


WORDS = st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join)


@given(st.one_of(st.text(max_size=40), WORDS))
def test_any_text_is_read_or_refused(text):
    try:
        node = read_expression(text)
    except BadExpression:
        return
    with suppress(TooCostly):
        evaluate(node, {"x": [1, "a", None]}, run=Run(steps=10_000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-1 instance of number", True),
        ("- x instance of string", False),
        ('range("[2..)") = >=2', True),
        ('range("(..2]") = <=2', True),
        ('range("(2..)") = >2', True),
        ('range("[..2]")', None),
        ('range("(null..2]")', None),
        ("5 in [>=7, <6]", True),
        ("{late: >5}.late.start", 5),
        ('@"2026-01-31T00:00:00Z" - @"2026-01-01"', timedelta(days=30)),
        ('@"2026-01-31T00:00:00+02:00" - @"2026-01-01"', timedelta(days=29, hours=22)),
        ('@"2026-01-31T00:00:00+02:00".timezone', None),
        ("before(<5, [5..9])", True),
        ("overlaps(<5, >=4)", True),
        ("includes(>=4, [4..9])", True),
        ("includes([4..9], >=4)", False),
        ("before(1, null)", None),
        ("odd(1e6000)", False),
        ("even(1e6000)", True),
        ("[1, 2][1e6000]", None),
        ("for i in 1e6000..1e6000 return i", None),
        ('(function(t: date and time) t.hour)(@"2026-01-31")', 0),
        ('matches("a{,2}", "^a{,2}$")', True),
        (r'matches("abcabc", "^(abc)\\1$")', True),
        (r'matches("Ш", "\\p{Lu}")', True),
        (r'matches("Ш", "\\p{Zq}")', None),
    ],
)
def test_corners_of_the_language(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("cell", "tested", "passes_it"),
    [
        ("?", "x", True),
        ("?", False, True),
        ("upper case(?)", "A", True),
        ("upper case(?)", "a", False),
        ("string length(?) = 1", "a", True),
        ("string length(?) = 1", None, False),
        ("list contains(?, 1)", None, False),
        ("not(?)", True, False),
    ],
)
def test_a_cell_may_speak_of_what_it_tests(cell, tested, passes_it):
    assert passes(read_tests(cell), tested, {}) is passes_it
