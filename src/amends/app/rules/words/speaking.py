"""One language in which the page is written: lines, names, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils.translation import trans_real

from amends.app.rules.words import outputs, values
from amends.core import wording
from amends.core.rulebook.facts import Fact
from amends.core.rulebook.words import either
from amends.core.rulebook.words.shapes import UNITS, YES_NO
from amends.core.wording.mark import Line, Translator

REGIONAL = {"en": "en_GB", "ru": "ru_RU", "mn": "mn_MN"}
PARTS = {"needs": outputs.NEEDS, "may": outputs.MAY}
PEOPLE = frozenset(
    {"who", "approver", "role", "above", "caused", "caused_by", "controlled_by", "borne_by"}
)
REMEDIES = frozenset({"remedy", "tried", "chosen", "due"})


@dataclass(frozen=True, slots=True)
class Speaking:
    """Everything that is said in ``language``."""

    language: str

    @property
    def words(self) -> Translator:
        """The catalogue of the language."""
        translator: Translator = trans_real.translation(self.language)
        return translator

    def say(self, line: Line, /, **named: object) -> str:
        """A line with its values put in."""
        return self.words.gettext(line.one).format(**named)

    def count(self, line: Line, count: int) -> str:
        """A line that counts."""
        text = self.words.ngettext(line.one, line.many, count)
        return text.format(count=self.number(count))

    def label(self, fact: Fact) -> str:
        """What stands before the value of a fact; its unit, where no line says it."""
        line = values.LABELS.get(fact.name)
        if line:
            return self.say(line)
        unit = f", {fact.unit}" if fact.unit and fact.unit not in UNITS else ""
        return readable(fact.name) + unit

    def value(self, name: str, value: Any) -> str:
        """The words for a value of a fact or an output."""
        if isinstance(value, bool):
            return self.say(YES_NO[value])
        if isinstance(value, datetime):
            return str(format_datetime(value, "long", locale=self._locale))
        if isinstance(value, date):
            return str(format_date(value, "long", locale=self._locale))
        if isinstance(value, int | Decimal):
            return self.number(value)
        line = self._line(name, str(value))
        return self.say(line) if line else readable(str(value))

    def number(self, value: int | Decimal) -> str:
        """A number as it is written in the language, exact."""
        return str(format_decimal(value, locale=self._locale, decimal_quantization=False))

    @property
    def _locale(self) -> str:
        return REGIONAL[self.language]

    def parts(self, name: str, value: str) -> str:
        """A value that is made of several, joined by dots, as a list."""
        known = PARTS.get(name, {})
        texts = [
            self.say(known[part]) if part in known else readable(part) for part in value.split(".")
        ]
        return ", ".join(texts)

    def either(self, texts: Sequence[str]) -> str:
        """Some texts of which one holds."""
        return either(texts, self.words)

    def of(self, texts: Mapping[str, str]) -> str:
        """A text that a rulebook gives by language, else in English, else in any."""
        return texts.get(self.language) or texts.get("en") or next(iter(texts.values()), "")

    def _line(self, name: str, value: str) -> Line | None:
        if name in PEOPLE:
            return outputs.PARTIES.get(value)
        if name in REMEDIES:
            return wording.LINES.get(f"remedy.{value}") or values.NOTHING.get(value)
        return values.BY_FACT.get(name, values.NOTHING).get(value) or values.NOTHING.get(value)


def readable(name: str) -> str:
    """A shop's own name, as far as it can be read."""
    return name.replace("_", " ").replace(".", " · ")
