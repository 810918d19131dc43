"""All lexicons, and which languages a country's people write."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from amends.core.places.hours.words import (
    asian,
    balkan,
    eastern,
    others,
    slavic,
    universal,
    western,
)
from amends.core.places.hours.words.lexicon import (
    DAYS,
    Forms,
    Lexicon,
    lexicon,
    without_days,
    without_months,
)

TABLES: dict[str, Forms] = {
    "az": eastern.AZERBAIJANI,
    "be": slavic.BELARUSIAN,
    "bg": slavic.BULGARIAN,
    "cs": slavic.CZECH,
    "da": western.DANISH,
    "de": western.GERMAN,
    "el": balkan.GREEK,
    "es": western.SPANISH,
    "et": others.ESTONIAN,
    "fi": others.FINNISH,
    "fr": western.FRENCH,
    "hr": balkan.CROATIAN,
    "hu": others.HUNGARIAN,
    "hy": eastern.ARMENIAN,
    "it": western.ITALIAN,
    "ja": asian.JAPANESE,
    "ka": eastern.GEORGIAN,
    "kk": others.KAZAKH,
    "ko": asian.KOREAN,
    "lt": others.LITHUANIAN,
    "lv": others.LATVIAN,
    "mk": balkan.MACEDONIAN,
    "mn": others.MONGOLIAN,
    "nl": western.DUTCH,
    "pl": slavic.POLISH,
    "pt": western.PORTUGUESE,
    "ro": western.ROMANIAN,
    "ru": slavic.RUSSIAN,
    "sk": slavic.SLOVAK,
    "sl": balkan.SLOVENIAN,
    "sr": balkan.SERBIAN,
    "sv": western.SWEDISH,
    "tr": others.TURKISH,
    "uk": slavic.UKRAINIAN,
    "uz": eastern.UZBEK,
    "zh": asian.CHINESE,
}

SPOKEN: dict[str, tuple[str, ...]] = {
    "AT": ("de",), "BE": ("nl", "fr", "de"), "BG": ("bg",), "BR": ("pt",), "BY": ("ru", "be"),
    "CH": ("de", "fr", "it"), "CN": ("zh",), "CZ": ("cs",), "DE": ("de",), "DK": ("da",),
    "EE": ("et", "ru"), "ES": ("es",), "FI": ("fi", "sv"), "FR": ("fr",), "HU": ("hu",),
    "IT": ("it",), "JP": ("ja",), "KG": ("ru",), "KR": ("ko",), "KZ": ("kk", "ru"),
    "LI": ("de",), "LT": ("lt",),
    "LU": ("fr", "de"), "LV": ("lv", "ru"), "MD": ("ro", "ru"), "MN": ("mn",), "MX": ("es",),
    "NL": ("nl",), "NO": ("da",), "PL": ("pl",), "PT": ("pt",), "RO": ("ro",), "RU": ("ru",),
    "SE": ("sv",), "SK": ("sk",), "TR": ("tr",), "UA": ("uk", "ru"), "AR": ("es",), "CL": ("es",),
    "CO": ("es",), "UZ": ("uz", "ru"), "AM": ("hy", "ru"), "AZ": ("az", "ru"), "BA": ("hr", "sr"),
    "CY": ("el",), "GE": ("ka", "ru"), "GR": ("el",), "HR": ("hr",), "ME": ("hr", "sr"),
    "MK": ("mk",), "RS": ("hr", "sr"), "SI": ("sl",),
}  # fmt: skip


@lru_cache(maxsize=1)
def notation() -> tuple[Lexicon, ...]:
    """Nothing but the notation's own words."""
    return (lexicon("osm", universal.UNIVERSAL, universal.NOTATION),)


@lru_cache(maxsize=1)
def english() -> tuple[Lexicon, ...]:
    """The notation's own words with English ones."""
    return (lexicon("en", universal.UNIVERSAL, universal.ENGLISH),)


@lru_cache(maxsize=1)
def native() -> tuple[Lexicon, ...]:
    """Every language by itself; where a word is a day and a month, once as each."""
    return tuple(
        lexicon(language, universal.UNIVERSAL, universal.SIGNS, table)
        for language, whole in TABLES.items()
        for table in _readings(whole)
    )


@lru_cache(maxsize=1)
def mixed() -> tuple[Lexicon, ...]:
    """The notation's days among the other words of a language: "Mo 12:00 bis 14:00"."""
    base = {**universal.UNIVERSAL, **universal.SIGNS, **universal.NOTATION_DAYS}
    return tuple(lexicon(language, base, without_days(table)) for language, table in TABLES.items())


@lru_cache(maxsize=1)
def full_names() -> dict[str, int]:
    """Weekdays by names of four letters or more that mean the same in every language."""
    said: dict[str, set[int]] = {}
    for words in (*english(), *native()):
        for form, meaning in words.meanings.items():
            if meaning in DAYS and len(form) >= _FULL:
                said.setdefault(form, set()).add(int(meaning))
    return {form: days.pop() for form, days in said.items() if len(days) == 1}


_FULL = 4


def preferred(country: str, language: str) -> tuple[str, ...]:
    """The languages to expect, the stated one first."""
    stated = (language[:2].lower(),) if language else ()
    return stated + SPOKEN.get(country.upper(), ())


def _readings(table: Forms) -> Iterator[Forms]:
    days = {form for day in "0123456" for form in table[day].split("|")}
    months = {form for name, forms in table.items() if name[:1] == "m" for form in forms.split("|")}
    if days & months:
        yield {**without_days(table), **_only_days(table, days - months)}
        yield without_months(table)
    else:
        yield table


def _only_days(table: Forms, allowed: set[str]) -> Forms:
    kept = {day: [form for form in table[day].split("|") if form in allowed] for day in "0123456"}
    return {day: "|".join(forms) for day, forms in kept.items()}
