"""One customer's language and time zone: everything that is said to them goes through here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.numbers import format_currency
from babel.units import format_unit
from django.utils.translation import trans_real

from amends.core import wording

LANGUAGES = ("en", "ru", "mn")
REGIONAL = {"en": "en_GB", "ru": "ru_RU", "mn": "mn_MN"}
SIGNS = {"RUB": "₽", "MNT": "₮"}
NEAREST_KILOMETRE = 995
"""Metres from which on one speaks of kilometres."""
AFTER_THE_AMOUNT = {"mn": "#,##0.00¤"}


def spoken(language: str) -> str:
    """The language that we speak for a language tag such as ``ru-RU``, or English."""
    code = language.replace("_", "-").split("-")[0].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Speech:
    """Lines, dates, times and money in ``language``, as seen in ``zone`` at the moment ``now``."""

    language: str
    zone: tzinfo
    now: datetime

    def say(self, key: str, /, **values: str | int) -> str:
        """The line with this key."""
        return wording.say(key, trans_real.translation(self.language), **values)

    def day(self, moment: datetime) -> str:
        """The day as one would say it: today, tomorrow, or by its name; always with its date."""
        local = self._day_of(moment)
        values = {"date": self.date_of(moment)}
        today = self._day_of(self.now)
        if local == today:
            return self.say("when.today", **values)
        if local == today + timedelta(days=1):
            return self.say("when.tomorrow", **values)
        return self.say("when.day", weekday=self.weekday(moment), **values)

    def date_of(self, moment: datetime) -> str:
        """Day and month."""
        pattern = "MMMd" if self.language == "mn" else "MMMMd"
        return str(format_skeleton(pattern, self._local(moment), locale=self._locale))

    def weekday(self, moment: datetime) -> str:
        """The name of the day."""
        return str(format_date(self._day_of(moment), "EEEE", locale=self._locale))

    def weekdays(self) -> tuple[str, ...]:
        """The short names of the seven days, from Monday."""
        names = get_day_names("abbreviated", "stand-alone", locale=self._locale)
        return tuple(str(names[number]) for number in range(7))

    def short_day(self, moment: datetime) -> str:
        """The day as the head of a narrow column."""
        return str(format_date(self._day_of(moment), "ccc d", locale=self._locale))

    def clock(self, moment: datetime) -> str:
        """Hours and minutes."""
        return str(format_time(self._local(moment), "short", locale=self._locale))

    def at(self, moment: datetime) -> str:
        """A moment that has been: the date and the time."""
        return self.say("when.at", day=self.date_of(moment), clock=self.clock(moment))

    def by(self, moment: datetime) -> str:
        """A moment until which something will have been done."""
        return self.say("when.by", day=self.day(moment), clock=self.clock(moment))

    def window(self, start: datetime, end: datetime) -> str:
        """The time in which somebody comes."""
        return self.say(
            "when.window", day=self.day(start), start=self.clock(start), end=self.clock(end)
        )

    def distance(self, metres: float) -> str:
        """A distance, as exact as one can tell it: by ten metres, from a kilometre on by 100."""
        if metres < NEAREST_KILOMETRE:
            return self._length(round(metres, -1), "meter", "#,##0")
        return self._length(metres / 1000, "kilometer", "#,##0.#")

    def money(self, amount: Decimal | str, currency: str) -> str:
        """An amount; cents only where there are any."""
        value = Decimal(amount)
        usual = self._locale.currency_formats["standard"].pattern
        pattern = AFTER_THE_AMOUNT.get(self.language, usual)
        if value == value.to_integral_value():
            pattern = pattern.replace(".00", "")
        text = str(format_currency(value, currency, pattern, self._locale, currency_digits=False))
        return text.replace(currency, SIGNS.get(currency, currency))

    def _length(self, value: float, unit: str, pattern: str) -> str:
        return str(format_unit(value, f"length-{unit}", "short", pattern, locale=self._locale))

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def _day_of(self, moment: datetime) -> date:
        return self._local(moment).date()


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(REGIONAL[language])
