"""What the customer filled in, carried from the form to the confirmation; never in an address.

It is signed for one case. The confirmation holds its own copy, so that what is carried out is
what that very page showed, whatever happened in another tab.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.core import signing
from django.http import HttpResponse

from amends.app.customer.doors import Visit

COOKIE = "draft"
SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Draft:
    """An option of one offer with its details, before the explicit yes.

    ``shown`` are the facts that were told of what is chosen, ``words`` what the customer says
    against what we found, ``wish`` the fields in which they said where it would suit them: these
    are asked again where the place they chose is gone.
    """

    offer: int
    option: str
    details: dict[str, str]
    shown: dict[str, Any] = field(default_factory=dict)
    words: str = ""
    wish: dict[str, str] = field(default_factory=dict)


def pack(visit: Visit, draft: Draft) -> str:
    """The draft as signed text."""
    return signing.dumps(asdict(draft), salt=_salt(visit), compress=True)


def unpack(visit: Visit, text: str) -> Draft | None:
    """The draft in a signed text, or None where it was not made for this case or is too old."""
    try:
        return Draft(**signing.loads(text, salt=_salt(visit), max_age=SECONDS))
    except (signing.BadSignature, TypeError):
        return None


def keep(visit: Visit, response: HttpResponse, draft: Draft) -> None:
    """Keep the draft in the customer's own browser, for this link only."""
    response.set_cookie(
        COOKIE,
        pack(visit, draft),
        max_age=SECONDS,
        path=visit.url("page"),
        secure=visit.request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def kept(visit: Visit) -> Draft | None:
    """The draft that the browser kept."""
    return unpack(visit, visit.request.COOKIES.get(COOKIE, ""))


def forget(visit: Visit, response: HttpResponse) -> None:
    """Remove the draft from the browser."""
    response.delete_cookie(COOKIE, path=visit.url("page"), samesite="Lax")


def _salt(visit: Visit) -> str:
    return f"amends.customer.draft.{visit.case.public_id}"
