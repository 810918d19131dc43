"""The language in which a command speaks, without Django; Babel is loaded where it is asked for."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, datetime

import click

from amends.core.wording.mark import Line, Translator
from amends.tongue import CATALOGUES, LANGUAGES, system_language

LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Language of the sentences.  [default: that of the system]",
)
"""The option of a command that speaks; without it ``system_language``."""


def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language."""
    return gettext.translation("django", CATALOGUES, languages=[language], fallback=True)


@dataclass(frozen=True, slots=True)
class Speech:
    """Lines in one language."""

    words: Translator

    @classmethod
    def of(cls, language: str | None) -> Speech:
        """In the language that was asked for, or in that of the system."""
        return cls(translations(language or system_language()))

    def say(self, said: Line, **values: object) -> str:
        """A line with its values; of one that counts, the form for one."""
        if said.many:
            return self.words.ngettext(said.one, said.many, 1).format(**values)
        return self.words.gettext(said.one).format(**values)

    def counted(self, said: Line, count: int, **values: object) -> str:
        """A line in the form that its ``count`` asks for."""
        text = self.words.ngettext(said.one, said.many, count) if said.many else said.one
        text = text if said.many else self.words.gettext(text)
        return text.format(count=self.number(count), **values)

    def number(self, value: float) -> str:
        """A number as it is written in this language."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=language_of(self.words)))

    def moment(self, at: datetime, pattern: str = "EEE yyyy-MM-dd HH:mm") -> str:
        """A moment in its own offset, with the name of its day."""
        from babel.dates import format_datetime

        return str(format_datetime(at, pattern, tzinfo=at.tzinfo, locale=language_of(self.words)))

    def day(self, day: date) -> str:
        """The short name of a day of the week."""
        from babel.dates import format_date

        return str(format_date(day, "EEE", locale=language_of(self.words)))


def language_of(words: Translator) -> str:
    """The language of a catalogue that ``translations`` gave."""
    if not isinstance(words, gettext.NullTranslations):
        return LANGUAGES[0]
    return str(words.info().get("language", LANGUAGES[0]))
