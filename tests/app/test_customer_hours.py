"""Hours for customers: rules after a comma in their language too."""

from datetime import UTC, datetime

import pytest

from amends.app.customer.hours import readable
from amends.app.locale import Speech


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "also Wed 18:00"), ("ru", "а также ср 18:00"), ("mn", "мөн Лх 18:00")],
)
def test_a_rule_after_a_comma_is_said_in_words(language: str, word: str):
    speech = Speech(language, UTC, datetime(2026, 11, 23, tzinfo=UTC))
    said = readable("Mo-Fr 08:00-16:00 open, We 18:00-20:00", speech)
    assert word in said and "open" not in said
