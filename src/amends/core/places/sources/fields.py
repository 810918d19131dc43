"""Named fields of a row: the columns of a table, the properties of a map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from amends.core.places.points import Closure, Limits, Point
from amends.core.places.sources.rows import Draft
from amends.core.places.sources.service import flag_of, in_service, yes_unless_no
from amends.core.places.sources.values import (
    ADDRESS,
    HOURS,
    NAME,
    WORD,
    WORDS,
    code_of,
    count_of,
    country_of,
    day_of,
    grams_of,
    joined,
    sides_of,
    spot_of,
    text_of,
)

FIELDS: Final[Mapping[str, str]] = {
    "code": "code, id, ref, point_id, point_code, код, ид, идентификатор, номер пвз, код пвз, "
    "identifier, identifiant, kennung, kod, identificador",
    "name": "name, title, название, наименование, имя, нэр, nom, nombre, nome, nazwa, název, nimi, "
    "bezeichnung",
    "lat": "lat, latitude, y, широта, өргөрөг, breite, breitengrad, latitud, latitudine",
    "lon": "lon, lng, long, longitude, x, долгота, уртраг, länge, längengrad, longitud, "
    "longitudine",
    "address": "address, full_address, addr, адрес, хаяг, adresse, anschrift, dirección, "
    "indirizzo, endereço, adres, adresa, osoite",
    "street": "street, street_address, streetaddress, улица",
    "city": "city, town, addresslocality, город, населенный пункт, хот",
    "postcode": "postcode, postalcode, postal_code, zip, zip_code, post_code, индекс, "
    "почтовый индекс",
    "country": "country, country_code, countrycode, страна, код страны, улс",
    "region": "region, region_code, регион, код региона",
    "zone": "time_zone, timezone, tz, zone, часовой пояс, цагийн бүс",
    "hours": "hours, opening_hours, openinghours, open_hours, working_hours, work_time, worktime, "
    "schedule, часы, часы работы, время работы, режим работы, график, график работы, "
    "расписание, цагийн хуваарь, ажлын цаг, ажиллах цаг, öffnungszeiten, godziny otwarcia, "
    "godziny, horaires, horaires d'ouverture, horario, horarios, horario de apertura, horário, "
    "orari, orario, orari di apertura, otevírací doba, aukioloajat, openingstijden, öppettider",
    "operator": "operator, network, brand, carrier, оператор, сеть, перевозчик, сүлжээ",
    "kind": "kind, type, тип, вид, төрөл",
    "open": "open, is_open, active, is_active, enabled, in_service, открыт, работает, активен, "
    "действует, нээлттэй, идэвхтэй, aktiv, czynny, aktywny, aktivní, actif, activo, attivo, aktif, "
    "in betrieb, en service",
    "status": "status, статус, состояние, төлөв, stav, statut, durum",
    "gives": "gives, handout, is_handout, pickup, выдача, выдает",
    "kilograms": "max_weight_kg, max_weight, weight_max, weight_limit, макс вес, макс. вес, "
    "вес, вес кг, максимальный вес",
    "grams": "max_weight_g, grams, вес г",
    "length": "max_length_cm, length_cm, length, max_length, длина, длина см",
    "width": "max_width_cm, width_cm, width, max_width, ширина, ширина см",
    "height": "max_height_cm, height_cm, height, max_height, высота, высота см",
    "payment": "payment, payment_available, pay, оплата, оплата на месте, төлбөр",
    "fitting": "fitting, fitting_room, dressing_room, is_dressing_room, примерка, примерочная",
    "storage_days": "storage_days, storage_period, storage, срок хранения, хранение дней",
    "capacity": "capacity, places, вместимость, мест, ячеек, багтаамж",
    "closed_from": "closed_from, закрыт с, закрыто с",
    "closed_to": "closed_to, closed_until, закрыт по, закрыто по",
    "closed_reason": "closed_reason, причина, причина закрытия",
    "way_there": "way_there, how_to_get, directions, description, note, comment, как пройти, "
    "как добраться, описание, примечание, комментарий",
    "metro": "metro, station, metro_station, метро, станция метро, ближайшее метро",
    "mo": "mo, mon, monday, пн, понедельник, даваа, montag, lundi, lunes, lunedì, poniedziałek",
    "tu": "tu, tue, tues, tuesday, вт, вторник, мягмар, dienstag, mardi, martes, martedì, wtorek",
    "we": "we, wed, wednesday, ср, среда, лхагва, mittwoch, mercredi, miércoles, mercoledì, środa",
    "th": "th, thu, thur, thurs, thursday, чт, четверг, пүрэв, donnerstag, jeudi, jueves, giovedì, "
    "czwartek",
    "fr": "fr, fri, friday, пт, пятница, баасан, freitag, vendredi, viernes, venerdì, piątek",
    "sa": "sa, sat, saturday, сб, суббота, бямба, samstag, samedi, sábado, sabato, sobota",
    "su": "su, sun, sunday, вс, воскресенье, ням, sonntag, dimanche, domingo, domenica, niedziela",
}
"""The fields of a point, each with the names that it may have; capitals and ``_`` mean nothing."""

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
RANGE = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$")
CLOSED_DAY = frozenset(
    {"closed", "off", "-", "—", "выходной", "вых", "закрыто", "нет", "амарна", "хаалттай"}
    | {"geschlossen", "zu", "ruhetag", "fermé", "ferme", "cerrado", "chiuso", "fechado"}
    | {"nieczynne", "zamknięte", "zavřeno", "suljettu", "gesloten", "stängt"}
)
WHOLE_DAY = frozenset({"24", "24h", "24 h", "24/7", "круглосуточно", "24 цаг"})
LOCKERS = ("locker", "postamat", "automat", "постамат", "автомат", "apm", "box")
CENTIMETRES = 10
ONE_GRAM = 1


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", " ", name.strip().strip('"').casefold()).replace("ё", "е")


_KNOWN: Final[Mapping[str, str]] = {
    _plain(name): field for field, names in FIELDS.items() for name in names.split(",")
}


def known_fields(names: Iterable[str]) -> dict[str, str]:
    """The field of each name that is understood; of two names for one field the first holds."""
    found: dict[str, str] = {}
    for name in names:
        field = _KNOWN.get(_plain(name))
        if field and field not in found.values():
            found[name] = field
    return found


def named(row: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """The row by fields."""
    return {field: row.get(name) for name, field in known.items()}


def point_of(row: Mapping[str, Any], draft: Draft) -> Point:
    """A point of a row whose names are fields."""
    code = code_of(row.get("code"), where="id")
    return Point(
        code=code,
        name=text_of(row.get("name"), NAME) or code,
        spot=spot_of(row.get("lat"), row.get("lon"), draft),
        kind=_kind(text_of(row.get("kind"), WORD)),
        operator=text_of(row.get("operator"), NAME),
        address=text_of(row.get("address"), ADDRESS)
        or joined(row.get("street"), joined(row.get("postcode"), row.get("city"), by=" ")),
        country=country_of(row.get("country")),
        region=text_of(row.get("region"), WORD) if len(text_of(row.get("region"))) <= 3 else "",
        zone=text_of(row.get("zone"), 64),
        hours_text=text_of(row.get("hours"), HOURS),
        hours_structure=_structure(row),
        closures=_closures(row, draft),
        limits=_limits(row, draft),
        capacity=count_of(row.get("capacity")),
        open=in_service(row, "open", "status", draft=draft),
        gives=yes_unless_no(row.get("gives"), draft=draft),
        way_there=joined(row.get("metro"), row.get("way_there"), most=WORDS),
    )


def _kind(said: str) -> str:
    plain = said.casefold()
    if any(word in plain for word in LOCKERS):
        return "locker"
    return plain if plain in ("shop", "post_office") else "counter"


def _structure(row: Mapping[str, Any]) -> object:
    """Weekly hours: a column for each day, or a structure where other rows have a text."""
    hours = row.get("hours")
    if isinstance(hours, Mapping | list) and hours:
        return hours
    days = {day: _day(text_of(row.get(day), HOURS)) for day in DAYS if day in row}
    return days if any(days.values()) else None


def _day(cell: str) -> str:
    """A cell of a day as weekly hours write it, where that is certain; else as it stands."""
    plain = cell.casefold().strip(" .")
    if plain in CLOSED_DAY:
        return "closed"
    if plain in WHOLE_DAY:
        return "00:00-24:00"
    return ", ".join(RANGE.sub(_range, part.strip()) for part in re.split("[,;]", cell))


def _range(found: re.Match[str]) -> str:
    start, start_minutes, end, end_minutes = found.groups()
    return f"{start:0>2}:{start_minutes or '00'}-{end:0>2}:{end_minutes or '00'}"


def _closures(row: Mapping[str, Any], draft: Draft) -> tuple[Closure, ...]:
    first, last = day_of(row.get("closed_from")), day_of(row.get("closed_to"))
    if not first:
        if text_of(row.get("closed_from")):
            draft.unsure(f"closed from “{text_of(row.get('closed_from'), WORD)}”: no day is read")
        return ()
    return (Closure(first, last or OPEN_END, text_of(row.get("closed_reason"), NAME)),)


OPEN_END = "2999-12-31"
"""The last day of a closure whose end nobody says."""


def _limits(row: Mapping[str, Any], draft: Draft) -> Limits:
    return Limits(
        sides=sides_of(
            row.get("length"), row.get("width"), row.get("height"), millimetres=CENTIMETRES
        ),
        grams=grams_of(row.get("grams"), draft, unit=ONE_GRAM)
        or grams_of(row.get("kilograms"), draft),
        payment=flag_of(row.get("payment")),
        fitting=flag_of(row.get("fitting")),
        storage_days=count_of(row.get("storage_days")),
    )
