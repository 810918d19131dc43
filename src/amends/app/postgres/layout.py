"""Where everything of one embedded database lies below one folder."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PORT = 5432
ROLE = "amends"
DATABASE = "amends"
_LONGEST_SOCKET_FOLDER = 88


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of the embedded database of one AMENDS_HOME."""

    home: Path

    @classmethod
    def of(cls, home: Path) -> "Layout":
        return cls(home.expanduser().resolve())

    @property
    def folder(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def programs(self) -> Path:
        """A copy of the programs, made only if the server's user cannot reach the installed."""
        return self.folder / "programs"

    @property
    def run(self) -> Path:
        """The folder of the socket; below /tmp if the home's path is too long for a socket."""
        inside = self.folder / "run"
        if len(bytes(inside)) <= _LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(bytes(self.home)).hexdigest()[:16]
        return Path("/tmp") / f"amends-{digest}"

    @property
    def log(self) -> Path:
        return self.home / "log" / "postgres.log"

    @property
    def keeper_log(self) -> Path:
        return self.home / "log" / "postgres-keeper.log"

    @property
    def start_lock(self) -> Path:
        """Held while a keeper is being started."""
        return self.folder / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the keeper for its life."""
        return self.folder / "keeper.lock"

    @property
    def users_lock(self) -> Path:
        """Shared by all who use the server; held alone by a keeper that is stopping it."""
        return self.folder / "users.lock"

    def url(self, database: str = DATABASE) -> str:
        folder = quote(str(self.run), safe="")
        return f"postgresql://{ROLE}@/{quote(database)}?host={folder}&port={PORT}"
