"""The policy in force: the published version that began last, the same for a whole decision.

What is in force is asked of the database at most once in ``LOOK_EVERY`` seconds and process, so
that a new version counts in every web and worker process without a restart.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from amends.app.ledger.models import PublishedRulebook
from amends.core.errors import AmendsError
from amends.core.rulebook.check import Report
from amends.core.rulebook.check.report import read_report
from amends.policies import Policy
from amends.policies.stored import Bundle

LOOK_EVERY = 1.0
"""Seconds after which a process asks again which version is in force."""
MOST_KEPT = 16

_pinned: ContextVar[Policy | None] = ContextVar("pinned", default=None)
_seen: tuple[str, float] | None = None
"""The checksum in force, and until when it counts as such, on the monotonic clock."""


class NoSuchVersion(AmendsError):
    """A version of the rulebook that was never published here."""

    code = "no_such_version"


def current_policy() -> Policy:
    """The policy in force now; within ``one_policy`` the one that was in force at its start.

    Where nothing was ever published, the policy of this installation is published first.
    """
    return _pinned.get() or stored_policy(_checksum_in_force())


@contextmanager
def one_policy() -> Iterator[Policy]:
    """What happens within goes by one and the same version, whatever is published meanwhile."""
    token = _pinned.set(policy := current_policy())
    try:
        yield policy
    finally:
        _pinned.reset(token)


@lru_cache(maxsize=MOST_KEPT)
def stored_policy(checksum: str) -> Policy:
    """The published policy whose rulebook has this checksum.

    Raise ``NoSuchVersion``; also where the stored files do not give that checksum.
    """
    row = PublishedRulebook.objects.filter(checksum=checksum).first()
    if row is None:
        raise NoSuchVersion("no published rulebook has this checksum", where=checksum)
    policy = Bundle(row.folder, row.files).policy()
    if policy.rulebook.checksum != checksum:
        raise NoSuchVersion(
            "the stored files are not those that were published",
            where=f"{row.name}@{row.version}",
            hint="they were changed behind the database's back",
        )
    return policy


@lru_cache(maxsize=MOST_KEPT)
def stored_report(checksum: str) -> Report | None:
    """What the check proved of a published rulebook; None where that was not kept."""
    rows = PublishedRulebook.objects.filter(checksum=checksum)
    data = rows.values_list("report", flat=True).first()
    return read_report(data) if data else None


def is_published(checksum: str) -> bool:
    """Whether the rulebook of this checksum is stored; that of a decision made long ago is not."""
    try:
        return bool(stored_policy(checksum))
    except NoSuchVersion:
        return False


def in_force(now: datetime) -> PublishedRulebook | None:
    """The version in force at a moment: of those that had begun, the one that began last."""
    begun = PublishedRulebook.objects.defer("files", "report").filter(valid_from__lte=now)
    return begun.order_by("-valid_from", "-id").first()


def forget_policy() -> None:
    """Ask the database again: something was published."""
    global _seen
    _seen = None


def _checksum_in_force() -> str:
    global _seen
    seen = _seen
    if seen is not None and time.monotonic() < seen[1]:
        return seen[0]
    row = in_force(timezone.now())
    if row is None:
        from amends.app.actions.rulebooks import publish_first

        row = publish_first(now=timezone.now())
    _seen = row.checksum, time.monotonic() + LOOK_EVERY
    return row.checksum
