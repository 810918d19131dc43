"""Insults and threats are read by words that can be shown; anger and complaints are none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.customers.conduct import read_conduct, read_phrase
from tests.support.policies import shipped

LEXICON = shipped().conduct
SENTENCES = Path(__file__).parent / "conduct_sentences"


def sentences(conduct: str) -> list[str]:
    return (SENTENCES / f"{conduct}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", sentences("usual"))
def test_anger_complaints_names_and_dialect_are_no_insult(text: str) -> None:
    assert read_conduct(text, LEXICON).seen == ()


@pytest.mark.parametrize("conduct", ["rude", "threatening"])
def test_what_is_written_by_hand_is_read(conduct: str) -> None:
    found = [read_conduct(text, LEXICON).conduct for text in sentences(conduct)]
    assert found.count(conduct) == len(found)


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_was_read_stands_in_it(text: str) -> None:
    for seen in read_conduct(text, LEXICON).seen:
        assert text[seen.start : seen.end].strip()


def test_what_was_read_is_shown_word_for_word() -> None:
    text = "It is late. You are all id*ots!"
    (seen,) = read_conduct(text, LEXICON).seen
    assert (text[seen.start : seen.end], seen.what) == ("id*ots", "rude")


@pytest.mark.parametrize("text", ["", "two  *", "a-b", "100"])
def test_a_phrase_is_made_of_words(text: str) -> None:
    with pytest.raises(ValueError, match="words"):
        read_phrase(text)
