"""The languages that customers are spoken to in: texts, dates, times and money."""

from amends.app.locale.speech import LANGUAGES, Speech, spoken

__all__ = ["LANGUAGES", "Speech", "spoken"]
