"""The kinds of claim that a policy declares, and claims as events and forms send them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from amends.core.claims import Claim, read_claim, read_kinds
from amends.core.errors import BadDeclaration, BadEvent
from amends.policies import load_policy
from tests.support.policies import shipped

KINDS = shipped().declarations.claims
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
LANGUAGES = ("en", "ru", "mn")


def read(**data):
    return read_claim(data, said_at=NOW, kinds=KINDS, zone=ZoneInfo("Asia/Ulaanbaatar"))


def test_every_kind_is_said_and_asked_in_three_languages():
    for kind in KINDS.values():
        for texts in (kind.meaning, *kind.questions.values()):
            assert set(texts) == {*LANGUAGES}
        assert kind.questions.keys() == kind.fields.keys()
        assert set(kind.asks) <= kind.fields.keys()


def test_the_event_that_carries_a_claim_allows_every_field():
    declared = load_policy().declarations.events["customer.claimed"].allows
    for kind in KINDS.values():
        assert kind.fields.items() <= declared.items()


def test_a_claim_is_read_with_its_values():
    came = "2026-11-19T14:00:00+08:00"
    claim = read(claim="was_closed", point="P1", came_at=came, language="mn", minutes=3)
    at = datetime(2026, 11, 19, 6, tzinfo=UTC)
    assert claim == Claim("was_closed", NOW, {"point": "P1", "came_at": at}, "", "mn")


def test_a_moment_where_a_day_is_meant_is_the_customers_day():
    assert read(claim="ordered_on", ordered_on="2026-11-10T23:00:00Z").fields == {
        "ordered_on": date(2026, 11, 11)
    }
    assert read(claim="overcharged", amount="12.50").fields == {"amount": Decimal("12.50")}


def test_words_alone_are_a_claim_without_a_kind():
    assert read(text="где заказ") == Claim("", NOW, {}, "где заказ", "")


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        ({"claim": "was_open"}, "unknown_claim", "data.claim"),
        ({"claim": ["was_closed"]}, "unknown_claim", "data.claim"),
        ({}, "empty_claim", "data"),
        ({"text": "  "}, "empty_claim", "data"),
        ({"text": "x" * 2001}, "bad_event", "data.text"),
        ({"claim": "was_closed", "came_at": "yesterday"}, "bad_event", "data.came_at"),
        ({"claim": "was_closed", "came_at": "2026-11-19T14:00:00"}, "naive_time", "data.came_at"),
        ({"claim": "waited", "minutes": "ten"}, "bad_event", "data.minutes"),
    ],
)
def test_what_is_wrong_with_a_claim_is_said(data, code, where):
    with pytest.raises(BadEvent) as refused:
        read(**data)
    assert (refused.value.code, refused.value.where) == (code, where)


FIELDS = {"at": {"form": "moment", "question": {"en": "When?"}}}
SAID = {"meaning": {"en": "It rained"}}


@pytest.mark.parametrize(
    ("declared", "where"),
    [
        ({"fields": {"at": {"form": "hour", "question": {"en": "?"}}}}, "claims.toml fields.at"),
        ({"fields": {"at": {"form": "moment"}}}, "claims.toml fields.at.question"),
        ({"claims": {"rain": {}}}, "claims.toml claims.rain.meaning"),
        ({"claims": {"rain": {"meaning": {"en": " "}}}}, "claims.toml claims.rain.meaning"),
        ({"claims": {"rain": {**SAID, "fields": ["on"]}}}, "claims.toml claims.rain.fields"),
        ({"claims": {"rain": {**SAID, "asks": ["at"]}}}, "claims.toml claims.rain.asks"),
        ({"claims": {"rain": {**SAID, "shows": "rain"}}}, "claims.toml claims.rain.shows"),
        ({"claims": {"rain": {**SAID, "why": "x"}}}, "claims.toml claims.rain"),
    ],
)
def test_a_wrong_declaration_is_named(declared, where):
    with pytest.raises(BadDeclaration) as refused:
        read_kinds({"fields": FIELDS, **declared}, events={"order.placed"})
    assert refused.value.where == where
