"""The server runs as an ordinary user, who reaches what is its own and nothing else."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.app.postgres import Layout, PostgresError, acquire
from amends.app.postgres.programs import copy_programs, find_programs
from tests.support.environment import remove_home
from tests.support.servers import HOLD, answers, postmaster

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only for root")


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that nobody but its owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="amends-closed-"))
    folder.chmod(0o700)
    yield folder
    shutil.rmtree(folder)


@as_root
def test_root_runs_it_as_another_user(amends_home: Path) -> None:
    with acquire(amends_home):
        assert postmaster(amends_home).uids().effective == pwd.getpwnam("nobody").pw_uid


@as_root
def test_only_the_data_is_handed_over(amends_home: Path) -> None:
    (amends_home / "secret-key").write_text("s")
    with acquire(amends_home) as lease:
        layout = lease.layout
        assert layout.data.stat().st_uid == layout.run.stat().st_uid != 0
        assert (amends_home / "secret-key").stat().st_uid == 0
        for folder in (amends_home, layout.folder):
            assert folder.stat().st_uid == 0
            assert stat.S_IMODE(folder.stat().st_mode) == 0o711


@as_root
def test_a_home_below_a_closed_folder_works_or_says_why_not(closed_folder: Path) -> None:
    home = closed_folder / "home"
    try:
        with acquire(home):
            assert answers(home)
    except PostgresError as error:
        assert "AMENDS_HOME" in str(error)
    finally:
        remove_home(home)
    assert stat.S_IMODE(closed_folder.stat().st_mode) == 0o700


@as_root
@pytest.mark.parametrize("is_home_closed", [False, True])
def test_programs_below_a_closed_folder_are_copied_to_the_home(
    amends_home: Path, closed_folder: Path, monkeypatch: pytest.MonkeyPatch, is_home_closed: bool
) -> None:
    package = find_programs().folder.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, closed_folder / part.name)
    monkeypatch.setenv("PYTHONPATH", str(closed_folder))
    home = closed_folder / "home" if is_home_closed else amends_home
    with acquire(home) as lease:
        assert answers(home)
        assert list(lease.layout.programs.rglob("postgres"))
    remove_home(home)
    home.mkdir()


def test_programs_can_be_copied_to_where_they_can_be_run(tmp_path: Path) -> None:
    copied = copy_programs(find_programs(), tmp_path / "programs")
    for name in ("postgres", "initdb", "pg_isready"):
        subprocess.run([copied.path(name), "--version"], check=True, stdout=subprocess.DEVNULL)
    again = copy_programs(find_programs(), tmp_path / "programs")
    assert again == copied


def test_an_ordinary_user_needs_nobody_else(amends_home: Path) -> None:
    """As root this is shown in a name space where we are somebody else."""
    command = [sys.executable, "-c", HOLD, str(amends_home)]
    if os.geteuid() == 0:
        ordinary = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
        if shutil.which("unshare") is None or subprocess.run([*ordinary, "true"]).returncode:
            pytest.skip("this system gives no user name spaces")
        command = [*ordinary, *command]
    done = subprocess.run(command, input="", capture_output=True, text=True)
    assert done.stdout.strip() == Layout.of(amends_home).url(), done.stderr
    assert Layout.of(amends_home).data.stat().st_uid == os.geteuid()


@as_root
def test_a_user_that_does_not_exist_is_named(
    amends_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMENDS_POSTGRES_USER", "no-such-user")
    with pytest.raises(PostgresError, match="no-such-user"):
        acquire(amends_home)


def test_programs_that_are_not_postgres_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMENDS_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(PostgresError, match="does not run"):
        find_programs()


@pytest.mark.parametrize(
    ("says", "complaint"),
    [("postgres (PostgreSQL) 14.2", "15 or later"), ("hello", "is not PostgreSQL")],
)
def test_programs_that_are_too_old_or_strange_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, complaint: str
) -> None:
    program = tmp_path / "postgres"
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("AMENDS_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(PostgresError, match=complaint):
        find_programs()


def test_data_of_another_version_is_refused_untouched(amends_home: Path) -> None:
    data = Layout.of(amends_home).data
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresError, match="made by PostgreSQL 16"):
        acquire(amends_home)
    assert (data / "PG_VERSION").read_text() == "16\n"


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PostgresError, match="AMENDS_HOME"):
        acquire(tmp_path / "file" / "home")
