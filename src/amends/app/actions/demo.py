"""One user for each role, so that a demo can be looked at from every side."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User

from amends.app.actions.staff import ROLES, add_user

FILE = "demo-sign-ins.json"


def ensure_demo() -> list[tuple[str, str, str]]:
    """The demo's users as (role, username, password); a second call gives the same.

    The passwords are random and lie in ``AMENDS_HOME``, readable by its owner only.
    """
    passwords = _passwords(Path(settings.AMENDS_HOME) / FILE)
    for role, password in passwords.items():
        if not _is_there(role, password):
            add_user(name=role, role=role, password=password)
    return [(role, role, password) for role, password in passwords.items()]


def _is_there(role: str, password: str) -> bool:
    """Whether nothing is to be changed: a password that is set anew ends open sessions."""
    user = User.objects.filter(username=role, groups__name=role).first()
    return user is not None and user.check_password(password)


def _passwords(path: Path) -> dict[str, str]:
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    passwords = {role: known.get(role) or secrets.token_urlsafe(9) for role in ROLES}
    if passwords != known:
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(json.dumps(passwords, indent=2) + "\n", encoding="utf-8")
    return passwords
