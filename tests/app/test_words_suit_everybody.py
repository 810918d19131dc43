"""Russian tells women from men in the past tense: what is said of people has to suit both."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages import pofile
from django.utils import translation

from amends.app import locale
from amends.app.console.words import customers
from amends.policies import load_policy

HE = re.compile(
    r"(?<!заказ )(?<!заказ не )(?<!товар )\b(пришёл|ушёл|получил|ждал|заказал|приходил)\b", re.I
)
BOTH = re.compile(r"\w\((а|и|ла)\)")
RUSSIAN = Path(locale.__file__).parent / "ru/LC_MESSAGES/django.po"


def test_what_customers_say_suits_women_and_men() -> None:
    kinds = load_policy().declarations.claims.values()
    with translation.override("ru"):
        own = [each.meaning["ru"] for each in kinds]
        said = [*own, *map(str, customers.CLAIMS.values())]
    assert len(said) > 20
    assert [each for each in said if HE.search(each)] == []


def test_no_words_have_both_endings() -> None:
    with RUSSIAN.open("rb") as file:
        texts = [str(message.string) for message in pofile.read_po(file, locale="ru")]
    assert len(texts) > 1000
    assert [text for text in texts if BOTH.search(text)] == []
