"""How often one may fail to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from amends.app.actions import throttle

WITHIN = timedelta(minutes=15)


def may_try(name: str, address: str, *, now: datetime) -> bool:
    """Count one more try, before the password is looked at; say whether it is one too many.

    What is refused already counts no further: one address can neither fill the table with names
    nor use up the tries of a name that others sign in with.
    """
    return all(
        throttle.may_try(*what, most=most, within=WITHIN, now=now)
        for most, what in _counted(name, address)
    )


def take_back(name: str, address: str) -> None:
    """Who signed in did not fail: their own count starts anew, the others lose this one try."""
    throttle.forget(*_both(name, address))
    for _most, what in _counted(name, address):
        throttle.take_back(*what)


def _counted(name: str, address: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    yield 100, ("sign-in address", address)
    yield 5, _both(name, address)
    yield 50, ("sign-in name", name.casefold())


def _both(name: str, address: str) -> tuple[str, ...]:
    return ("sign-in", name.casefold(), address)
