"""Files are cleaned, then stored and written down: an order has so many of them, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from amends.app.actions.agreed import lock_order
from amends.app.actions.attachments.storing import forget, store
from amends.app.actions.journal import note
from amends.app.actions.policy import current_policy
from amends.app.ledger.models import Attachment, Case, Claim, Order
from amends.attachments import BadFile, Cleaned, clean_apart
from amends.core.errors import AmendsError

LONGEST_NAME = 100


class Given(NamedTuple):
    """A file as somebody sent it; its name is only shown."""

    name: str
    content: bytes


class TooManyFiles(AmendsError):
    """More files than may be added."""

    code = "file_too_many"


class FileRefused(AmendsError):
    """A file that is not kept; its code says why, as in ``amends.attachments.BadFile``."""


def add_files(
    files: Sequence[Given], *, order: Order, claim: Claim | None, by: str, now: datetime
) -> list[Attachment]:
    """Add all of the files, or none; one that the order has already is not added again.

    ``by`` is whose word they are, as in ``amends.app.actions.hands``. Raise ``FileRefused`` or
    ``TooManyFiles``.
    """
    limits = current_policy().attachments
    if len(files) > limits.at_once:
        raise TooManyFiles(f"{len(files)} files", hint=f"at most {limits.at_once} at once")
    cleaned = [(given.name, _clean(given)) for given in files]
    stored = [(name, store(file.content), file) for name, file in cleaned]
    try:
        with transaction.atomic():
            lock_order(order.ref)
            kept = [_keep(*each, order=order, claim=claim, by=by, now=now) for each in stored]
            if _count(order) > limits.per_order:
                raise TooManyFiles(
                    f"order {order.ref} has enough files", hint=f"at most {limits.per_order}"
                )
    except BaseException:
        for _, name, _file in stored:
            forget(name)
        raise
    for _, name, _file in stored:
        if name not in {each.stored for each in kept}:
            forget(name)
    return kept


def remove_file(attachment: Attachment, *, by: str, now: datetime) -> None:
    """The file is gone for good; that it was there, and who removed it, stays written down."""
    removed = Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=now)
    if removed:
        forget(attachment.stored)
        _note("file removed", attachment, by, now)


def _clean(given: Given) -> Cleaned:
    try:
        return clean_apart(given.content, current_policy().attachments)
    except BadFile as bad:
        raise FileRefused("this file is not kept", where="files", code=bad.code) from None


def _keep(
    name: str,
    stored: str,
    file: Cleaned,
    *,
    order: Order,
    claim: Claim | None,
    by: str,
    now: datetime,
) -> Attachment:
    digest = hashlib.sha256(file.content).hexdigest()
    known = Attachment.objects.filter(order=order, digest=digest, removed_at=None).first()
    if known is not None:
        if known.claim_id is None and claim is not None:
            known.claim = claim
            known.save(update_fields=["claim"])
        return known
    kept = Attachment.objects.create(
        order=order,
        claim=claim,
        name=_plain(name),
        content_type=file.content_type,
        size=len(file.content),
        digest=digest,
        stored=stored,
        added_at=now,
        added_by=by,
    )
    _note("file added", kept, by, now)
    return kept


def _count(order: Order) -> int:
    return Attachment.objects.filter(order=order, removed_at=None).count()


def _plain(name: str) -> str:
    """The name as one line, without the folders that some browsers send."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(each for each in last if each.isprintable())[:LONGEST_NAME] or "file"


def _note(action: str, attachment: Attachment, by: str, now: datetime) -> None:
    case = Case.objects.filter(order=attachment.order_id).order_by("-id").first()
    note(action=action, now=now, case=case, actor=by, key=str(attachment.key))
