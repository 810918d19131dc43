"""Which operating-system user runs the server. PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.app.postgres.errors import PostgresError


@dataclass(frozen=True, slots=True)
class Owner:
    """The user whose processes the server's are, and whose the data folder is."""

    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def popen_arguments(self) -> dict[str, Any]:
        """What makes `subprocess` start a program as this user."""
        if self.is_me:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, command: Sequence[str | Path]) -> bool:
        """Whether this user succeeds with a command."""
        try:
            with subprocess.Popen(
                command,
                cwd="/",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **self.popen_arguments(),
            ) as process:
                return process.wait() == 0
        except PermissionError:
            return False

    def take(self, folder: Path, mode: int = 0o700) -> None:
        """Make this user the owner of a folder, created if need be, and of all that is in it."""
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        if self.is_me:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def find_owner(data: Path) -> Owner:
    """Whoever owns the data already; else this process's user; instead of root an ordinary one."""
    me = os.geteuid()
    owner_of_data = data.stat().st_uid if data.exists() else None
    if me != 0:
        if owner_of_data not in (None, me):
            raise PostgresError(
                f"{data} belongs to another user; run as that user or set AMENDS_HOME"
            )
        return _owner(pwd.getpwuid, me)
    if owner_of_data:
        return _owner(pwd.getpwuid, owner_of_data)
    return _owner(pwd.getpwnam, os.environ.get("AMENDS_POSTGRES_USER", "nobody"))


def _owner(look_up: Any, key: int | str) -> Owner:
    try:
        entry: pwd.struct_passwd = look_up(key)
    except KeyError as error:
        raise PostgresError(
            f"the database needs a user to run as, and this system has no user {key}"
        ) from error
    return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)
