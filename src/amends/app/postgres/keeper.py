"""The keeper: one small process that runs the server while anybody uses it, then stops it and ends.

python -m amends.app.postgres.keeper HOME [NAME=VALUE ...]
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
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


def keep(layout: Layout, settings: Mapping[str, str], tell_ready: Callable[[], None]) -> None:
    """Run the server until nobody holds a lease; nothing happens if another keeper is at work."""
    place = FileLock(layout.keeper_lock)
    if not place.try_take(patience=PROBED_FOR):
        raise PostgresError(f"another process keeps {layout.keeper_lock} locked")
    end_orphan(layout)
    ground = lay_ground(layout)
    try:
        prepare_cluster(ground, durable=settings.get("fsync") != "off")
        _watch(Server(ground, settings), FileLock(layout.users_lock), tell_ready)
    finally:
        ground.close()


def _watch(server: Server, users: FileLock, tell_ready: Callable[[], None]) -> None:
    try:
        server.start()
        tell_ready()
        while not users.try_take():
            if not server.is_alive():
                server.start()
            time.sleep(LOOK_EVERY)
    finally:
        server.stop()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _become_daemon() -> Callable[[], None]:
    """Go on in a process of its own; the first one ends when the returned function is called.

    It ends with 0 then, and with 1 if that never happens.
    """
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        os._exit(0 if os.read(reader, 1) else 1)
    os.close(reader)
    os.setsid()

    def tell_ready() -> None:
        os.write(writer, b"1")
        os.close(writer)

    return tell_ready


def main() -> int:
    home, *settings = sys.argv[1:]
    tell_ready = _become_daemon()
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    try:
        keep(Layout(Path(home)), dict(pair.split("=", 1) for pair in settings), tell_ready)
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
