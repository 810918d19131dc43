"""Values at the ends of what can be written: the last day, the longest duration, any text."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amends.core.rulebook import read_rulebook
from amends.core.rulebook.between import BETWEEN
from amends.core.rulebook.check import check

HUGE = Decimal("9" * 40)


def one_fact(type_: str, cell: str, **more: object):
    declared = {
        "name": "ends",
        "version": "1",
        "facts": {"x": {"type": type_, **more}},
        "tables": {"t": {"hit": "first", "outputs": {"o": "string"}}},
    }
    return read_rulebook(declared, {"t": f'id,x,o\nr,"{cell}",yes\ns,-,no'})


@pytest.mark.parametrize(
    ("type_", "cell", "value"),
    [
        ("date", "<9999-12-31", date.max),
        ("date", ">0001-01-01", date.min),
        ("date and time", "<9999-12-31T23:59:59.999999Z", None),
        ("duration", "<P999999999D", timedelta(days=999_999_999)),
        ("time", '<@""23:59:59.999999""', time.max),
        ("number", f"<{HUGE}.5", HUGE + 1),
    ],
)
def test_limits_at_the_end_of_what_can_be_written_are_cut(type_, cell, value):
    book = one_fact(type_, cell)
    assert check(book).is_proven
    if value is not None:
        assert book.decide({"x": value}).one("t").rule == "s"


@pytest.mark.parametrize(
    ("type_", "cell"),
    [("date", ">9999-12-31"), ("date", "<0001-01-01"), ("time", '<@""00:00:00""')],
)
def test_beyond_the_last_value_there_is_none(type_, cell):
    (finding,) = check(one_fact(type_, cell)).findings
    assert (finding.kind, finding.rules) == ("dead", ("r",))


ORDERED = {
    "number": st.one_of(st.integers(), st.decimals(-HUGE, HUGE)),
    "date": st.dates(),
    "date and time": st.datetimes(timezones=st.just(datetime.now().astimezone().tzinfo)),
    "duration": st.timedeltas(),
    "time": st.times(),
}


@pytest.mark.parametrize("type_", sorted(ORDERED))
@given(data=st.data())
def test_what_lies_between_two_values_lies_between_them(type_, data):
    values = st.one_of(st.none(), ORDERED[type_])
    low, high = data.draw(values), data.draw(values)
    if low is not None and high is not None:
        low, high = sorted([low, high])
        assume(low < high)
    found = BETWEEN[type_](low, high)
    assert type_ != "number" or found is not None
    if found is not None:
        assert low is None or found > low
        assert high is None or found < high


def test_a_text_that_no_cell_names_is_never_taken_for_one_that_is_named():
    book = one_fact("string", '""…""')
    assert book.decide({"x": "…"}).one("t").rule == "r"
    assert book.decide({"x": "other"}).one("t").rule == "s"
    assert check(book).is_proven
