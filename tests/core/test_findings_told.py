"""Findings in words: every evidence has its sentence, kind, in three languages, without blame."""

from __future__ import annotations

import re
import string

import pytest

from amends.app.locale import LANGUAGES, Speech
from amends.core.findings import Evidence, Side
from amends.core.wording import LINES, forbidden
from amends.core.wording.findings import CUSTOMER, STAFF, answer, tell
from amends.core.wording.lines import findings as lines
from tests.support.findings import ZONE, at, claim, happened, held, posted, record

NOW = at(28, "12:00")
FACTS = {
    "at": "2026-11-18T14:02+03:00",
    "came_at": "2026-11-18T20:40+03:00",
    "placed": "2026-11-16T12:00+03:00",
    "ended": "2026-11-16T12:10+03:00",
    "due": "2026-11-22T23:59+03:00",
    "remembered": "2026-11-09",
    "hours": [["10:00", "14:00"], ["15:00", "20:00"]],
    "said": "Можно приезжать.",
    "signed_by": "Анна Петрова",
    "amount": "50.00",
    "paid": "0",
    "count": 2,
    "minutes": 12,
    "counted": 5,
    "expected": 5,
    "grams": 900,
}
ACCUSES = re.compile(
    r"\b(?:lie|lied|lying|liar|untrue|false|fraud|pretend\w*|claim\w*|ложь|лж\w+|врё\w+|неправд\w+|"
    r"обман\w*|мошенни\w+|якобы|худал\w*|хуурамч\w*|залилан\w*)\b",
    re.IGNORECASE,
)


def speech(language: str) -> Speech:
    return Speech(language, ZONE, NOW)


def evidence(key: str) -> Evidence:
    kind, how = key.split(".")
    side: Side = "for" if how == "for" else "against"
    told = FACTS if how == side else {**FACTS, "how": how}
    return Evidence(kind, side, 0.8, (1,), told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", lines.CUSTOMER)
def test_every_sentence_to_the_customer_is_kind(key: str, language: str) -> None:
    text = tell(evidence(key), speech(language), currency="EUR")
    assert forbidden(text, language) == []
    assert not ACCUSES.search(text)
    assert "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", lines.STAFF)
def test_every_sentence_to_staff_is_whole(key: str, language: str) -> None:
    text = tell(evidence(key), speech(language), currency="EUR", to=STAFF)
    assert "{" not in text
    assert not ACCUSES.search(text)


def test_both_are_told_of_the_same_things() -> None:
    assert lines.CUSTOMER.keys() == lines.STAFF.keys()


def test_another_persons_name_is_not_told_to_a_customer() -> None:
    for each in lines.CUSTOMER.values():
        fields = {name for _, name, _, _ in string.Formatter().parse(each.one)}
        assert "signed_by" not in fields


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", lines.ANSWERS)
def test_every_answer_is_kind(key: str, language: str) -> None:
    text = speech(language).say(f"finding.answer.{key}")
    assert forbidden(text, language) == []
    assert not ACCUSES.search(text)


def test_a_contradicted_claim_gets_the_facts_and_a_way_to_object() -> None:
    finding = held(claim("was_closed", came_at=at(18, "20:40"), point="P1"), record(hours=posted()))
    assert answer(finding, speech("en"), currency="EUR") == [
        "Thank you for telling us. We looked at everything we have, and it shows something else:",
        "You came: 18 November, 20:40. It was after closing time: on that day the hours were "
        "10:00–20:00.",
        "Records can be wrong. Was it otherwise? Tell us: somebody who had no part in it looks at "
        "it again with you.",
    ]


def test_what_is_not_settled_and_what_disagrees_is_not_held_against_the_customer() -> None:
    unclear = held(claim("treated_so"), record())
    assert answer(unclear, speech("en"), currency="EUR") == ["Our records alone do not settle it."]
    lost = happened(20, "parcel.lost", at(21, "11:00"))
    brought = happened(21, "parcel.delivered", at(20, "11:00"), signed=True)
    mixed = held(claim("not_received"), record(lost, brought))
    assert "do not agree with each other" in answer(mixed, speech("en"), currency="EUR")[0]


def test_money_and_days_are_said_as_people_say_them() -> None:
    paid = happened(20, "refund.paid", at(17, "9:00"), amount="50.00")
    finding = held(claim("refund_not_paid"), record(paid))
    assert "€50" in answer(finding, speech("en"), currency="EUR")[1]
    order = held(claim("ordered_on", ordered_on=at(2, "0:00").date()), record())
    text = tell(order.evidence[0], speech("ru"), currency="EUR", to=STAFF)
    assert "16 ноября" in text
    assert "2 ноября" in text


def test_evidence_of_a_shops_own_check_is_told_by_its_name() -> None:
    own = Evidence("drone_film", "for", 0.5, (), {})
    assert tell(own, speech("en"), currency="EUR", to=CUSTOMER) == "drone_film"


def test_every_line_of_a_finding_has_a_key() -> None:
    keys = {f"finding.{key}" for key in lines.CUSTOMER}
    assert keys <= LINES.keys()
