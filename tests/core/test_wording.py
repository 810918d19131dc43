"""Every key that the tables use has a line, and no line says what must never be said."""

import csv
import gettext
import re
from importlib.resources import files

import pytest

from amends.core.wording import LINES, forbidden, most_telling, say

POLICY = files("amends.policies") / "retail"
LANGUAGES = ("en", "ru", "mn")
ENGLISH = gettext.NullTranslations()


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((POLICY / f"{name}.csv").read_text("utf-8").splitlines()))


def reasons() -> list[tuple[str, str, str]]:
    return [
        (language, f"{name}.{row['id']}", row[f"reason_{language}"])
        for name in sorted(
            file.name.removesuffix(".csv")
            for file in POLICY.iterdir()
            if file.name.endswith(".csv") and "examples" not in file.name
        )
        for row in table(name)
        for language in LANGUAGES
    ]


@pytest.mark.parametrize(
    ("name", "column", "start"),
    [
        ("remedies", "remedy", "remedy"),
        ("remedies", "remedy", "detail"),
        ("remedies", "remedy", "action"),
        ("remedies", "who", "who"),
        ("gestures", "gesture", "gesture"),
        ("gestures", "who", "who"),
        ("legal", "remedy", "remedy"),
        ("legal", "who", "who"),
        ("legal_dues", "due", "due"),
        ("approval", "approver", "approver"),
    ],
)
def test_every_key_of_the_tables_has_a_line(name: str, column: str, start: str) -> None:
    keys = {row[column] for row in table(name)} - {"none", "-"}
    assert {key for key in keys if f"{start}.{key}" not in LINES} == set()


def test_every_apology_of_the_tables_has_its_lines_responsibility_first() -> None:
    for row in table("apology"):
        keys = row["lines"].split(".")
        assert [key for key in keys if f"apology.{key}" not in LINES] == []
        assert row["stance"] == "evidence" or keys.index("our_fault") <= 1


@pytest.mark.parametrize("key", LINES)
def test_no_line_says_what_must_never_be_said(key: str) -> None:
    line = LINES[key]
    assert forbidden(f"{line.one}\n{line.many}", "en") == []


@pytest.mark.parametrize(("language", "rule", "text"), reasons())
def test_no_reason_of_a_rule_says_it_either(language: str, rule: str, text: str) -> None:
    assert text
    assert forbidden(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We apologise for any inconvenience."),
        ("en", "We are sorry if you were upset."),
        ("en", "If we let you down, we are sorry."),
        ("en", "Sorry you feel that way."),
        ("en", "Mistakes were made."),
        ("en", "Your parcel was delayed."),
        ("en", "Unfortunately the weather was bad."),
        ("en", "It is late because of the courier."),
        ("en", "Your unusual request confused the kitchen."),
        ("ru", "Приносим извинения за доставленные неудобства."),
        ("ru", "Извиняюсь за это."),
        ("ru", "Нам жаль, если мы вас расстроили."),
        ("ru", "Была допущена ошибка."),
        ("ru", "Произошла ошибка."),
        ("ru", "К сожалению, посылка задержалась."),
        ("ru", "Заказ опоздал из-за курьера."),
        ("ru", "Ваша необычная просьба запутала кухню."),
        ("mn", "Учирсан таагүй байдалд уучлал гуйя."),
        ("mn", "Хэрэв таныг гомдоосон бол уучлаарай."),
        ("mn", "Алдаа гарсан байна."),
        ("mn", "Харамсалтай нь илгээмж хоцорсон."),
        ("mn", "Шуудан зөөгчийн буруу."),
    ],
)
def test_what_must_never_be_said_is_found(language: str, text: str) -> None:
    assert forbidden(text, language)


def test_a_partner_is_never_named() -> None:
    assert forbidden("Fastpost lost it.", "en", ["FastPost"]) == ["names a partner: FastPost"]
    assert forbidden("We lost it.", "en", ["FastPost", ""]) == []


def test_a_line_takes_its_form_from_the_count() -> None:
    assert say("page.visits", ENGLISH, count=1) == "1 wasted visit"
    assert say("page.visits", ENGLISH, count=3) == "3 wasted visits"


def test_values_are_put_in_as_they_are() -> None:
    assert "{order}" in say("gesture.favourite", ENGLISH, what="{order}", amount="")


def test_the_particular_line_comes_before_the_plain_one() -> None:
    assert most_telling("remedy.make_again.shop", "remedy.make_again") == "remedy.make_again.shop"
    assert most_telling("remedy.make_again.kitchen", "remedy.make_again") == "remedy.make_again"
    assert most_telling("remedy.sing_a_song") == ""


@pytest.mark.parametrize("key", [key for key in LINES if key.startswith(("apology.", "letter."))])
def test_a_letter_never_shouts(key: str) -> None:
    text = LINES[key].one
    assert "!" not in text
    assert not re.search(r"\b[A-Z]{2,}\b", text)
