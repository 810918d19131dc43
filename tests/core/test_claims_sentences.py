"""Customers' sentences, each with what it means, and what the reader makes of it."""

from collections import Counter

import pytest

from tests.core.claim_sentences import ZONES, Sentence, sentences, shown
from tests.support.policies import shipped

KINDS = shipped().declarations.claims
ALL = [*sentences()]
SEEN = [one for one in ALL if not one.is_unseen]
UNSEEN = [one for one in ALL if one.is_unseen]
LEAST_RIGHT = {"seen": 0.95, "unseen": 0.92}
MOST_WRONG = {"seen": 0, "unseen": 0.01}
MOST_WRONG_FIELDS = 0.03


def named(sentence: Sentence) -> str:
    return sentence.text[:40]


def test_there_are_three_hundred_in_each_language():
    counted = Counter(one.language for one in ALL)
    assert all(counted[language] >= 300 for language in ZONES)
    assert len({one.text for one in ALL}) == len(ALL)


@pytest.mark.parametrize("sentence", ALL, ids=named)
def test_its_words_are_where_they_are_said_to_be(sentence):
    reading = sentence.read(KINDS)
    assert reading.sure == bool(reading.kind)
    assert reading.sure or reading.asks == ("claim",)
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(sentence.text)
        assert sentence.text[span.start : span.end].strip() == sentence.text[span.start : span.end]


@pytest.mark.parametrize("language", ZONES)
@pytest.mark.parametrize(("half", "told"), [("seen", SEEN), ("unseen", UNSEEN)])
def test_kinds_are_read_right_or_asked(language, half, told):
    said = [one for one in told if one.language == language and "" not in one.kinds]
    outcomes = Counter(one.outcome(one.read(KINDS)) for one in said)
    assert outcomes["right"] >= LEAST_RIGHT[half] * len(said)
    assert outcomes["wrong"] <= MOST_WRONG[half] * len(said)


@pytest.mark.parametrize("language", ZONES)
def test_where_nothing_is_claimed_the_kind_is_asked(language):
    vague = [one for one in ALL if one.language == language and one.kinds == {""}]
    wrong = [one.text for one in vague if one.read(KINDS).kind]
    assert len(wrong) <= 0.1 * len(vague), wrong


@pytest.mark.parametrize("language", ZONES)
def test_fields_are_right_or_asked(language):
    said = wrong = 0
    for one in ALL:
        reading = one.read(KINDS)
        if one.language != language or one.outcome(reading) != "right":
            continue
        for name, value in one.fields.items():
            read = reading.fields.get(name)
            said += 1
            wrong += read is not None and not same(name, shown(read), value)
    assert wrong <= MOST_WRONG_FIELDS * said


def same(name: str, read: str, meant: str) -> bool:
    if name in ("amount", "minutes"):
        return float(read) == float(meant)
    return read.rstrip(".!").casefold() == meant.casefold()
