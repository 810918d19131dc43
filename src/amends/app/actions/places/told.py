"""What was told of points, carried by a form from the search to the yes: signed for one case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing

from amends.app.actions.places.shown import Facts
from amends.app.ledger.models import Case

SECONDS = 3600


def sign_told(case: Case, facts: Mapping[str, Facts]) -> str:
    """The facts of each point by its code, as signed text; an empty one for none."""
    return signing.dumps(dict(facts), salt=_salt(case), compress=True) if facts else ""


def told_of(case: Case, text: str, point: str) -> dict[str, Any]:
    """The facts that were told of a point; nothing where it was not told here, or long ago."""
    try:
        facts = signing.loads(text, salt=_salt(case), max_age=SECONDS)
        return dict(facts.get(point, {}))
    except (signing.BadSignature, AttributeError, TypeError, ValueError):
        return {}


def _salt(case: Case) -> str:
    return f"amends.places.told.{case.public_id}"
