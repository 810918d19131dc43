"""File locks that the kernel gives back when their holder dies, however it dies."""

import fcntl
import os
import time
from pathlib import Path


class FileLock:
    """One `flock` on one file, held from a successful take until `release` or the process's end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None

    def take(self) -> None:
        """Hold the lock alone; wait for it."""
        self._open_and(fcntl.LOCK_EX)

    def take_shared(self) -> None:
        """Hold the lock together with others who share it; wait while somebody holds it alone."""
        self._open_and(fcntl.LOCK_SH)

    def try_take(self, patience: float = 0) -> bool:
        """Hold the lock alone if it is free, now or within some seconds."""
        return self._try(fcntl.LOCK_EX, patience)

    def try_take_shared(self) -> bool:
        """Hold the lock together with others unless somebody holds it alone."""
        return self._try(fcntl.LOCK_SH, 0)

    def _try(self, kind: int, patience: float) -> bool:
        give_up = time.monotonic() + patience
        while True:
            try:
                self._open_and(kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    return False
                time.sleep(0.01)
            else:
                return True

    def release(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def _open_and(self, operation: int) -> None:
        fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, operation)
        except BaseException:
            os.close(fd)
            raise
        self._fd = fd

    def __enter__(self) -> "FileLock":
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def is_held(path: Path) -> bool:
    """Whether some process holds the lock on this file, alone or with others."""
    probe = FileLock(path)
    free = not path.exists() or probe.try_take()
    probe.release()
    return not free


def is_shared(path: Path) -> bool:
    """Whether the lock on this file is held, and not by somebody alone."""
    if not is_held(path):
        return False
    probe = FileLock(path)
    shared = probe.try_take_shared()
    probe.release()
    return shared
