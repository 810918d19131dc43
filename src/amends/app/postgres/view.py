"""How an unprivileged user reaches a folder that lies below folders closed to it.

Nothing outside the folder is opened to anybody. The keeper gives itself a private view of the file
system, in which the folder is also shown at a reachable place; nobody else sees that view, and it
ends with the keeper.
"""

import ctypes
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from amends.app.postgres.errors import PostgresError

_CLONE_NEWNS = 0x00020000
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000


@dataclass(frozen=True, slots=True)
class View:
    """A folder and the place where the server sees it."""

    folder: Path
    shown_at: Path

    def path(self, real: Path) -> Path:
        """Where the server sees this path."""
        return (
            self.shown_at / real.relative_to(self.folder)
            if real.is_relative_to(self.folder)
            else real
        )

    def close(self) -> None:
        """Remove the place that was made for the view."""
        if self.shown_at != self.folder:
            _mount_call("umount2", os.fsencode(self.shown_at), 0)
            self.shown_at.rmdir()


def plain_view(folder: Path) -> View:
    return View(folder, folder)


def private_view(folder: Path) -> View:
    """Show the folder at a reachable place, to this process and its children only."""
    place = Path(tempfile.mkdtemp(prefix="amends-"))
    place.chmod(0o711)
    try:
        _mount_call("unshare", _CLONE_NEWNS)
        _mount_call("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
        _mount_call("mount", os.fsencode(folder), os.fsencode(place), None, _MS_BIND, None)
    except OSError as error:
        place.rmdir()
        raise PostgresError(
            f"{folder} lies below a folder that is closed to the database's user, and this system "
            f"does not let it be shown elsewhere ({error.strerror}). Set AMENDS_HOME to a folder "
            "that every user can reach, such as /var/lib/amends, or do not run as root"
        ) from error
    return View(folder, place)


def _mount_call(name: str, *arguments: object) -> None:
    if sys.platform != "linux":
        raise OSError(0, "only Linux can do that")
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
