"""Lists as other networks publish them: their columns, their JSON, their encodings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from amends.core.places import Closure, Point
from amends.core.places.hours import read_hours
from amends.core.places.sources import JSON_LISTS, BadList, Found, json_format, table

WEEK = "Mo-Fr 08:00-18:00; Sa 09:00-13:00"


def hours(point: Point) -> str:
    structure: Any = point.hours_structure
    reading = read_hours(
        point.hours_text,
        structure,
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        country=point.country,
    )
    assert reading.understood, reading
    assert not reading.flags, reading
    return reading.read_as


def of_table(text: str, encoding: str = "utf-8") -> Point:
    decoded = table.decoded(text.encode(encoding))
    assert table.looks_like_one(decoded)
    [row] = table.rows(decoded)
    assert isinstance(row, Found), row
    assert row.doubts == ()
    return row.point


def of_json(value: object) -> Found:
    [row] = JSON_LISTS[json_format(value)].rows(value)
    assert isinstance(row, Found), row
    return row


TABLES = {
    "az": ("Kod;Ad;Ünvan;Enlem;Boylam;İş saatları", "Bazar ertəsi-Cümə 8-18, Şənbə 9-13", "utf-8"),
    "bg": ("Код;Име;Адрес;Географска ширина;Географска дължина;Работно време",
           "пон-пет 8:00-18:00, съб 9-13", "cp1251"),
    "cs": ("Kód;Název;Adresa;Zeměpisná šířka;Zeměpisná délka;Otevírací doba",
           "Po-Pá 8-18, So 9-13", "cp1250"),
    "da": ("Id;Navn;Adresse;Breddegrad;Længdegrad;Åbningstider", "Man-fre 8-18, lør 9-13", "utf-8"),
    "de": ("Nummer;Name;Straße;Breitengrad;Längengrad;Öffnungszeiten",
           "Mo–Fr 8–18 Uhr, Sa 9–13 Uhr", "cp1252"),
    "el": ("Κωδικός;Όνομα;Διεύθυνση;Γεωγραφικό πλάτος;Γεωγραφικό μήκος;Ωράριο",
           "Δευ-Παρ 08:00-18:00, Σάβ 09:00-13:00", "cp1253"),
    "es": ("Código;Nombre;Dirección;Latitud;Longitud;Horario", "L-V 8:00-18:00, S 9-13", "cp1252"),
    "et": ("Kood;Nimi;Aadress;Laiuskraad;Pikkuskraad;Lahtiolekuajad", "E-R 8-18, L 9-13", "utf-8"),
    "fi": ("Tunnus;Nimi;Osoite;Leveysaste;Pituusaste;Aukioloajat", "ma-pe 8-18, la 9-13", "utf-8"),
    "fr": ("Identifiant;Enseigne;Adresse;Latitude;Longitude;Heures d’ouverture",
           "lun-ven 8h-18h, sam 9h-13h", "cp1252"),
    "hr": ("Šifra;Naziv;Adresa;Geografska širina;Geografska dužina;Radno vrijeme",
           "Pon-Pet 8-18, Sub 9-13", "cp1250"),
    "hu": ("Azonosító;Név;Cím;Földrajzi szélesség;Földrajzi hosszúság;Nyitvatartás",
           "H-P: 8-18, Szo: 9-13, V: zárva", "cp1250"),
    "it": ("Codice;Nome;Indirizzo;Latitudine;Longitudine;Orari di apertura",
           "lun-ven 8-18, sab 9-13", "cp1252"),
    "ja": ("局番号;局名;住所;緯度;経度;営業時間", "月〜金 8:00〜18:00、土 9:00〜13:00", "cp932"),
    "kk": ("Коды;Атауы;Мекенжай;Ендік;Бойлық;Жұмыс уақыты", "Дс-Жм 08-18, Сн 9-13", "utf-8"),
    "lt": ("Kodas;Pavadinimas;Adresas;Platuma;Ilguma;Darbo laikas", "I-V 8-18, VI 9-13", "cp1257"),
    "lv": ("Kods;Nosaukums;Adrese;Platums;Garums;Darba laiks", "P-Pk 8-18, S 9-13", "cp1257"),
    "mn": ("Код;Нэр;Хаяг;Өргөрөг;Уртраг;Ажлын цаг", "Даваа-Баасан 8-18, Бямба 9-13", "utf-8"),
    "nl": ("ID;Naam;Adres;Breedtegraad;Lengtegraad;Openingstijden", "ma-vr 8-18, za 9-13", "utf-8"),
    "pl": ("Kod;Nazwa;Adres;Szerokość geograficzna;Długość geograficzna;Godziny otwarcia",
           "pon.-pt. 8-18, sob. 9-13", "cp1250"),
    "pt": ("Código;Nome;Morada;Latitude;Longitude;Horário", "Seg-Sex 8h-18h; Sáb 9h-13h", "cp1252"),
    "ro": ("Cod;Nume;Adresă;Latitudine;Longitudine;Program", "L-V: 8-18, S: 9-13", "utf-8"),
    "ru": ("Номер;Название;Адрес;Широта;Долгота;График", "Пн-Пт 8-18, Сб 9-13", "cp1251"),
    "sk": ("Kód;Názov;Adresa;Zemepisná šírka;Zemepisná dĺžka;Otváracie hodiny",
           "Po-Pia 8-18, So 9-13", "cp1250"),
    "sv": ("Id;Namn;Adress;Latitud;Longitud;Öppettider", "Mån-Fre 8-18, Lör 9-13", "cp1252"),
    "tr": ("Kod;Ad;Adres;Enlem;Boylam;Çalışma saatleri",
           "Hafta içi 08:00-18:00, Cumartesi 9-13", "cp1254"),
    "uk": ("Номер;Назва;Адреса;Широта;Довгота;Графік роботи", "Пн-Пт 8-18, Сб 9-13", "cp1251"),
}  # fmt: skip


@pytest.mark.parametrize("language", TABLES)
def test_a_table_in_the_language_of_its_network(language):
    header, text, encoding = TABLES[language]
    mark = "|" if ";" in text else ";"
    rows = [header.split(";"), ["A1", "Point 1", "Street 1", "59,43", "24,75", text]]
    point = of_table("\n".join(mark.join(row) for row in rows), encoding)
    countries = {
        "cs": "CZ",
        "da": "DK",
        "el": "GR",
        "et": "EE",
        "kk": "KZ",
        "ja": "JP",
        "sv": "SE",
        "uk": "UA",
    }
    place = Point("", "", None, hours_text=point.hours_text,
                  country=countries.get(language, language.upper()))  # fmt: skip
    assert (point.code, point.name, point.address) == ("A1", "Point 1", "Street 1")
    assert point.spot == (59.43, 24.75)
    assert hours(place).replace("08:00-18:00 open, Sa", "08:00-18:00; Sa") == WEEK


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("09:30-12:30 14:00-19:00", "09:30-12:30, 14:00-19:00"),
        ("9h30-12h30 / 14h-19h", "09:30-12:30, 14:00-19:00"),
        ("8-12 Uhr, 13-18 Uhr", "08:00-12:00, 13:00-18:00"),
        ("с 9 до 18", "с 9 до 18"),
        ("9:00 AM - 5:00 PM", "9:00 AM - 5:00 PM"),
        ("9-6", "9-6"),
        ("9-12 2-6", "9-12 2-6"),
        ("9:00-6:00", "9:00-6:00"),
        ("zárva", "closed"),
        ("–", "closed"),
    ],
)
def test_a_cell_of_a_day_is_read_where_it_is_certain(cell, meant):
    point = of_table(f'id;lat;lon;Montag\n1;50;7;"{cell}"\n')
    assert point.hours_structure == {"mo": meant}


def test_a_place_in_one_cell():
    for cell in (
        "55.75, 37.61",
        "55.75,37.61",
        "55,75; 37,61",
        "POINT (37.61 55.75)",
        "55.75 37.61",
    ):
        assert of_table(f'Номер ПВЗ|Координаты|График\n1|"{cell}"|9-21\n').spot == (55.75, 37.61)
    [odd] = table.rows("id|gps|hours\n1|55,37|9-21\n")
    assert isinstance(odd, Found) and odd.point.spot is None and odd.doubts


def test_old_line_ends_and_a_spreadsheets_own_line():
    for text in ("id;lat;lon\r1;50;7\r", "sep=;\r\nid;lat;lon\r\n1;50;7\r\n"):
        assert of_table(text).spot == (50, 7)
    assert not table.looks_like_one("id\r;lat\n1;50\n")


def test_of_two_columns_of_one_name_the_first_holds():
    assert of_table("id;id;lat;lon\n1;2;50;7\n").code == "1"


def week(*closed: str) -> dict[str, Any]:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    saturday = {} if "Saturday" in closed else {"Saturday": "09:00-13:00"}
    return {**dict.fromkeys(names, "08:00-18:00"), **saturday, "Sunday": "-"}


def test_nova_posts_warehouses():
    row = {"Description": "Відділення №1", "ShortAddress": "Київ, 1", "Ref": "1ec0", "Number": "1",
           "Latitude": "50.35", "Longitude": "30.54", "PlaceMaxWeightAllowed": "30",
           "Reception": week(), "Schedule": week(), "WarehouseStatus": "Working"}  # fmt: skip
    point = of_json({"success": True, "data": [row], "errors": [], "info": {"totalCount": 1}}).point
    assert (point.code, point.spot, point.limits.grams) == ("1ec0", (50.35, 30.54), 30_000)
    assert hours(point) == WEEK


def test_packetas_branches_by_id():
    regular = {name.lower(): text for name, text in week().items()}
    row = {"id": "106", "name": "Praha", "street": "Petrská 1", "city": "Praha", "zip": "110 00",
           "country": "cz", "latitude": "50.09", "longitude": "14.43", "maxWeight": "10",
           "openingHours": {"compactShort": "Po-Pá", "regular": regular}}  # fmt: skip
    point = of_json({"data": {"106": row}}).point
    assert (point.country, point.address) == ("CZ", "Petrská 1, 110 00 Praha")
    assert hours(point) == WEEK


def test_omnivas_places_are_known_by_their_postcode():
    row = {"ZIP": "96331", "NAME": "Kristiine", "TYPE": "0", "A0_NAME": "EE", "A2_NAME": "Tallinn",
           "A5_NAME": "Endla", "A7_NAME": "45", "X_COORDINATE": "24.7", "Y_COORDINATE": "59.4",
           "SERVICE_HOURS": "E-R 8:00-18:00, L 9:00-13:00"}  # fmt: skip
    point = of_json([row]).point
    assert (point.code, point.country, point.spot) == ("96331", "EE", (59.4, 24.7))
    assert point.address == "Endla 45, Tallinn"
    assert hours(point) == WEEK


def test_dhls_locations_with_their_closures():
    day = "http://schema.org/"
    times = [{"opens": "08:00:00", "closes": "18:00:00", "dayOfWeek": day + "Monday"}]
    address = {"countryCode": "DE", "streetAddress": "Street 20", "number": "7"}
    row = {
        "location": {"ids": [{"locationId": "8007-1"}], "type": "locker"},
        "name": "P 100",
        "place": {"address": address, "geo": {"latitude": 50.7, "longitude": 7.1}},
        "openingHours": times,
        "closurePeriods": [{"type": "x", "fromDate": "2026-12-01", "toDate": "2026-12-05"}],
    }
    point = of_json({"locations": [row]}).point
    assert (point.code, point.kind, point.spot) == ("8007-1", "locker", (50.7, 7.1))
    assert point.closures == (Closure("2026-12-01", "2026-12-05"),)
    assert hours(point) == "Mo 08:00-18:00"


def test_postnords_and_mondial_relays_answers():
    entry = {"openDay": "Monday", "openTime": "08:00", "closeDay": "Monday", "closeTime": "20:00"}
    row = {"name": "ICA", "servicePointId": "12345",
           "visitingAddress": {"countryCode": "SE", "streetName": "Vasagatan", "streetNumber": "1"},
           "coordinates": [{"northing": 59.3, "easting": 18.1, "srId": "EPSG:4326"}],
           "openingHours": {"postalServices": [entry], "specialDates": []}}  # fmt: skip
    point = of_json({"servicePointInformationResponse": {"servicePoints": [row]}}).point
    assert (point.code, point.spot, point.address) == ("12345", (59.3, 18.1), "Vasagatan 1")
    assert hours(point) == "Mo 08:00-20:00"
    relay = {"Num": "020011", "Pays": "FR", "Latitude": "48,85", "Longitude": "02,35",
             "Horaires_Lundi": ["0930", "1230", "1400", "1900"],
             "Horaires_Mardi": ["0900", "1200", "0000", "0000"],
             "Horaires_Dimanche": ["0000"] * 4}  # fmt: skip
    assert hours(of_json([relay]).point) == "Mo 09:30-12:30,14:00-19:00; Tu 09:00-12:00"


def test_boxberrys_points_and_groups_by_country():
    row = {"Code": "77961", "Name": "N", "GPS": "55.75,37.61", "WorkShedule": "пн-пт: 8.00-18.00",
           "LoadLimit": "15", "Country": "643"}  # fmt: skip
    point = of_json([row]).point
    assert (point.spot, point.limits.grams, point.country) == ((55.75, 37.61), 15_000, "")
    item = {"id": 100, "coordinates": [55.75, 37.61], "workTime": "Ежедневно 10:00-21:00"}
    found = of_json([{"country": "ru", "items": [item]}])
    assert (found.point.country, found.point.spot) == ("RU", None)
    assert found.doubts == ("its coordinates may be either way round: 55.75, 37.61",)
    far = of_json([{**item, "coordinates": [131.9, 43.1]}])
    assert far.point.spot == (43.1, 131.9)


def test_a_text_and_a_structure_of_one_point_are_both_kept():
    found = of_json([{"id": 1, "hours": "Mo 8-18", "schedule": {"monday": "09:00-18:00"}}])
    assert (found.point.hours_text, found.point.hours_structure) == (
        "Mo 8-18",
        {"monday": "09:00-18:00"},
    )
    twice = of_json([{"id": 1, "hours": "Mo 8-18", "work_time": "Mo 9-18"}])
    assert twice.point.hours_text == "Mo 8-18" and "said twice" in twice.doubts[-1]


@pytest.mark.parametrize(
    "value",
    [
        {"a": [{"id": 1, "lat": 1}], "b": [{"id": 2, "lat": 1}]},
        {"a": {"b": {"c": {"d": {"e": {"f": [{"id": 1, "lat": 1}]}}}}}},
        [{"items": [], "more": []}],
        [{"items": [1, None]}],
        {"data": {"1": {}, "2": 5}},
        [[[]]],
        {},
        None,
    ],
)
def test_what_is_no_list_of_points_is_refused_kindly(value):
    with pytest.raises(BadList, match="no list of points"):
        json_format(value)
