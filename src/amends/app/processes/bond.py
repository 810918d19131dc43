"""A child process that does not outlive its parent, however the parent dies."""

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, by: signal.Signals = signal.SIGTERM) -> None:
    """Send this process a signal when the given parent is gone, now or later.

    Call it in the child. Linux does this by itself; elsewhere a thread looks every half second.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(by), 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=(parent, by), daemon=True).start()
    if os.getppid() != parent:
        os.kill(os.getpid(), by)


def _watch(parent: int, by: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), by)
