"""Versions of the rulebook: published and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count

from amends.app.actions.policy import (
    NoSuchVersion,
    forget_policy,
    in_force,
    stored_policy,
)
from amends.app.actions.recorded import has_recorded
from amends.app.ledger.models import Decision, PublishedRulebook, RulebookTrial
from amends.core.errors import AmendsError
from amends.core.rulebook import Rulebook
from amends.core.rulebook.check import Report, check
from amends.policies import ALWAYS_RIGHT, RETAIL, Policy, folder_of
from amends.policies.examples import try_examples
from amends.policies.stored import Bundle, bundle

ITSELF = "amends"
"""Who publishes the policy that ships on a fresh installation."""


class NotPublished(AmendsError):
    """A draft that cannot be published as it is; nothing was changed.

    ``why`` is past, examples, check, untried or taken; ``values`` are what a sentence about it
    names.
    """

    code = "not_published"

    def __init__(
        self, message: str, *, why: str, where: str = "", hint: str = "", **values: object
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.why, self.values = why, values


@dataclass(frozen=True, slots=True)
class Draft:
    """A policy folder that was read."""

    folder: Path
    bundle: Bundle
    policy: Policy

    @property
    def title(self) -> str:
        """Name and version."""
        return f"{self.policy.rulebook.name}@{self.policy.rulebook.version}"


def read_draft(folder: Path) -> Draft:
    """Read a policy folder; raise ``BadDeclaration`` for what is not understood."""
    kept = bundle(folder)
    return Draft(folder, kept, kept.policy())


def publish(
    draft: Draft, *, by: str, now: datetime, valid_from: datetime | None = None
) -> PublishedRulebook:
    """Publish a draft, in force from ``valid_from`` or at once.

    The same files once more change nothing. Raise ``NotPublished`` where the version is taken,
    an example fails, the check has findings or leaves something open, or the draft was never
    tried on the cases that there are.
    """
    known = _same(draft)
    if known is not None:
        return known
    begins = valid_from or now
    if begins < now:
        raise NotPublished(
            "a rulebook cannot begin in the past: another was in force since",
            where=f"{begins:%Y-%m-%d %H:%M}",
            hint="leave --valid-from out to begin at once",
            why="past",
            begins=f"{begins:%Y-%m-%d %H:%M}",
        )
    _check_examples(draft)
    report = _check_proof(draft)
    _check_trial(draft)
    return _store(draft, report, by=by, now=now, valid_from=begins)


def publish_first(*, now: datetime) -> PublishedRulebook:
    """Publish the policy of a fresh installation: that of ``AMENDS_POLICY``, else the one that
    ships. The examples of what ships were tried when it was built.

    Raise ``NotPublished`` for a folder that does not pass.
    """
    named = getattr(settings, "AMENDS_POLICY", "")
    folder = folder_of(named)
    if folder in (RETAIL, ALWAYS_RIGHT):
        draft, report = _shipped(folder), _report_of_shipped(folder)
    else:
        draft = read_draft(folder)
        _check_examples(draft)
        report = _check_proof(draft)
    return _store(draft, report, by=ITSELF, now=now, valid_from=now)


def waiting_draft(*, now: datetime) -> Draft | None:
    """The policy of ``AMENDS_POLICY``, or the one that ships, where it is not in force and never
    was: a draft until somebody publishes it."""
    folder = folder_of(getattr(settings, "AMENDS_POLICY", ""))
    draft = _shipped(folder) if folder in (RETAIL, ALWAYS_RIGHT) else read_draft(folder)
    known = PublishedRulebook.objects.filter(digest=draft.bundle.digest).exists()
    return None if known or in_force(now) is None else draft


def is_taken(draft: Draft) -> bool:
    """Whether a draft's version was published with other files."""
    book = draft.policy.rulebook
    published = PublishedRulebook.objects.filter(name=book.name, version=book.version)
    return published.exclude(digest=draft.bundle.digest).exists()


@dataclass(frozen=True, slots=True)
class Version:
    """A published version, how many cases were decided by it, and whether it is in force."""

    row: PublishedRulebook
    decisions: int
    is_in_force: bool


def versions(*, now: datetime) -> Sequence[Version]:
    """Every published version, the latest first."""
    counts = dict(
        Decision.objects.values_list("checksum").annotate(made=Count("case", distinct=True))
    )
    current = in_force(now)
    rows = PublishedRulebook.objects.defer("files", "report").order_by("-valid_from", "-id")
    return [Version(row, counts.get(row.checksum, 0), row == current) for row in rows]


@lru_cache(maxsize=2)
def _shipped(folder: Path) -> Draft:
    return read_draft(folder)


@lru_cache(maxsize=2)
def _report_of_shipped(folder: Path) -> Report:
    return check(_shipped(folder).policy.rulebook)


def _same(draft: Draft) -> PublishedRulebook | None:
    """The published version with just these files; raise ``NotPublished`` where the name is
    taken by others."""
    book = draft.policy.rulebook
    row = PublishedRulebook.objects.filter(name=book.name, version=book.version).first()
    if row is not None and row.digest != draft.bundle.digest:
        raise NotPublished(
            f"{draft.title} is published already, with other files",
            where="rulebook.toml version",
            hint="a published version never changes: give the draft a new version",
            why="taken",
            title=draft.title,
        )
    return row


def _check_examples(draft: Draft) -> None:
    failing = try_examples(draft.folder, draft.policy.rulebook)
    if failing:
        raise NotPublished(
            f"examples fail: {len(failing)}",
            where=failing[0],
            hint="mend rule or example",
            why="examples",
            count=len(failing),
            first=failing[0],
        )


def _check_proof(draft: Draft) -> Report:
    report = check(draft.policy.rulebook)
    command = f"amends rulebook check {draft.folder}"
    if not report.is_proven:
        raise NotPublished(
            f"the check leaves findings: {len(report.findings)}, unknown: {len(report.unknown)}",
            where=draft.title,
            hint=command,
            why="check",
            findings=len(report.findings),
            unknown=len(report.unknown),
            command=command,
        )
    return report


def _check_trial(draft: Draft) -> None:
    command = f"amends rulebook try {draft.folder} --by NAME"
    if has_recorded() and not RulebookTrial.objects.filter(digest=draft.bundle.digest).exists():
        raise NotPublished(
            "it was not tried on the recorded cases",
            where=draft.title,
            hint=command,
            why="untried",
            command=command,
        )


def _store(
    draft: Draft, report: Report, *, by: str, now: datetime, valid_from: datetime
) -> PublishedRulebook:
    """Store a version; of two who publish the same at once both get the one that is stored."""
    book = draft.policy.rulebook
    try:
        with transaction.atomic():
            row = PublishedRulebook.objects.create(
                name=book.name,
                version=book.version,
                checksum=book.checksum,
                digest=draft.bundle.digest,
                folder=draft.bundle.folder,
                files=dict(draft.bundle.files),
                valid_from=valid_from,
                published_at=now,
                published_by=by,
                report=None if report.findings else report.as_data(book.facts),
            )
    except IntegrityError:
        same = _same(draft)
        if same is None:
            raise
        row = same
    forget_policy()
    return row


def rulebook_of(named: str) -> Rulebook:
    """A published rulebook by its name and version, ``retail@0.4.0``.

    Raise ``NoSuchVersion``.
    """
    name, _, version = named.partition("@")
    row = PublishedRulebook.objects.filter(name=name, version=version).first()
    if row is None:
        known = PublishedRulebook.objects.order_by("-id").values_list("name", "version")[:5]
        listed = ", ".join(f"{each}@{number}" for each, number in known)
        raise NoSuchVersion(
            "no such version was published", where=named, hint=f"there are {listed}"
        )
    return stored_policy(row.checksum).rulebook
