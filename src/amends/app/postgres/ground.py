"""The ground a server stands on: its user, its programs, its folders and how it sees them."""

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from amends.app.postgres.errors import PostgresError
from amends.app.postgres.layout import Layout
from amends.app.postgres.owner import Owner, find_owner
from amends.app.postgres.programs import Programs, copy_programs, find_programs
from amends.app.postgres.view import View, plain_view, private_view


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that is settled before the server starts."""

    layout: Layout
    owner: Owner
    programs: Programs
    view: View

    def close(self) -> None:
        """Leave nothing outside the home; call when the server has stopped."""
        self.view.close()
        if not self.layout.run.is_relative_to(self.layout.home):
            shutil.rmtree(self.layout.run, ignore_errors=True)


def lay_ground(layout: Layout) -> Ground:
    """Make the folders, choose the user and the programs, and see that each reaches the other."""
    owner = find_owner(layout.data)
    _open_passage(layout, owner)
    owner.take(layout.data)
    _make_run_folder(layout.run, owner)
    view = _reachable_view(layout, owner)
    return Ground(layout, owner, _reachable_programs(layout, owner, view), view)


def _open_passage(layout: Layout, owner: Owner) -> None:
    """Let the owner pass through the folders of the home, seeing nothing there but its own."""
    if not owner.is_me:
        for folder in (layout.home, layout.folder):
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o111)


def _make_run_folder(run: Path, owner: Owner) -> None:
    run.mkdir(mode=0o700, exist_ok=True)
    found = run.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (0, os.geteuid(), owner.uid):
        raise PostgresError(
            f"{run} belongs to somebody else; remove it, or choose a shorter AMENDS_HOME"
        )
    run.chmod(0o700)
    owner.take(run)


def _reachable_view(layout: Layout, owner: Owner) -> View:
    if owner.can(["test", "-w", layout.data]):
        return plain_view(layout.folder)
    return private_view(layout.folder)


def _reachable_programs(layout: Layout, owner: Owner, view: View) -> Programs:
    programs = find_programs()
    if owner.can([programs.path("postgres"), "--version"]):
        return programs
    copied = copy_programs(programs, layout.programs)
    return Programs(view.path(copied.folder), copied.version)
