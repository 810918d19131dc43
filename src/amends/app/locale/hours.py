"""Opening hours as OpenStreetMap writes them, made readable."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from amends.app.locale.speech import Speech

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = re.compile(rf"\b({'|'.join(DAYS)})\b")


def readable(hours: str, speech: Speech) -> str:
    """The hours with the names of the days in the reader's language; unknown parts stay."""
    if hours.strip() == "24/7":
        return speech.say("page.hours.always")
    names = dict(zip(DAYS, speech.weekdays(), strict=True))
    first, *more = re.split(r"\s+open,\s+", hours)
    hours = "; ".join([first, *(speech.say("page.hours.also", hours=each) for each in more)])
    text = DAY.sub(lambda match: names[match[1]], hours)
    text = re.sub(r"\bPH\b", speech.say("page.hours.holidays"), text)
    text = re.sub(r"\b(?:off|closed)\b", speech.say("page.hours.closed"), text)
    text = re.sub(r",(?=\S)", ", ", re.sub(r"(?<=\w)\s*-\s*(?=\w)", "–", text))
    return re.sub(r"\s*;\s*", " · ", text.strip())


def hours_in(language: str, hours: str) -> str:
    """The hours as ``readable``, for whoever reads this language; no moment is needed for it."""
    return readable(hours, Speech(language, UTC, datetime.min.replace(tzinfo=UTC)))
