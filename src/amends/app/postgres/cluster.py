"""The data folder: made once and whole, and never trusted further than it can be checked."""

import os
import shutil
import subprocess
from pathlib import Path

from amends.app.postgres.errors import PostgresError
from amends.app.postgres.ground import Ground
from amends.app.postgres.layout import DATABASE, ROLE

_NO_SUCH_PROCESS = 2**31 - 1
_MAP = "amends"


def prepare_cluster(ground: Ground, *, durable: bool) -> None:
    """See that the data folder holds a cluster these programs can run."""
    data = ground.layout.data
    if not (data / "PG_VERSION").exists():
        _make_cluster(ground, durable=durable)
    _check_version(ground)
    _write_access_rules(ground)
    _distrust_pid_file(data)
    for left_over in ground.layout.run.glob(".s.PGSQL.*"):
        left_over.unlink()


def _make_cluster(ground: Ground, *, durable: bool) -> None:
    """Build it under another name, so that a half-made one is never taken for whole."""
    data = ground.layout.data
    unfinished = data.with_name("data.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    ground.owner.take(unfinished)
    seen = str(ground.view.path(unfinished))
    _run(ground, "initdb", "-D", seen, *_initdb_options(ground.programs.version, durable=durable))
    _run(
        ground, "postgres", "--single", "-D", seen, "template1", say=f"CREATE DATABASE {DATABASE}\n"
    )
    data.rmdir()
    unfinished.rename(data)


def _initdb_options(version: int, *, durable: bool) -> list[str]:
    built_in = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if version >= 17 else []
    return [
        f"--username={ROLE}",
        "--auth=peer",
        "--encoding=UTF8",
        "--locale=C" if built_in else "--locale=C.UTF-8",
        *built_in,
        "--data-checksums",
        *([] if durable else ["--no-sync"]),
    ]


def _check_version(ground: Ground) -> None:
    made_by = (ground.layout.data / "PG_VERSION").read_text().strip()
    if made_by != str(ground.programs.version):
        raise PostgresError(
            f"{ground.layout.data} was made by PostgreSQL {made_by} and these programs are "
            f"{ground.programs.version}: set AMENDS_POSTGRES_BIN to programs of version {made_by}, "
            "or dump the data with those and load it into a new AMENDS_HOME"
        )


def _write_access_rules(ground: Ground) -> None:
    """Only root and the server's own user may connect, and only through the socket."""
    users = dict.fromkeys(["root", ground.owner.name])
    _write(ground, "pg_hba.conf", f"local all all peer map={_MAP}\n")
    _write(ground, "pg_ident.conf", "".join(f'{_MAP} "{user}" {ROLE}\n' for user in users))


def _write(ground: Ground, name: str, text: str) -> None:
    path = ground.layout.data / name
    path.write_text(text)
    if not ground.owner.is_me:
        os.chown(path, ground.owner.uid, ground.owner.gid)


def _distrust_pid_file(data: Path) -> None:
    """Name a process that cannot exist; keep the rest, by which PostgreSQL finds old memory."""
    pid_file = data / "postmaster.pid"
    if pid_file.exists():
        _, _, rest = pid_file.read_bytes().partition(b"\n")
        pid_file.write_bytes(b"%d\n%s" % (_NO_SUCH_PROCESS, rest))


def _run(ground: Ground, program: str, *arguments: str, say: str = "") -> None:
    done = subprocess.run(
        [ground.programs.path(program), *arguments],
        input=say,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        **ground.owner.popen_arguments(),
    )
    if done.returncode != 0:
        raise PostgresError(f"{program} failed:\n{done.stdout.strip()}")
