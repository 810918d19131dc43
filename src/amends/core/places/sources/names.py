"""The names that columns and properties have, in the languages of those who keep the lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from amends.core.places.hours.words.languages import full_names, native
from amends.core.places.hours.words.lexicon import DAYS as NUMBERS
from amends.core.places.sources.beside import OTHERS, beside, has_days
from amends.core.places.sources.headings import heading_of, without_its_point

FIELDS: Final[Mapping[str, str]] = {
    "code": "code, id, ref, point_id, point_code, код, ид, идентификатор, номер пвз, код пвз, "
    "номер, identifier, identifiant, kennung, kod, kód, identificador, código, codice, cod, kood, "
    "kods, kodas, коды, šifra, κωδικός, azonosító, tunnus, nummer, num, parcel_shop_id, "
    "局番号, 店舗番号, コード, service_point_id, terminal_code, location_id, site_key, "
    "packstation_nr, external_id, uuid, place_id, "
    "numer, número, numero, numéro",
    "name": "name, title, название, наименование, имя, нэр, nom, nombre, nome, nazwa, název, nimi, "
    "bezeichnung, namn, navn, naam, enseigne, názov, naziv, név, nume, име, назва, атауы, όνομα, "
    "名称, 局名, 店舗名, pavadinimas, nosaukums, ad, adı, parcel_shop_name, company, terminal_name",
    "lat": "lat, latitude, y, широта, өргөрөг, breite, breitengrad, latitud, latitudine, "
    "szerokość, szerokość geograficzna, zeměpisná šířka, zemepisná šírka, geografska širina, "
    "географска ширина, földrajzi szélesség, leveysaste, laiuskraad, platums, platuma, "
    "緯度, γεωγραφικό πλάτος, breddegrad, breddgrad, breedtegraad, enlem, ендік, y_coordinate, "
    "northing, geolat, geo_lat",
    "lon": "lon, lng, long, longitude, x, долгота, довгота, уртраг, länge, längengrad, longitud, "
    "longitudine, długość geograficzna, zeměpisná délka, zemepisná dĺžka, geografska dužina, "
    "географска дължина, földrajzi hosszúság, pituusaste, pikkuskraad, garums, ilguma, "
    "経度, γεωγραφικό μήκος, længdegrad, lengdegrad, längdgrad, lengtegraad, boylam, бойлық, "
    "x_coordinate, easting, geolng, geolon, geo_lng, geo_lon, długość",
    "spot": "coordinates, coords, gps, geo, lat_lng, lat_lon, координаты, координати, "
    "координаттар, koordinaten, coordonnées, coordenadas, coordinate, współrzędne, souřadnice, "
    "súradnice, location, wkt",
    "address": "address, full_address, addr, short_address, адрес, хаяг, adresse, anschrift, "
    "dirección, indirizzo, endereço, morada, adres, adresa, adresă, adress, osoite, aadress, "
    "adrese, adresas, адреса, мекенжай, διεύθυνση, cím, "
    "ünvan, manzil, 住所, 所在地",
    "street": "street, street_address, street_name, улица, вулиця, straße, strasse, rue, ulica, "
    "ulice, utca, calle, via, rua, gatvė, iela, straat, katu, a5_name, adresse1, lg_adr3",
    "house": "house, house_number, house_no, street_number, building_number, дом, hausnummer, "
    "hausnr, a7_name",
    "city": "city, town, addresslocality, locality, city_name, city_description, город, "
    "населенный пункт, хот, место, місто, қала, град, ort, stadt, ville, commune, miasto, město, "
    "mesto, város, città, ciudad, localidad, localidade, cidade, localitate, oraș, plaats, stad, "
    "by, kaupunki, linn, pilsēta, miestas, grad, πόλη, şehir, a2_name",
    "postcode": "postcode, postalcode, zip, zip_code, индекс, почтовый индекс, plz, postleitzahl, "
    "cp, code postal, código postal, cap, psč, irányítószám, postnummer, postinumero, "
    "郵便番号, kod pocztowy, posta kodu, пощенски код",
    "country": "country, country_code, country_iso, страна, код страны, країна, улс, land, pays, "
    "país, paese, země, krajina, ország, iso_alpha2, a0_name",
    "region": "region, region_code, регион, код региона",
    "zone": "time_zone, timezone, tz, zone, часовой пояс, цагийн бүс",
    "hours": "hours, opening_hours, open_hours, working_hours, work_time, work_schedule, "
    "work_shedule, work_hours, service_hours, business_hours, opening_times, opening_time_table, "
    "regular_opening_hours, regular_hours, store_hours, open_times, opened, "
    "schedule, timetable, часы, часы работы, время работы, режим работы, график, график работы, "
    "расписание, цагийн хуваарь, ажлын цаг, ажиллах цаг, öffnungszeiten, öffnungszeit, "
    "godziny otwarcia, godziny pracy, godziny, horaires, horaires d'ouverture, horaire, "
    "heures d'ouverture, horario, horarios, horario de apertura, horario de atención, horário, "
    "horário de funcionamento, horário de atendimento, orari, orario, orari di apertura, "
    "orario di apertura, otevírací doba, provozní doba, otváracie hodiny, otváracia doba, "
    "nyitvatartás, nyitva tartás, program, program de lucru, orar, работно време, графік роботи, "
    "графік, режим роботи, години роботи, жұмыс уақыты, жұмыс кестесі, жұмыс режимі, ish vaqti, "
    "営業時間, 取扱時間, 受付時間, 利用時間, ωράριο, ωράριο λειτουργίας, radno vrijeme, "
    "radno vreme, радно време, delovni čas, "
    "odpiralni čas, darbo laikas, darba laiks, lahtiolekuajad, lahtiolekuaeg, aukioloajat, "
    "aukioloaika, openingstijden, openingsuren, öppettider, åbningstider, åpningstider, "
    "çalışma saatleri, iş saatları",
    "operator": "operator, network, brand, carrier, оператор, сеть, перевозчик, мережа, сүлжээ",
    "kind": "kind, type, тип, вид, төрөл, typ, tipo, tyyppi, tipas, pickup_type, "
    "category_of_warehouse",
    "open": "open, is_open, active, is_active, enabled, in_service, available, открыт, работает, "
    "активен, действует, нээлттэй, идэвхтэй, aktiv, czynny, aktywny, aktivní, actif, activo, "
    "attivo, aktif, in betrieb, en service",
    "days": "days, working_days, work_days, open_days, opening_days, business_days, "
    "дни, дни работы, рабочие дни, дні роботи, дні, tage, wochentage, öffnungstage, "
    "dni, dni pracy, jours, jours d'ouverture, días, giorni, dias, päevad, päivät, "
    "ажлын өдөр, ажиллах өдөр, 営業日",
    "opens": "opens, opens_at, opening_time, open_time, open_from, time_from, hours_from, "
    "work_from, opening_hour, время открытия, открытие, работает с, початок роботи, "
    "godziny od, otwarte od, öffnet, geöffnet ab, otevřeno od, heure d'ouverture, apertura, "
    "hora de apertura, ora di apertura, нээх цаг, 開店時間, 開店",
    "closes": "closes, closes_at, closing_time, close_time, open_to, time_to, hours_to, "
    "work_to, closing_hour, время закрытия, закрытие, работает до, кінець роботи, "
    "godziny do, otwarte do, schließt, geöffnet bis, otevřeno do, heure de fermeture, cierre, "
    "hora de cierre, ora di chiusura, хаах цаг, 閉店時間, 閉店",
    "always": "24/7, 24_7, is_24_7, open_24_7, 24h, is_24h, open_24h, is_24_hours, open_24_hours, "
    "24 hours, round_the_clock, always_open, location_247, круглосуточно, цілодобово, 24 цаг, "
    "całodobowo, całodobowy, nonstop, rund um die uhr, 24時間",
    "status": "status, warehouse_status, business_status, operational_status, "
    "статус, состояние, төлөв, stav, statut, durum",
    "gives": "gives, handout, is_handout, pickup, выдача, выдает",
    "kilograms": "max_weight, weight_max, weight_limit, load_limit, place_max_weight_allowed, "
    "макс вес, макс. вес, вес, максимальный вес",
    "grams": "grams",
    "length": "length, max_length, длина",
    "width": "width, max_width, ширина",
    "height": "height, max_height, высота",
    "payment": "payment, payment_available, pay, оплата, оплата на месте, төлбөр",
    "fitting": "fitting, fitting_room, dressing_room, is_dressing_room, примерка, примерочная",
    "storage_days": "storage_days, storage_period, storage, срок хранения, хранение дней",
    "capacity": "capacity, places, вместимость, мест, ячеек, багтаамж",
    "closures": "closures, closure_periods, closed_periods, unavailability_periods, vacations, "
    "vacation, urlaub, betriebsferien, vacaciones, ferie, congés, отпуск, відпустка, dovolená, "
    "urlop",
    "closed_from": "closed_from, закрыт с, закрыто с",
    "closed_to": "closed_to, closed_until, закрыт по, закрыто по",
    "closed_reason": "closed_reason, причина, причина закрытия",
    "way_there": "way_there, how_to_get, directions, description, note, comment, instruction, "
    "trip_description, как пройти, как добраться, описание, примечание, комментарий",
    "metro": "metro, station, metro_station, метро, станция метро, ближайшее метро",
    "mo": "mo, mon, пн",
    "tu": "tu, tue, tues, вт",
    "we": "we, wed, ср",
    "th": "th, thu, thur, thurs, чт",
    "fr": "fr, fri, пт",
    "sa": "sa, sat, сб",
    "su": "su, sun, вс",
}
"""The fields of a point, each with the names that it may have; see ``plain``. The whole names of
weekdays are known in all languages in which hours are read."""

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")

HOURS_TOO = "hours_too"
"""A second column or property of hours: a text beside a structure."""

_AROUND_DAYS = re.compile(r"^(horaires?|openinghours|hours)|(openinghours|hours)$")


def plain(name: str) -> str:
    """A name without what differs between files: capitals, accents, blanks, marks."""
    letters = unicodedata.normalize("NFD", name.strip().casefold().replace("ı", "i"))
    return "".join(sign for sign in letters if sign.isalnum())


_KNOWN: Final[Mapping[str, str]] = {
    **{plain(name): DAYS[day] for name, day in full_names().items()},
    **{plain(name): field for field, names in FIELDS.items() for name in names.split(",")},
}


_DAY_NAMES: Final = tuple(
    (name, field)
    for name, field in sorted(_KNOWN.items(), key=lambda each: -len(each[0]))
    if field in DAYS
)


def known_fields(names: Iterable[str]) -> dict[str, str]:
    """The field of each name that is understood; of two names for one field the first holds."""
    found: dict[str, str] = {}
    given = [(name, plain(name)) for name in names]
    bares = frozenset(bare for _, bare in given)
    own = {
        name: field for shape in _SHAPES if shape.keys() <= bares for name, field in shape.items()
    }
    own |= _week_of_one_language(bares)
    for name, bare in given:
        field = own.get(bare) or field_of(name, bare) or beside(name, bare, _DAY_NAMES)
        if not field and bare in _short_days():
            field = f"{OTHERS}: {name}"
        if field == "hours" and field in found.values():
            field = HOURS_TOO
        if field and field not in found.values():
            found[name] = field
    if not has_days(found.values()):
        return {name: field for name, field in found.items() if not field.startswith(OTHERS)}
    return found


@lru_cache(maxsize=1024)
def _week_of_one_language(bares: frozenset[str]) -> Mapping[str, str]:
    """Short names of days, ``Po``, ``Út``: certain where they make a week of one language."""
    said = [{bare: days[bare] for bare in bares if bare in days} for days in _days_by_language()]
    weeks = [week for week in said if len(week) == len(set(week.values())) >= _WORKING_DAYS]
    longest = max(weeks, key=len, default={})
    same = all(week == longest for week in weeks if len(week) == len(longest))
    return longest if same else {}


_WORKING_DAYS = 5


@lru_cache(maxsize=1)
def _days_by_language() -> tuple[Mapping[str, str], ...]:
    """The fields of the names of days of more than one letter, by language."""
    return tuple(
        {
            plain(form): DAYS[int(meaning)]
            for form, meaning in words.meanings.items()
            if meaning in NUMBERS and len(plain(form)) > 1
        }
        for words in native()
    )


@lru_cache(maxsize=1)
def _short_days() -> frozenset[str]:
    return frozenset().union(*_days_by_language())


def field_of(name: str, bare: str = "") -> str:
    """The field of one name, by itself; "" where it is not certain."""
    bare = bare or plain(name)
    known = _KNOWN.get(bare) or _of_a_day(bare) or heading_of(name).field
    return known or _KNOWN.get(plain(without_its_point(name)), "")


_OMNIVA: Final[Mapping[str, str]] = {"zip": "code", "a0name": "country"}
"""Omniva's ids are the postcodes that each of its places has for itself."""

_SHAPES: Final = (_OMNIVA, {"open": "opens", "close": "closes"})
"""Names that mean something else where all of them are there."""


def _of_a_day(bare: str) -> str:
    """The field of "Horaires_Lundi", "monday_hours"; "" where it is none."""
    field = _KNOWN.get(_AROUND_DAYS.sub("", bare), "")
    return field if field in DAYS else ""


def named(row: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """The row by fields."""
    return {field: row.get(name) for name, field in known.items()}
