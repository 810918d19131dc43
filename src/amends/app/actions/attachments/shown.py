"""The files of an order, as they may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from amends.app.actions.attachments.storing import path_of
from amends.app.ledger.models import Attachment

SUFFIXES = {"image/jpeg": "jpg", "application/pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One file: ``name`` is fit for a download."""

    key: UUID
    name: str
    is_picture: bool
    kilobytes: int
    attachment: Attachment


def files_of(order: str) -> list[Kept]:
    """What was added to this order and not removed, the first one first."""
    found = Attachment.objects.filter(order=order, removed_at=None).order_by("id")
    return [_kept(each) for each in found]


def content_of(order: str, key: UUID) -> tuple[Kept, bytes] | None:
    """A file of this order with its content, or None; an empty ``order`` means any."""
    found = Attachment.objects.filter(key=key, removed_at=None)
    attachment = (found.filter(order=order) if order else found).first()
    if attachment is None:
        return None
    try:
        return _kept(attachment), path_of(attachment.stored).read_bytes()
    except FileNotFoundError:
        return None


def _kept(attachment: Attachment) -> Kept:
    suffix = SUFFIXES[attachment.content_type]
    stem = attachment.name.rsplit(".", 1)[0] or "file"
    return Kept(
        key=attachment.key,
        name=f"{stem}.{suffix}",
        is_picture=suffix == "jpg",
        kilobytes=max(attachment.size // 1024, 1),
        attachment=attachment,
    )
