"""A text before it is taken apart: one sign for each thing that has many."""

from __future__ import annotations

import re
from html import unescape

from amends.core.places.hours.notation.tokens import NotUnderstood
from amends.core.places.hours.words import asian
from amends.core.places.hours.words.lexicon import small

LONGEST = 500
"""Texts longer than this are refused unread."""

_QUOTES = ('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("「", "」"), ("『", "』")

_COMMENT = re.compile("|".join(f"{a}([^{a}{b}]*){b}" for a, b in _QUOTES))

_STRAY = re.compile("[" + "".join({re.escape(sign) for pair in _QUOTES for sign in pair}) + "‚‘]")

_TRADING = re.compile(r"\bhandlow(?:a|e|ą|ych|ej|y)\b", re.IGNORECASE)
"""Polish shops open on some Sundays of the year, which a law names anew each year."""

_DASHES = re.compile("[‐‑‒–—―−ー~〜→⟶]")

_SIGNS: tuple[asian.Rule, ...] = (
    (re.compile(r"<br\s*/?>|\r\n|[\n\r•·]"), ";"),
    (re.compile(r"(?<!\|)\|(?!\|)"), ";"),
    (re.compile(r"[、،]"), ","),
    (re.compile(r"(?<=\d)\s*=\s*(?=\d)"), "-"),
    (re.compile(r"\s*=\s*"), ": "),
    (re.compile(r"[ʼ’`´]"), "'"),
    (re.compile(r"-{2,}"), "-"),
)

_GARAG = ("даваа", "мягмар", "лхагва", "пүрэв", "баасан", "бямба", "ням")


def _numbered(found: re.Match[str]) -> str:
    """Mongolian days by their number: "1-5 дахь өдөр"."""
    return f"{_GARAG[int(found[1]) - 1]}-{_GARAG[int(found[2]) - 1]}"


_ENDINGS: tuple[asian.Rule, ...] = (
    # Mongolian: "даваагаас баасан хүртэл", "09:00-аас 18:00 хүртэл"
    (re.compile("(" + "|".join(_GARAG) + ")" + r"(\s+гараг)?(гаас|аас|ээс|өөс|оос)\b"), r"\1-"),
    (re.compile(r"(\d)\s*(?:цаг)?\s*-?(?:наас|аас|ээс|өөс|оос|нээс)\b"), r"\1-"),
    (re.compile(r"\s+гар[аи]г\w*"), ""),
    (re.compile(r"([1-7])\s*-\s*([1-7])\s*(?:дахь|дэх)\s+өд(?:өр|рүүдэд|рүүдээр)\b"), _numbered),
    (re.compile(r"\bба(?=\s*[-:.]?\s*\d)"), "баасан"),
    # Kazakh: "дүйсенбіден жұмаға дейін", "9:00-ден 18:00-ге дейін"
    (re.compile(r"(сенбі|жұма)(?:ден|дан)\b"), r"\1-"),
    (re.compile(r"(\d)\s*(?:сағат)?\s*-?(?:ден|дан|тен|тан|нен|нан)\b"), r"\1-"),
    (re.compile(r"(\d)\s*(?:сағат)?\s*-?(?:ге|ға|ке|қа)\b"), r"\1"),
    # Hungarian: "hétfőtől péntekig"; Finnish: "maanantaista perjantaihin"
    (re.compile(r"\b(hétfő|kedd|csütörtök|péntek|szombat)t[őó]l\b"), r"\1-"),
    (re.compile(r"\b(csütörtök|péntek|szombat|vasárnap)ig\b"), r"\1"),
    (re.compile(r"\b(maanantai|tiistai|torstai|perjantai|lauantai)sta\b"), r"\1-"),
    (re.compile(r"\b(torstai|perjantai|lauantai|sunnuntai)hin\b"), r"\1"),
    *asian.ENDINGS,
    # Turkish: "09.00'dan 18.00'e kadar" is left alone: what is not known is refused
)

_HALVES: tuple[asian.Rule, ...] = (
    # Russian and Ukrainian: "с 9 утра до 8 вечера"
    (re.compile(r"(\d)\s*(?:утра|ночи|ранку)\b"), r"\1am"),
    (re.compile(r"(\d)\s*(?:дня|вечера|вечора)\b"), r"\1pm"),
)

_AROUND: tuple[asian.Rule, ...] = (
    (re.compile(r"(?:one )?day after public holidays?"), "ph +1 day"),
    (re.compile(r"(?:one )?day before public holidays?"), "ph -1 day"),
    (re.compile(r"^\s*opening_hours\s*[:=]\s*"), ""),
    (re.compile(r"\bsonn-\s*(?:und|u\.?|&)\s*feiertag(?:s|e|en)?\b"), "sonntag und feiertage"),
    (re.compile(r"\b(\d{1,2})-(00|30|45)\s*(?:-|до)\s*(\d{1,2})-(00|30|45)\b"), r"\1:\2-\3:\4"),
)


def cleaned(text: str) -> tuple[str, list[str]]:
    """The text in small letters with one kind of dash and colon, and the comments cut out of it.

    Where a comment was stands "\\x00". Errors: ``NotUnderstood`` for a quotation that does not end.
    """
    if len(text) > LONGEST:
        raise NotUnderstood(f"longer than {LONGEST} signs", "too_long")
    if _TRADING.search(text):
        raise NotUnderstood("trading Sundays: nobody says which Sundays they are", "trading_days")
    comments: list[str] = []

    def kept(found: re.Match[str]) -> str:
        comments.append(next(group for group in found.groups() if group is not None))
        return " \x00 "

    bare = _COMMENT.sub(kept, unescape(text).replace("\x00", " "))
    if _STRAY.search(bare):
        raise NotUnderstood("a quotation is not closed", "quotation")
    return _plain(bare), comments


def _plain(text: str) -> str:
    text = _DASHES.sub("-", small(text).replace("°", "0"))
    for pattern, sign in (*_SIGNS, *_AROUND, *_ENDINGS, *_HALVES):
        text = pattern.sub(sign, text)
    return text.strip()
