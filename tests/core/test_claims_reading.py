"""Free words of customers: what the reader promises whatever it is given, and how it decides."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.claims import OrderHint, read_kinds, read_text
from amends.core.errors import BadDeclaration
from amends.core.events import read_amount
from tests.core.claim_sentences import sentences
from tests.support.policies import shipped

KINDS = shipped().declarations.claims
ZONE = ZoneInfo("Asia/Ulaanbaatar")
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=ZONE)
ORDER = OrderHint("A-1", ("blue lamp", "чай"), "P1", {"P1": "Station 2"})
SLOWEST = 2.0


def read(text, **given):
    return read_text(text, said_at=FRIDAY, zone=ZONE, kinds=KINDS, **given)


PIECES = st.sampled_from(sorted({word for one in sentences() for word in one.text.split()}))
texts = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="0123456789.:/-,'«»\"“” apmгч№#\n", max_size=120),
    st.lists(PIECES, max_size=40).map(" ".join),
)
moments = st.datetimes(
    min_value=FRIDAY.replace(year=1972, tzinfo=None),
    max_value=FRIDAY.replace(year=2900, tzinfo=None),
    timezones=st.just(UTC),
)


@given(texts, moments, st.sampled_from([OrderHint(), ORDER]))
def test_any_text_is_read_and_every_span_lies_in_it(text, said_at, order):
    reading = read_text(text, said_at=said_at, zone=ZONE, kinds=KINDS, order=order)
    kind = KINDS.get(reading.kind)
    assert reading.sure == (kind is not None)
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start].isalnum() and text[span.end - 1].isalnum()
    if kind is None:
        assert (reading.fields, reading.asks) == ({}, ("claim",))
        return
    assert reading.fields.keys() <= kind.fields.keys()
    assert set(reading.asks) <= set(kind.asks)
    for name in ("came_at", "told_at"):
        assert name not in reading.fields or reading.fields[name] <= said_at
    for name in ("ordered_on", "received_on"):
        assert name not in reading.fields or reading.fields[name] <= said_at.astimezone(ZONE).date()
    if "amount" in reading.fields:
        read_amount(str(reading.fields["amount"]), where="amount")


@given(texts)
def test_the_same_words_are_read_the_same(text):
    assert read(text) == read(text)


@given(st.lists(PIECES, min_size=1, max_size=12).map(" ".join))
def test_capitals_and_spaces_change_nothing(text):
    shouted = text.upper()
    if shouted.lower() != text.lower():
        return
    assert read(shouted).kind == read(text).kind == read(f"\n  {text}\n").kind


HOSTILE = (
    "1" * 100_000,
    "1 " * 50_000,
    "«" * 50_000,
    '"a' * 50_000,
    "closed " * 20_000,
    "ordered a week ago nothing came not not " * 2_000,
    "заказ не пришёл неделю назад " * 2_000,
    "1.1.1.1." * 10_000,
    "12:34:" * 10_000,
    "a'" * 50_000,
    "ө" * 100_000,
    "\n" * 100_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_the_longest_text_costs_little(text):
    begun = time.process_time()
    reading = read(text)
    assert time.process_time() - begun < SLOWEST
    assert reading.read <= 4000


@pytest.mark.parametrize(
    "text",
    [
        "it was not closed and nothing was broken",
        "ничего не сломано и ничего не пропало",
        "хаалттай биш байсан",
        "юу ч эвдрээгүй",
        "the door wasn't locked",
    ],
)
def test_what_is_denied_is_not_claimed(text):
    assert read(text).kind == ""


def test_two_complaints_as_strong_are_asked():
    reading = read("the point was closed. the operator was rude to me")
    assert (reading.kind, reading.sure, reading.asks) == ("", False, ("claim",))
    assert {one.kind for one in reading.weighed} >= {"was_closed", "treated_so"}


def test_the_words_that_told_are_shown():
    text = "Пришёл вчера в 14:00, а пункт закрыт"
    reading = read(text)
    shown = {(text[one.start : one.end], one.what) for one in reading.spans}
    assert {("вчера", "came_at"), ("14:00", "came_at"), ("пункт закрыт", "kind")} <= shown


def test_words_in_quotes_are_what_was_said():
    reading = read("оператор сегодня в 14:02 сказал «вы уже можете приезжать»")
    assert reading.kind == "was_told"
    assert reading.fields == {
        "told_at": datetime(2026, 11, 20, 14, 2, tzinfo=ZONE),
        "said": "вы уже можете приезжать",
    }


def test_a_word_of_somebody_elses_says_nothing_with_the_customers_own():
    """The week is the customer's, the order is the operator's: together they are no day."""
    said = "Мне сказали по телефону неделю назад в 09:00: «По заказу срок до 18.11.». Это не так."
    reading = read(said)
    assert reading.kind == "was_told"
    assert reading.fields["told_at"].date().isoformat() == "2026-11-13"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my order", "en"),
        ("где мой заказ", "ru"),
        ("миний захиалга хаана байна", "mn"),
        ("gde moy zakaz", "ru"),
        ("minii zahialga haana bna", "mn"),
        ("12345", ""),
    ],
)
def test_languages(text, language):
    assert read(text).language == language
    assert read("12345", language="mn").language == "mn"


def test_two_languages_in_one_text():
    reading = read("Hello! I came to the point yesterday at 15:00. Пункт был закрыт.")
    assert reading.kind == "was_closed"


def test_a_shop_adds_a_kind_with_its_words():
    kinds = read_kinds(
        {
            "claims": {
                "not_wrapped": {"meaning": {"en": "It was to be a gift, and was not wrapped"}}
            }
        },
        events=(),
        words={"en": {"not_wrapped": {"strong": ["not|wasnt wrapped", "without gift paper"]}}},
    )
    reading = read_text("it wasn't even wrapped!", said_at=FRIDAY, zone=ZONE, kinds=kinds)
    assert (reading.kind, reading.sure) == ("not_wrapped", True)


@pytest.mark.parametrize(
    "words",
    [
        {"rain": {"strong": ["wet"]}},
        {"late": {"very": ["late"]}},
        {"late": {"strong": ["<nobody>"]}},
        {"late": {"strong": ["@weather"]}},
        {"late": {"strong": ["late & "]}},
        {"late": {"strong": ["*"]}},
        {"late": {"strong": ["a*b*c"]}},
    ],
)
def test_wrong_phrases_are_named(words):
    declared = {"claims": {"late": {"meaning": {"en": "It came late"}}}}
    with pytest.raises(BadDeclaration, match=r"claims\.en\.toml"):
        read_kinds(declared, events=(), words={"en": words})
