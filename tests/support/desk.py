"""Staff for tests: signed in, in one role each, looking at a few cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from amends.app.actions.choices import choose
from amends.app.actions.remedies import attempt
from amends.app.connectors.answers import Answer, Kind
from amends.app.connectors.shop import RemedyRequest
from amends.app.ledger.models import Case
from tests.support.line import REACH, event, order, points, send

ROLES = ("agent", "manager", "director", "engineer", "quality")


def member(role: str, name: str = "") -> User:
    """A member of staff in this role."""
    user, is_new = User.objects.get_or_create(username=name or role)
    if is_new:
        user.set_password("for tests only")
        user.save()
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def signed_in(role: str, name: str = "") -> Client:
    """The browser of a member of staff in this role."""
    client = Client()
    client.force_login(member(role, name))
    return client


def waiting(ref: str = "A1", *, visits: int = 2, hours: float = 1, **data: Any) -> Case:
    """Somebody came to a closed point this many hours ago; their case, offered just now."""
    now = timezone.now()
    send(points("P1", "P2", "P3", "P4", "P5"), now=now)
    send(order(ref, **data), now=now)
    for visit in range(visits):
        at = now - timedelta(hours=hours + visit)
        send(event("visit.point_closed", ref, at=at, point="P1"), now=now)
    return Case.objects.get(order=ref)


def chosen(case: Case, option: str = "money_back", *, by: User | None = None) -> Case:
    """The case once this option was chosen, by the customer or by a member of staff for them."""
    offer = case.offers.latest("pk")
    name = by.get_username() if by else "customer"
    details = {**REACH, "point": "P2"}
    choose(offer=offer, option=option, details=details, now=timezone.now(), by=name, handled_by=by)
    return Case.objects.get(pk=case.pk)


def carried_out(case: Case, kind: Kind = Kind.DONE, *, now: datetime | None = None) -> Case:
    """The case once every remedy was attempted and the shop answered like this."""
    for remedy in case.remedies.filter(next_attempt_at__isnull=False):
        attempt(remedy.pk, now=now or timezone.now(), shop=Answering(kind))
    return Case.objects.get(pk=case.pk)


class Answering:
    """A shop that gives always the same answer."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def act(self, request: RemedyRequest) -> Answer:
        return Answer(self.kind, "as told")

    def ask(self, key: object) -> Answer:
        return Answer(Kind.UNKNOWN, "as told")
