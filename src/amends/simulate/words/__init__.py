"""What people in the town are called and say: one TOML file per language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "ru", "mn")


@cache
def words(language: str) -> dict[str, Any]:
    """Everything that is said in a language."""
    file = resources.files(__name__).joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def when(language: str, days: int, date: str) -> str:
    """``days`` ago as people say it; ``date`` is the day as day and month, for what is long ago."""
    forms = words(language)["when"]
    if days <= 1:
        return str(forms["yesterday" if days else "today"])
    if days == 7:
        return str(forms["week"])
    if days == 8:
        return str(forms["over_week"])
    if days > 14:
        return str(forms["on"]).format(date=date)
    return str(forms["days"][_plural(days)]).format(n=days)


def _plural(number: int) -> int:
    """Which of three forms a number takes: the Slavic rule, which serves the others too."""
    if number % 10 == 1 and number % 100 != 11:
        return 0
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return 1
    return 2
