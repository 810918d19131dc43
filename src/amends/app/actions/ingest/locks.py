"""Who waits for whom while events are recorded. docs/explanation/promises.md says why."""

from __future__ import annotations

from collections.abc import Iterable, Set
from zlib import crc32

from amends.app.actions.ingest.sql import as_names, run

BUCKETS = 256
NAMESPACE = 0x0A3E
PLACED = """
    SELECT ref FROM ledger_order WHERE ref = ANY(ARRAY(SELECT jsonb_array_elements_text(%s)))
"""


def lock_unplaced(
    subjects: Iterable[str], *, placing: Iterable[str], known: Set[str] = frozenset()
) -> set[str]:
    """Return the subjects that are orders already; coordinate the others by advisory locks.

    ``known`` are names of orders that the caller has seen: an order is never removed.

    An event that comes before its order and the order itself must not pass each other unseen: who
    places an order shares the lock of its name, who records an event of an order that is not there
    yet takes it alone. Locks are taken in the order of their numbers, before any other.
    """
    names = set(subjects)
    placed = names & known
    placed |= _placed(names - placed)
    unplaced = names - placed
    if not unplaced:
        return placed
    _lock_names(unplaced, set(placing))
    return placed | _placed(unplaced)


def _placed(names: Set[str]) -> set[str]:
    if not names:
        return set()
    return {ref for (ref,) in run(PLACED, as_names(names))}


def _lock_names(names: Iterable[str], placing: set[str]) -> None:
    alone: dict[int, bool] = {}
    for name in names:
        bucket = crc32(name.encode()) % BUCKETS
        alone[bucket] = alone.get(bucket, False) or name not in placing
    ordered = sorted(alone)
    run(
        """
        SELECT CASE WHEN alone THEN pg_advisory_xact_lock(%s, bucket)
                    ELSE pg_advisory_xact_lock_shared(%s, bucket) END
        FROM unnest(%s::int[], %s::bool[]) AS locks(bucket, alone)
        """,
        NAMESPACE,
        NAMESPACE,
        ordered,
        [alone[bucket] for bucket in ordered],
    ).fetchall()
