"""Somebody looks into a mark: it is a reason to look, never a judgement."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from amends.app.ledger.models import StaffLook, StaffStanding
from amends.core.errors import AmendsError

LONGEST = 2_000


class NotYourOwn(AmendsError):
    """Somebody else looks into one's own mark."""

    code = "look_not_yours"


class BadLook(AmendsError):
    """A look that cannot be written down like this."""

    code = "look_incomplete"


def look(standing: StaffStanding, *, found: str, by: User, now: datetime) -> StaffLook:
    """Write down what somebody found behind a mark; the person reads it.

    Raise ``NotYourOwn`` or ``BadLook``.
    """
    if standing.person == by.get_username():
        raise NotYourOwn("somebody else looks into your own mark", where="by")
    if standing.marked_on is None:
        raise BadLook("there is no mark to look into", where=f"standing {standing.pk}")
    text = found.replace("\x00", "").strip()
    if not text or len(text) > LONGEST:
        raise BadLook("say what you found, in a few words", where="found")
    return StaffLook.objects.create(
        measure=standing.measure,
        group=standing.group,
        person=standing.person,
        marked_on=standing.marked_on,
        at=now,
        by=by,
        found=text,
    )
