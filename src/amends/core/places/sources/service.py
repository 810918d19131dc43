"""Yes and no, in service or not, in the words of the languages of real networks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from amends.core.places.sources.rows import Draft

LETTERS: Final = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss"})
"""Letters that are no base with a mark, and which tables without marks write so."""
SHOWN: Final = 40
"""So much of a value is shown again."""


def plain_word(text: str) -> str:
    """A word without capitals and marks, every blank one blank: ``Außer_Betrieb`` and the like."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    return re.sub(r"[\s_\-]+", " ", bare).strip(' ."!')


def _words(*lines: str) -> frozenset[str]:
    return frozenset(plain_word(word) for line in lines for word in line.split(","))


YES: Final = _words(
    "true, yes, y, t, 1, 1.0, only, +, ✓, ✔",
    "ja, j, wahr, oui, vrai, sí, si, sì, s, verdadero, vero, sim, verdadeiro, tak, prawda",
    "ano, áno, pravda, igen, igaz, da, evet, doğru, kyllä, tosi, sant, waar, jah, jā, taip, ναι",
    "да, есть, истина, так, иә, тийм, үнэн, байна, 是",
)
NO: Final = _words(
    "false, no, n, f, 0, 0.0, ✗, ✘",
    "nein, falsch, non, faux, falso, não, nie, fałsz, ne, nepravda, nem, hamis, nu, hayır, yanlış",
    "ei, epätosi, nej, nei, falskt, nee, onwaar, nē, όχι",
    "нет, ложь, не, ні, жоқ, үгүй, худал, байхгүй, 否",
)
IN_SERVICE: Final = _words(
    "open, opened, active, operating, operational, overloaded, working, works, enabled, available",
    "in service, in operation, running, online, live, ok, on",
    "offen, geöffnet, aktiv, in betrieb, verfügbar, ouvert, ouverte, actif, en service, disponible",
    "abierto, abierta, activo, activa, en servicio, operativo, operativa, aperto, aperta, attivo",
    "attiva, in servizio, aberto, aberta, ativo, ativa, em funcionamento",
    "otwarte, otwarty, otwarta, czynne, czynny, czynna, aktywne, aktywny, aktywna, działa",
    "dostępny, otevřeno, otevřená, otevřený, aktivní, v provozu, otvorené, aktívny, nyitva, aktív",
    "deschis, activ, otvoreno, aktivan, açık, aktif, faal, auki, avoinna, käytössä, öppen",
    "öppet, i drift, open, geopend, actief, in bedrijf, åben, åpen, åpent, avatud, atvērts",
    "atidaryta, ανοιχτό",
    "открыт, открыта, открыто, открытый, работает, активен, активна, активно, активный, действует",
    "действующий, в работе, доступен, включен, відкрито, працює, активний, отворен, активен",
    "работи, ашық, нээлттэй, ажиллаж байна, ажилладаг, ажиллана, идэвхтэй",
)
OUT_OF_SERVICE: Final = _words(
    "closed, disabled, inactive, out of service, not operating, non operating, nonoperating",
    "not working, temporarily closed, permanently closed, closed temporarily, closed permanently",
    "suspended, removed, deleted, archived, planned, created, under construction, offline, off",
    "temporarily unavailable, unavailable, not available, blocked, broken, out of order",
    "not active, shut, shut down",
    "geschlossen, inaktiv, außer betrieb, nicht in betrieb, nicht aktiv, deaktiviert",
    "vorübergehend geschlossen, dauerhaft geschlossen, fermé, fermée, inactif, hors service",
    "fermé temporairement, fermé définitivement, cerrado, cerrada, inactivo, inactiva",
    "fuera de servicio, chiuso, chiusa, inattivo, inattiva, fuori servizio, non attivo, fechado",
    "fechada, inativo, inativa, fora de serviço, nieczynne, nieczynny, nieczynna, zamknięte",
    "zamknięty, zamknięta, nieaktywne, nieaktywny, nieaktywna, nie działa, wyłączony",
    "zavřeno, uzavřeno, neaktivní, mimo provoz, zatvorené, neaktívny, zárva, inaktív, închis",
    "inactiv, zatvoreno, kapalı, pasif, suljettu, kiinni, ei käytössä, poissa käytöstä, stängd",
    "stängt, ur drift, gesloten, inactief, buiten gebruik, buiten bedrijf, lukket, stengt, suletud",
    "slēgts, uždaryta, κλειστό",
    "зачинено, тимчасово не працює",
    "закрыт, закрыта, закрыто, закрытый, не работает, неактивен, неактивна, неактивно, неактивный",
    "не активен, не действует, временно закрыт, временно закрыто, временно не работает, отключен",
    "недоступен, приостановлен, ликвидирован, удален, закрито, не працює, неактивний, затворен",
    "не работи, жабық, хаалттай, хаагдсан, ажиллахгүй, ажиллахгүй байна, ажиллахаа больсон",
    "идэвхгүй, түр хаалттай, түр хаасан",
)
WORKS: Final = YES | IN_SERVICE
DOES_NOT: Final = NO | OUT_OF_SERVICE


def flag_of(value: object) -> bool | None:
    """Yes, no, or ``None`` where it is neither."""
    return _among(value, YES, NO)


def in_service(row: Mapping[str, Any], *names: str, draft: Draft) -> bool:
    """Whether a point works, by what some of its fields say; one that says no holds.

    An empty field says nothing. A word that nobody knows makes the point unclear: it is never
    offered.
    """
    said = [_said(row.get(name), WORKS, DOES_NOT, draft) for name in names]
    return False not in said


def yes_unless_no(value: object, *, draft: Draft) -> bool:
    """Whether a field does not say no; a word that nobody knows makes the point unclear."""
    return _said(value, YES, NO, draft) is not False


def _said(value: object, yes: frozenset[str], no: frozenset[str], draft: Draft) -> bool | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = _among(value, yes, no)
    if found is None:
        draft.unsure(f"“{str(value).strip()[:SHOWN]}”: whether it is in service is not understood")
    return found


def _among(value: object, yes: frozenset[str], no: frozenset[str]) -> bool | None:
    if isinstance(value, bool):
        return value
    word = plain_word(str(value)) if isinstance(value, str | int | float) else ""
    return True if word in yes else False if word in no else None
