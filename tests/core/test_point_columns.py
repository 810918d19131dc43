"""Columns of a table: headings in words and with units, and those that are passed over."""

from __future__ import annotations

import csv
import gettext
import io
from importlib.resources import files
from pathlib import Path

import pytest

from amends.core.places import Limits, Point
from amends.core.places.reasons import in_words
from amends.core.places.sources import Found, table
from amends.core.places.sources.headings import Heading, heading_of

CATALOGUES = Path(str(files("amends.app"))) / "locale"
WORDS = {
    language: gettext.translation("django", CATALOGUES, languages=[language])
    for language in ("ru", "mn")
}

WHOLE = Limits((600, 400, 300), 20_000, payment=True, fitting=True, storage_days=7)
LISTS = {
    "ru": ("Код ПВЗ;Название пункта;Адрес пункта выдачи;Максимальный вес (кг);Габариты (см);"
           "Способы оплаты;Есть примерка;Срок хранения (дней)",
           "20;60х40х30;Наличные, картой;да;7"),
    "ru_2": ("Код;Название;Адрес;Макс. вес посылки, г;Габариты ДхШхВ, мм;Оплата при получении;"
             "Количество примерочных;Срок хранения, сут.",
             "20 000;600 x 400 x 300;есть;2;7 дней"),
    "uk": ("Номер відділення;Назва;Адреса;Обмеження ваги, кг;Габариты (см);Спосіб оплати;"
           "Примерка;Срок хранения (дней)",
           "20;60х40х30;готівка, картка;1;7"),
    "en": ("id;name;address;Max. weight (kg);Dimensions (cm);Payment methods;Fitting room;"
           "Storage (days)",
           "20;60 x 40 x 30;Cash / card;yes;7"),
    "de": ("Nummer;Name;Adresse des Paketshops;Maximales Gewicht (kg);Max. Maße in cm;"
           "Zahlungsarten;Umkleidekabine vorhanden;Lagerfrist (Tage)",
           "20,0;60 x 40 x 30;Barzahlung und Kartenzahlung;ja;7 Tage"),
    "pl": ("Kod;Nazwa;Adres punktu;Maksymalna waga [kg];Wymiary paczki [cm];Formy płatności;"
           "Przymierzalnia;Czas przechowywania (dni)",
           "do 20;60x40x30;gotówka, karta;tak;7"),
    "mn": ("Код;Нэр;Хаяг;Илгээмжийн дээд жин (кг);Илгээмжийн хэмжээ (см);Төлбөрийн хэлбэр;"
           "Өмсөж үзэх өрөө байгаа эсэх;Хадгалах хугацаа (хоног)",
           "20;60x40x30;бэлнээр, картаар;тийм;7 хоног"),
}  # fmt: skip


def read(names: str, cells: str) -> Found:
    [row] = table.rows(f"{names}\n{cells}")
    assert isinstance(row, Found), row
    return row


def limits(names: str, cells: str) -> Limits:
    row = read(f"id;{names}", f"1;{cells}")
    assert row.doubts == ("it has no coordinates",)
    return row.point.limits


@pytest.mark.parametrize("language", LISTS)
def test_what_a_point_takes_in_the_words_of_its_list(language: str):
    names, cells = LISTS[language]
    point = read(names, f"A1;Point 1;Street 1;{cells}").point
    assert (point.code, point.name, point.address) == ("A1", "Point 1", "Street 1")
    assert point.limits == WHOLE
    assert table.columns_of(f"{names}\n").passed_over == ()


@pytest.mark.parametrize(
    ("names", "cells", "sides", "grams"),
    [
        ("Вес, г", "500", None, 500),
        ("maxWeightG", "500", None, 500),
        ("Вес", "20 кг", None, 20_000),
        ("Вес", "500 г", None, 500),
        ("Вес", "20", None, 20_000),
        ("Вес (кг)", "не более 31,5", None, 31_500),
        ("Вес (кг)", "1 000", None, 1_000_000),
        ("Вес (кг)", "без ограничений", None, None),
        ("Max weight of a parcel", "20 kg", None, 20_000),
        ("Gewicht (kg)", "15.000", None, 15_000),
        ("Длина (м);Ширина (мм);Высота", "1,2;400;30 см", (1200, 400, 300), None),
        ("Szerokość (cm);Wysokość (cm);Głębokość (cm)", "40;30;60", (600, 400, 300), None),
        ("Länge (cm);Breite (cm);Höhe (cm)", "60;40;30", (600, 400, 300), None),
        ("Габариты", "60х40х30 см", (600, 400, 300), None),
        ("Габариты (мм)", "600*400*300", (600, 400, 300), None),
    ],
)
def test_units_are_obeyed(names, cells, sides, grams):
    assert limits(names, cells) == Limits(sides, grams)


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        ("Вес (кг)", "20 г"),
        ("Вес (кг)", "много"),
        ("Вес (кг)", "5-10"),
        ("Вес (г)", "20.000"),
        ("Вес", "20000"),
        ("Габариты (см)", "180"),
        ("Габариты (см)", "60х40"),
        ("Габариты (см)", "60х40х30 мм"),
        ("Срок хранения (дней)", "2 недели"),
        ("Срок хранения (дней)", "7-14"),
        ("Способы оплаты", "по согласованию"),
        ("Способы оплаты", "предоплата, карта"),
        ("Есть примерка", "уточняйте"),
    ],
)
def test_what_may_mean_two_things_is_told_and_not_read(names, cells):
    row = read(f"id;{names}", f"1;{cells}")
    [_, doubt] = sorted(row.doubts, key=lambda each: "understood" in each)
    assert row.point.limits == Limits()
    assert cells in doubt
    for language in ("ru", "mn"):
        assert in_words(doubt, WORDS[language]) != doubt


@pytest.mark.parametrize(
    ("said", "can"),
    [
        *(("да", True), ("Наличные", True), ("cash and card", True), ("ja", True), ("1", True)),
        *(("нет", False), ("только предоплата", False), ("nur Vorkasse", False), ("", None)),
    ],
)
def test_the_words_of_payment(said, can):
    assert limits("Способы оплаты", said).payment is can
    assert limits("Оплата картой;Оплата наличными", f"нет;{said}").payment is (can or False)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Телефон", "its name is not known"),
        ("График звонков", "its name is not known"),
        ("Минимальный вес (кг)", "its name is not known"),
        ("Max weight (lb)", "its name is not known"),
        ("Max weight (cm)", "its name is not known"),
        ("Срок хранения (часов)", "its name is not known"),
        ("Широта центра города", "its name is not known"),
        ("Без примерки", "its name is not known"),
        ("Максимальный размер", "its unit is not said"),
        ("Максимальный вес отправления", "its unit is not said"),
        ("title", "the column “Название” says the same, and holds"),
        ("Код", "the column “Код” says the same, and holds"),
        ("x" * 5000, "its name is not known"),
    ],
)
def test_a_column_that_is_not_certain_is_passed_over_and_told(name, reason):
    text = f"Код;Название;{name}\nA;Первый;20\n"
    [over] = table.columns_of(text).passed_over
    assert (over.column[:150], over.reason) == (name[:150], reason)
    assert point_of(text) == Point("A", "Первый", None)
    for language in ("ru", "mn"):
        assert in_words(reason, WORDS[language]) != reason


def point_of(text: str) -> Point:
    [row] = table.rows(text)
    assert isinstance(row, Found)
    return row.point


def test_a_unit_has_to_be_in_every_cell_of_a_column_without_one():
    text = "Код;Габариты посылки\nA;60х40х30 см\nB;60х40х30\n"
    [over] = table.columns_of(text).passed_over
    assert over == ("Габариты посылки", "its unit is not said")


def test_a_width_is_no_latitude():
    assert heading_of("Szerokość (cm)") == Heading("width_cm")
    text = "Kod;Szerokość;Długość geograficzna;Szerokość (cm)\nA;52,1;21,0;40\n"
    assert point_of(text).spot == (52.1, 21.0)


def test_a_column_of_many_signs_is_read_in_no_time():
    heading_of("Вес " * 100_000)
    cell = io.StringIO()
    csv.writer(cell, delimiter=";").writerow(["A", "1 000 " * 10_000])
    [row] = table.rows(f"Код;Вес (кг)\n{cell.getvalue()}")
    assert isinstance(row, Found) and row.point.limits == Limits()
