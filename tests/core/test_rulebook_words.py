"""Cells as phrases: every shape, every type, in the three languages."""

import gettext
from pathlib import Path

import pytest

import amends
from amends.core.rulebook.cells import read_cell
from amends.core.rulebook.facts import read_fact
from amends.core.rulebook.words import phrase
from amends.core.wording.lines.tested import FACTS

CATALOGUES = Path(amends.__path__[0]) / "app" / "locale"
DAYS = {"type": "number", "unit": "days"}
NUMBER = {"type": "number", "optional": True}
KIND = {"type": "string", "values": ["none", "shop", "market", "restaurant"], "optional": True}


def said(language: str, text: str, declared: dict[str, object], name: str = "it") -> str:
    words = gettext.translation("django", CATALOGUES, languages=[language])
    fact = read_fact(name, declared, where="test")
    return phrase(read_cell(text, fact, where="test"), fact, words, own=FACTS.get(name)).text


@pytest.mark.parametrize(
    ("cell", "declared", "en", "ru", "mn"),
    [
        ("-", DAYS, "anything", "что угодно", "аль ч"),
        ("1", DAYS, "1 day", "1 день", "1 өдөр"),
        ("3", DAYS, "3 days", "3 дня", "3 өдөр"),
        (">1", DAYS, "more than 1 day", "более 1 дня", "1 өдрөөс их"),
        (">5", DAYS, "more than 5 days", "более 5 дней", "5 өдрөөс их"),
        (">=21", DAYS, "21 days or more", "21 день или больше", "21 ба түүнээс олон өдөр"),
        ("<7", DAYS, "less than 7 days", "менее 7 дней", "7 өдрөөс бага"),
        ("<=2", DAYS, "2 days at most", "не больше 2 дней", "2 өдрөөс ихгүй"),
        ("[1..5]", DAYS, "from 1 to 5 days", "от 1 до 5 дней", "1–5 өдөр"),
        ("(1..5)", NUMBER, "more than 1 and less than 5", "больше 1 и меньше 5",
         "1-аас их, 5-аас бага"),
        ("(1..5]", NUMBER, "more than 1, 5 at most", "больше 1, но не больше 5",
         "1-аас их, 5-аас ихгүй"),
        ("[1..5)", NUMBER, "1 or more, less than 5", "не меньше 1, но меньше 5",
         "1 ба түүнээс их, 5-аас бага"),
        ("0.5", NUMBER, "0.5", "0.5", "0.5"),
        ("<1, >5", NUMBER, "less than 1 or more than 5", "меньше 1 или больше 5",
         "1-аас бага эсвэл 5-аас их"),
        ("null", NUMBER, "not known", "неизвестно", "мэдэгдэхгүй"),
        ("not(null)", NUMBER, "known", "известно", "мэдэгдэж байгаа"),
        (">5, null", NUMBER, "more than 5 or not known", "больше 5 или неизвестно",
         "5-аас их эсвэл мэдэгдэхгүй"),
        ("not([1..5])", NUMBER, "not from 1 to 5", "не от 1 до 5", "1–5 биш"),
        ("shop", KIND, "shop", "shop", "shop"),
        ("shop, market, null", KIND, "shop, market or not known", "shop, market или неизвестно",
         "shop, market эсвэл мэдэгдэхгүй"),
        ("not(shop)", KIND, "not shop", "не shop", "shop биш"),
        ("not(shop, market)", KIND, "none of these: shop, market", "ничего из этого: shop, market",
         "эдний аль нь ч биш: shop, market"),
        ("true", {"type": "boolean"}, "yes", "да", "тийм"),
        ("false", {"type": "boolean"}, "no", "нет", "үгүй"),
        (">=2026-10-01", {"type": "date"}, "from 2026-10-01 on", "начиная с 2026-10-01",
         "2026-10-01-аас эхлэн"),
        ("[2026-01-01..2026-12-31]", {"type": "date"}, "from 2026-01-01 until 2026-12-31",
         "с 2026-01-01 по 2026-12-31", "2026-01-01-аас 2026-12-31 хүртэл"),
        ('<@"18:30:00"', {"type": "time"}, "before 18:30:00", "до 18:30:00", "18:30:00-аас өмнө"),
        (">2026-10-01T18:30:00Z", {"type": "date and time"}, "after 2026-10-01T18:30:00+00:00",
         "после 2026-10-01T18:30:00+00:00", "2026-10-01T18:30:00+00:00-аас хойш"),
        (">P3D", {"type": "duration"}, "more than 3 days", "более 3 дней", "3 өдрөөс их"),
        ("<=PT2H", {"type": "duration"}, "2 hours at most", "не больше 2 часов", "2 цагаас ихгүй"),
        ("PT90M", {"type": "duration"}, "90 minutes", "90 минут", "90 минут"),
        (">=P1Y2M", {"type": "months"}, "14 months or more", "14 месяцев или больше",
         "14 ба түүнээс олон сар"),
    ],
)  # fmt: skip
def test_a_cell_is_said(cell: str, declared: dict[str, object], en: str, ru: str, mn: str) -> None:
    assert said("en", cell, declared) == en
    assert said("ru", cell, declared) == ru
    assert said("mn", cell, declared) == mn


@pytest.mark.parametrize(
    ("name", "cell", "declared", "en", "ru", "mn"),
    [
        ("days_late", ">3", DAYS, "more than 3 days late", "опоздание более 3 дней",
         "3 өдрөөс их хоцорсон"),
        ("wasted_visits", "1", NUMBER, "you came in vain once", "вы один раз приходили впустую",
         "та нэг удаа дэмий ирсэн"),
        ("wasted_visits", ">=2", NUMBER, "you came in vain twice or more",
         "вы приходили впустую два раза или больше", "та хоёр ба түүнээс олон удаа дэмий ирсэн"),
        ("order_kind", "not(restaurant)", KIND, "not at a restaurant", "не в ресторане",
         "ресторанд биш"),
        ("tried", "not(none, shop)", KIND, "something was tried already, but not: shop",
         "что-то уже пробовали, но не это: shop", "ямар нэг юм туршсан, гэхдээ үүнийг биш: shop"),
        ("worth", ">2000, null", NUMBER, "worth more than 2000 euro, or the worth is not known",
         "стоимость больше 2000 евро или неизвестна",
         "2000 еврогоос үнэтэй эсвэл үнэлгээ нь мэдэгдэхгүй"),
    ],
)  # fmt: skip
def test_known_facts_are_said_without_a_label(
    name: str, cell: str, declared: dict[str, object], en: str, ru: str, mn: str
) -> None:
    assert said("en", cell, declared, name) == en
    assert said("ru", cell, declared, name) == ru
    assert said("mn", cell, declared, name) == mn
