"""How often one may try to sign in: counted in the database, so that every process counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection

from amends.app.console.models import SignInTries

WITHIN = timedelta(minutes=15)
MOST = {"name and address": 5, "name": 50, "address": 100}

COUNT = """
INSERT INTO console_signintries AS known (key, since, tries) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
    tries = CASE WHEN known.since <= %(old)s THEN 1 ELSE known.tries + 1 END,
    since = CASE WHEN known.since <= %(old)s THEN %(now)s ELSE known.since END
RETURNING tries
"""


def may_try(name: str, address: str, *, now: datetime) -> bool:
    """Count one more try, before the password is looked at; say whether it is one too many."""
    SignInTries.objects.filter(since__lte=now - WITHIN).delete()
    counts = {kind: _count(key, now) for kind, key in _keys(name, address)}
    return all(tries <= MOST[kind] for kind, tries in counts.items())


def forget(name: str, address: str) -> None:
    """Who signed in starts anew."""
    SignInTries.objects.filter(key=dict(_keys(name, address))["name and address"]).delete()


def _count(key: str, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now, "old": now - WITHIN})
        row = cursor.fetchone()
    return int(row[0])


def _keys(name: str, address: str) -> Iterator[tuple[str, str]]:
    name = name.casefold()
    for kind, parts in {
        "name and address": (name, address),
        "name": (name,),
        "address": ("", address),
    }.items():
        yield kind, hashlib.sha256("\0".join((kind, *parts)).encode()).hexdigest()
