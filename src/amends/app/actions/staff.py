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
DIRECTOR = "director"
ROLES = (AGENT, MANAGER, DIRECTOR, ENGINEER, QUALITY)

RIGHTS: Mapping[str, frozenset[str]] = {
    "see_cases": frozenset({AGENT, MANAGER, DIRECTOR, QUALITY}),
    "act_on_cases": frozenset({AGENT, MANAGER}),
    "see_follow_ups": frozenset({AGENT, MANAGER, QUALITY}),
    "ask": frozenset({AGENT, MANAGER}),
    "see_objections": frozenset({AGENT, MANAGER, QUALITY}),
    "answer_objections": frozenset({MANAGER, QUALITY}),
    "see_mailbox": frozenset({AGENT, MANAGER, QUALITY}),
    "see_quarantine": frozenset({MANAGER, ENGINEER, QUALITY}),
    "mend": frozenset({MANAGER, ENGINEER}),
    "see_doubts": frozenset({MANAGER, ENGINEER, QUALITY}),
    "settle": frozenset({MANAGER, ENGINEER}),
    "see_points": frozenset(ROLES),
    "judge_points": frozenset({MANAGER}),
    "see_customers": frozenset({AGENT, MANAGER, DIRECTOR, QUALITY}),
    "judge_customers": frozenset({MANAGER}),
    "see_partners": frozenset({MANAGER, DIRECTOR, QUALITY}),
    "see_scorecards": frozenset({MANAGER, QUALITY}),
    "settle_with_partners": frozenset({MANAGER}),
    "give": frozenset({AGENT, MANAGER, DIRECTOR}),
    "approve_kindness": frozenset({MANAGER, DIRECTOR}),
    "propose_rules": frozenset({MANAGER, DIRECTOR}),
    "see_reviews": frozenset({MANAGER, QUALITY}),
    "review": frozenset({QUALITY}),
    "see_own_record": frozenset({AGENT, MANAGER, QUALITY}),
    "see_staff": frozenset({MANAGER, QUALITY}),
    "name_staff": frozenset({MANAGER}),
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
def add_user(*, name: str, role: str, password: str, full_name: str = "") -> User:
    """Add a member of staff, or give one that exists this role and password.

    ``full_name`` is what customers hear when they are called.
    """
    if role not in ROLES:
        raise BadUser(f"there is no role {role!r}", where="role", hint=f"one of {', '.join(ROLES)}")
    user = User.objects.filter(username=name).first() or User(username=name)
    _check(user, password)
    user.set_password(password)
    user.is_active = True
    user.first_name = full_name or user.first_name
    user.save()
    user.groups.set([Group.objects.get_or_create(name=role)[0]])
    return user


def all_users() -> list[tuple[str, list[str]]]:
    """Everybody who may sign in, with their roles."""
    users = User.objects.filter(is_active=True).prefetch_related("groups").order_by("username")
    return [(user.username, sorted(group.name for group in user.groups.all())) for user in users]


def remove_user(*, name: str) -> None:
    """Let somebody sign in no more: users are named by the journal, so they stay."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise BadUser(f"there is no user {name!r}", where="name", hint="amends user list")
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])


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
