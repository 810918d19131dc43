"""Tokens of those who may send events: only digests are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from amends.app.actions.journal import note
from amends.app.ledger.models import ApiToken, Partner
from amends.core.errors import AmendsError

SEND_EVENTS = "send-events"
MAKE_LINKS = "make-links"
ANSWER_CLAIMS = "answer-claims"
RIGHTS = (SEND_EVENTS, MAKE_LINKS, ANSWER_CLAIMS)
USED_EVERY = timedelta(minutes=1)
VALID = "SELECT * FROM ledger_apitoken WHERE digest = %s AND revoked_at IS NULL"


class BadToken(AmendsError):
    """A token that cannot be made, found or revoked."""

    code = "bad_token"


def make_token(
    *, name: str, rights: Sequence[str], now: datetime, by: str, partner: Partner | None = None
) -> str:
    """Make a token with these rights; it is shown once and cannot be recovered.

    Who answers claims does so for one ``partner``, and may do nothing else.
    """
    unknown = sorted(set(rights) - set(RIGHTS))
    if unknown or not rights:
        hint = f"one of {', '.join(RIGHTS)}"
        raise BadToken(f"no such right: {', '.join(unknown) or 'none'}", where="right", hint=hint)
    if (partner is not None) != (ANSWER_CLAIMS in rights) or (partner and len(set(rights)) > 1):
        raise BadToken(
            f"{ANSWER_CLAIMS} is the right of a partner, and the only one it may have",
            where="right",
            hint=f"--right {ANSWER_CLAIMS} --partner carrier:swift",
        )
    token = f"amends_{secrets.token_urlsafe(32)}"
    try:
        with transaction.atomic():
            ApiToken.objects.create(
                name=name,
                digest=digest(token),
                rights=sorted(set(rights)),
                made_at=now,
                partner=partner,
            )
    except IntegrityError:
        raise BadToken(f"there is a token {name!r} already", where="name") from None
    note(action="token made", now=now, case=None, actor=by, name=name, rights=list(rights))
    return token


def revoke_token(*, name: str, now: datetime, by: str) -> None:
    """Revoke a token for good; it stays listed."""
    if not ApiToken.objects.filter(name=name, revoked_at=None).update(revoked_at=now):
        raise BadToken(f"there is no valid token {name!r}", where="name")
    note(action="token revoked", now=now, case=None, actor=by, name=name)


def open_token(token: str, *, now: datetime) -> ApiToken | None:
    """The valid token that this text is, or None.

    The text is hashed before it is looked up, so the time taken tells nothing of other tokens.
    """
    found = next(iter(ApiToken.objects.raw(VALID, [digest(token)])), None)
    if found and (found.last_used_at is None or now - found.last_used_at > USED_EVERY):
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256; it has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
