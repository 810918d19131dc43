"""How often somebody may try something: counted in the database, so that every process counts."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from amends.app.ledger.models import Tries

COUNT = """
INSERT INTO ledger_tries AS known (key, ends_at, count) VALUES (%(key)s, %(ends_at)s, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN known.ends_at <= %(now)s THEN 1 ELSE known.count + 1 END,
    ends_at = CASE WHEN known.ends_at <= %(now)s THEN EXCLUDED.ends_at ELSE known.ends_at END
RETURNING count
"""


def may_try(*what: str, most: int, within: timedelta, now: datetime) -> bool:
    """Count one more try of ``what``; say whether there were no more than ``most`` of them.

    A count begins with the first try and ends ``within`` that time, whatever comes in between.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": _key(what), "now": now, "ends_at": now + within})
        (count,) = cursor.fetchone()
    return int(count) <= most


def take_back(*what: str) -> None:
    """The last try of ``what`` was none that counts."""
    Tries.objects.filter(key=_key(what), count__gt=0).update(count=F("count") - 1)


def forget(*what: str) -> None:
    """The next try of ``what`` is the first again."""
    Tries.objects.filter(key=_key(what)).delete()


def forget_ended(*, now: datetime) -> int:
    """Remove the counts that have ended; return how many."""
    return Tries.objects.filter(ends_at__lte=now).delete()[0]


def _key(what: tuple[str, ...]) -> str:
    """A digest: neither a name nor a link is kept."""
    return hashlib.sha256("\0".join(what).encode()).hexdigest()
