"""What has become due: the cost of finding it grows with what is due, not with what is open."""

from __future__ import annotations

import statistics
import time
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bench.ground import installation
from bench.results import Result

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DUE = 100
ROUNDS = 15

CUSTOMER = """
    INSERT INTO ledger_customer (ref, name, email, phone, language, time_zone, addresses, likes)
    VALUES ('c', '', '', '', '', '', '[]', '[]')
"""
ORDERS = """
    INSERT INTO ledger_order (ref, customer_id, brand, location, kind, fulfilment, point, placed_at,
        currency, total, delivery_price, prepaid, items, time_zone, jurisdiction, history)
    SELECT 'o' || n, 'c', '', '', 'online', 'home', '', %s, 'EUR', 10, 0, true, '[]', 'UTC', '',
        false
    FROM generate_series(%s::int, %s::int) AS n
"""
PROMISES = """
    INSERT INTO ledger_promise (order_id, kind, ref, due_at, made_at, made_by, kept_by, state,
        failure_kind, evidence, wasted_visits, check_at)
    SELECT 'o' || n, 'delivered_by', '', at, %s, 'order', '', 'open', '', '{}', 0, at
    FROM generate_series(%s::int, %s::int) AS n,
        LATERAL (SELECT %s::timestamptz + n * interval '1 second' AS at) AS due
"""
PLAN = "EXPLAIN SELECT order_id FROM ledger_promise WHERE check_at < %s ORDER BY check_at LIMIT 500"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--open", type=int, default=1_000_000, help="how many promises are open")


def run(open: int) -> list[Result]:
    """Measure at a hundredth, a tenth and the whole of ``open``, with the same number due."""
    sizes = [open // 100, open // 10, open]
    with installation():
        from django.db import connection

        found: dict[int, float] = {}
        with connection.cursor() as cursor:
            cursor.execute(CUSTOMER)
            filled = 0
            for size in sizes:
                _fill(cursor, filled + 1, size)
                filled = size
                found[size] = _milliseconds(DUE)
            by_due = {due: _milliseconds(due) for due in (10, 100, 500)}
            plan = _plan(cursor)
        judged = _judged()
    beside = {f"among {size:,} open": f"{ms:.2f} ms" for size, ms in found.items()}
    beside |= {f"when {due} are due": f"{ms:.2f} ms" for due, ms in by_due.items()}
    beside |= {"found, judged and written": f"{judged:.1f} ms for {DUE} due", "plan": plan}
    return [
        Result("finding what is due", found[open], "ms", at_most=50, beside=beside),
        Result("growth from a hundredth", found[open] / found[sizes[0]], "times", at_most=3),
    ]


def _fill(cursor: CursorWrapper, first: int, last: int) -> None:
    made_at = NOW - timedelta(days=7)
    cursor.execute(ORDERS, [made_at, first, last])
    cursor.execute(PROMISES, [made_at, first, last, NOW])
    cursor.execute("ANALYZE ledger_order, ledger_promise")


def _milliseconds(due: int) -> float:
    """The median time of finding and locking the orders of ``due`` promises."""
    from django.db import transaction

    from amends.app.actions.due import lock_due

    now = NOW + timedelta(seconds=due, milliseconds=500)
    took = []
    for _ in range(ROUNDS):
        with transaction.atomic():
            began = time.perf_counter()
            assert len(lock_due(now, 500)) == due
            took.append((time.perf_counter() - began) * 1000)
            transaction.set_rollback(True)
    return statistics.median(took)


def _judged() -> float:
    from amends.app.actions.due import find_due

    began = time.perf_counter()
    assert len(find_due(now=NOW + timedelta(seconds=DUE, milliseconds=500))) == DUE
    return (time.perf_counter() - began) * 1000


def _plan(cursor: CursorWrapper) -> str:
    cursor.execute(PLAN, [NOW + timedelta(seconds=DUE)])
    lines: list[str] = [line for (line,) in cursor.fetchall()]
    return next(line.strip() for line in lines if "promise_to_check" in line)
