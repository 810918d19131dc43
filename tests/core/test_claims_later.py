"""Hasty sentences of another author: what is read of them at once, and never wrongly but sure."""

from __future__ import annotations

from collections import Counter

import pytest

from amends.core.claims import Reading
from tests.core.claim_sentences import ZONES, Sentence, sentences, shown
from tests.support.policies import shipped

KINDS = shipped().declarations.claims
FOLDERS = {folder: [*sentences(folder)] for folder in ("later", "last", "hurried", "held")}
ALL = [one for told in FOLDERS.values() for one in told]
ORDER = "order"
LEAST_RIGHT = {"later": 0.95, "last": 0.95, "hurried": 0.9, "held": 0.85}
MOST_WRONG = {"later": 0, "last": 0, "hurried": 0, "held": 0}


def named(sentence: Sentence) -> str:
    return sentence.text[:40]


@pytest.mark.parametrize("told", [("later",), ("hurried", "held")])
def test_there_are_fifty_in_each_language(told: tuple[str, ...]) -> None:
    counted = Counter(one.language for folder in told for one in FOLDERS[folder])
    assert all(counted[language] >= 50 for language in ZONES)


@pytest.mark.parametrize("language", ZONES)
@pytest.mark.parametrize(("folder", "told"), FOLDERS.items())
def test_what_is_sure_is_right_and_the_rest_is_asked(
    folder: str, language: str, told: list[Sentence]
) -> None:
    mine = [one for one in told if one.language == language]
    outcomes = Counter(one.outcome(one.read(KINDS)) for one in mine)
    assert outcomes["right"] >= LEAST_RIGHT[folder] * len(mine)
    assert outcomes["wrong"] <= MOST_WRONG[folder]


@pytest.mark.parametrize("sentence", ALL, ids=named)
def test_no_day_time_sum_or_number_is_read_wrongly(sentence: Sentence) -> None:
    reading = sentence.read(KINDS)
    if sentence.outcome(reading) != "right":
        return
    for name, meant in sentence.fields.items():
        read = _numbers(reading) if name == ORDER else _read(reading, name)
        assert not read or any(_is(name, value, meant) for value in read), (name, read)


@pytest.mark.parametrize(
    "text",
    [
        "if it comes broken i send it back",
        "если придет разбитое верну",
        "эвдэрсэн ирвэл буцаана",
        "ирэхгүй бол буцаана",
    ],
)
def test_what_is_only_supposed_is_no_claim(text: str) -> None:
    sentence = Sentence("mn", frozenset(), (), {}, text, several=False)
    assert sentence.read(KINDS).kind == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i asked if they had it. the box is smashed and torn", "got_broken"),
        ("treated me as if i were dirt", "treated_so"),
    ],
)
def test_not_every_if_is_a_condition(text: str, kind: str) -> None:
    sentence = Sentence("en", frozenset(), (), {}, text, several=False)
    assert sentence.read(KINDS).kind == kind


def _read(reading: Reading, name: str) -> list[str]:
    value = reading.fields.get(name)
    return [] if value is None else [shown(value)]


def _numbers(reading: Reading) -> list[str]:
    return [str(span.value) for span in reading.spans if span.what == ORDER]


def _is(name: str, read: str, meant: str) -> bool:
    if name in ("amount", "minutes"):
        return float(read) == float(meant)
    if name == ORDER:
        return _plain(read) == _plain(meant)
    return read.casefold() in meant.casefold().split("/")


def _plain(number: str) -> str:
    return "".join(letter for letter in number.casefold() if letter.isalnum())
