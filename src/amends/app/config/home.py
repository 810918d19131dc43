"""AMENDS_HOME: the one folder that holds all state of one installation."""

import os
import secrets
from pathlib import Path

import platformdirs


def amends_home() -> Path:
    """The folder named by AMENDS_HOME, else a sensible one for this user."""
    named = os.environ.get("AMENDS_HOME")
    return Path(named).expanduser().absolute() if named else _default_home()


def make_home() -> Path:
    home = amends_home()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """The key that signs links and sessions: made once, readable by its owner only."""
    path = home / "secret-key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def _default_home() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/amends")
    return platformdirs.user_data_path("amends")


def _write_once(path: Path, text: str) -> None:
    """Write a whole file that only its owner reads, unless somebody else was faster."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
