"""Raw events with predictable keys, and what the record says of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection

from amends.app.ledger.models import Promise

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHOP = "https://shop.example"
Raw = dict[str, Any]


def event(
    type_: str,
    subject: str = "o1",
    *,
    at: str = "2026-11-20T10:00:00Z",
    key: str = "",
    source: str = SHOP,
    **data: Any,
) -> Raw:
    """One event; its key is made of its type and subject unless given."""
    return {
        "specversion": "1.0",
        "id": key or f"{type_}/{subject}",
        "source": source,
        "type": type_,
        "time": at,
        "subject": subject,
        "data": data,
    }


def placed(
    subject: str = "o1",
    *,
    due: str | None = "2026-11-25",
    at: str = "2026-11-10T10:00:00Z",
    **data: Any,
) -> Raw:
    """An order, promised for a day."""
    usual: Raw = {
        "customer": {"id": "c1", "name": "Ana"},
        "currency": "EUR",
        "total": "20.00",
        "promises": [{"kind": "delivered_by", "due": due}] if due else [],
    }
    return event("order.placed", subject, at=at, **{**usual, **data})


def standing(kind: str = "delivered_by", subject: str = "o1") -> tuple[str, str]:
    """The state of the order's promise of that kind, and the failure it shows."""
    promise = Promise.objects.get(order=subject, kind=kind)
    return promise.state, promise.failure_kind


def standings() -> dict[tuple[str, str], tuple[Any, ...]]:
    """Every promise: where it stands and since when, whatever its number."""
    rows = Promise.objects.values_list(
        "order_id", "kind", "ref", "state", "failure_kind", "since", "wasted_visits", "check_at"
    )
    return {(order, f"{kind}/{ref}"): tuple(rest) for order, kind, ref, *rest in rows}


def fingerprints() -> dict[str, tuple[int, str]]:
    """How many rows every table of the ledger has, and a checksum of all of them."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if name.startswith("ledger_")
        ]
        return {name: _fingerprint(cursor, name) for name in tables}


def _fingerprint(cursor: Any, table: str) -> tuple[int, str]:
    cursor.execute(
        "SELECT count(*), md5(coalesce(string_agg(row::text, ',' ORDER BY row::text), ''))"
        f" FROM {table} AS row"
    )
    count, checksum = cursor.fetchone()
    return count, checksum
