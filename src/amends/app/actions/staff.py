"""Who works here, in which role, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from amends.core.errors import AmendsError

AGENT, MANAGER, ENGINEER, QUALITY = "agent", "manager", "engineer", "quality"
ROLES = (AGENT, MANAGER, ENGINEER, QUALITY)

RIGHTS: Mapping[str, frozenset[str]] = {
    "see_cases": frozenset({AGENT, MANAGER, QUALITY}),
    "act_on_cases": frozenset({AGENT, MANAGER}),
    "see_follow_ups": frozenset({AGENT, MANAGER, QUALITY}),
    "ask": frozenset({AGENT, MANAGER}),
    "see_mailbox": frozenset({AGENT, MANAGER, QUALITY}),
    "see_quarantine": frozenset({MANAGER, ENGINEER, QUALITY}),
    "mend": frozenset({MANAGER, ENGINEER}),
    "see_doubts": frozenset({MANAGER, ENGINEER, QUALITY}),
    "settle": frozenset({MANAGER, ENGINEER}),
}
"""Every right of the console, and the roles that have it."""


class BadUser(AmendsError):
    """A member of staff that cannot be added like this."""

    code = "bad_user"


def roles_of(user: Any) -> frozenset[str]:
    """The roles of a user, asked of the database once; a superuser has all of them."""
    if not hasattr(user, "_amends_roles"):
        user._amends_roles = _roles(user)
    found: frozenset[str] = user._amends_roles
    return found


def rights_of(user: Any) -> frozenset[str]:
    """What this user may do."""
    roles = roles_of(user)
    return frozenset(right for right, who in RIGHTS.items() if who & roles)


def may(user: Any, right: str) -> bool:
    """Whether one of the user's roles has this right."""
    return bool(RIGHTS[right] & roles_of(user))


@transaction.atomic
def add_user(*, name: str, role: str, password: str) -> User:
    """Add a member of staff, or give one that exists this role and password."""
    if role not in ROLES:
        raise BadUser(f"there is no role {role!r}", where="role", hint=f"one of {', '.join(ROLES)}")
    user = User.objects.filter(username=name).first() or User(username=name)
    _check(user, password)
    user.set_password(password)
    user.save()
    user.groups.set([Group.objects.get_or_create(name=role)[0]])
    return user


def _roles(user: Any) -> frozenset[str]:
    if not user.is_authenticated:
        return frozenset()
    if user.is_superuser:
        return frozenset(ROLES)
    return frozenset(user.groups.values_list("name", flat=True))


def _check(user: User, password: str) -> None:
    user.password = "!"
    try:
        user.full_clean()
        validate_password(password, user)
    except ValidationError as error:
        raise BadUser(" ".join(error.messages), where="user") from error
