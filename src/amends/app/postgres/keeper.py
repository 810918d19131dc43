"""The keeper: one small process that runs the server while anybody uses it, then stops it and ends.

python -m amends.app.postgres.keeper HOME [NAME=VALUE ...]
"""

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from amends.app.postgres.cluster import prepare_cluster
from amends.app.postgres.errors import PostgresError
from amends.app.postgres.ground import lay_ground
from amends.app.postgres.layout import Layout
from amends.app.postgres.locks import FileLock
from amends.app.postgres.server import Server, end_orphan

LOOK_EVERY = 0.2
PROBED_FOR = 1.0


def keep(layout: Layout, settings: Mapping[str, str]) -> None:
    """Run the server until nobody holds a lease; nothing happens if another keeper is at work."""
    place = FileLock(layout.keeper_lock)
    if not place.try_take(patience=PROBED_FOR):
        return
    end_orphan(layout)
    ground = lay_ground(layout)
    try:
        prepare_cluster(ground, durable=settings.get("fsync") != "off")
        _watch(Server(ground, settings), FileLock(layout.users_lock))
    finally:
        ground.view.close()


def _watch(server: Server, users: FileLock) -> None:
    try:
        server.start()
        while not users.try_take():
            if not server.is_alive():
                server.start()
            time.sleep(LOOK_EVERY)
    finally:
        server.stop()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> int:
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    home, *settings = sys.argv[1:]
    try:
        keep(Layout(Path(home)), dict(setting.split("=", 1) for setting in settings))
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
