"""Hours for customers: rules after a comma in their language too."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from amends.app.console.shapes import hours_in_words
from amends.app.locale import Speech
from amends.app.locale.hours import readable


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "also Wed 18:00"), ("ru", "а также ср 18:00"), ("mn", "мөн Лх 18:00")],
)
def test_a_rule_after_a_comma_is_said_in_words(language: str, word: str):
    speech = Speech(language, UTC, datetime(2026, 11, 23, tzinfo=UTC))
    said = readable("Mo-Fr 08:00-16:00 open, We 18:00-20:00", speech)
    assert word in said and "open" not in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Mon–Fri 09:00–18:00 · Sun closed"),
        ("ru", "пн–пт 09:00–18:00 · вс закрыто"),
        ("mn", "Да–Ба 09:00–18:00 · Ня амарна"),
    ],
)
def test_staff_read_them_in_their_own_language_too(language: str, said: str) -> None:
    with translation.override(language):
        assert hours_in_words("Mo-Fr 09:00-18:00; Su off") == said
