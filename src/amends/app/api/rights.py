"""Who may do what: bearer tokens with stated rights."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from amends.app.actions.tokens import open_token
from amends.app.ledger.models import ApiToken


class Bearer(HttpBearer):
    """Asks for a token with one right: 401 without a valid token, 403 without the right."""

    def __init__(self, right: str) -> None:
        super().__init__()
        self._right = right

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token, if it may."""
        found = open_token(token, now=timezone.now())
        if found and self._right not in found.rights:
            raise HttpError(403, f"this token has no right to {self._right}")
        return found
