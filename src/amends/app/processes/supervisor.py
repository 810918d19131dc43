"""Keeps children running until somebody says stop, then leaves nothing behind."""

import signal
import time
from collections.abc import Callable
from types import FrameType, TracebackType

from amends.app.processes.child import Child
from amends.app.processes.steps import Steps

_LOOK_EVERY = 0.1
_STOP_WITHIN = 25.0
_STABLE_AFTER = 5.0
_LONGEST_PAUSE = 2.0


class Stopped(Exception):
    """Somebody asked to stop."""


class ChildFailedError(Exception):
    """A child that is needed does not run; the message holds its last words."""


class Supervisor:
    """Starts children, starts those again that die, and stops them all."""

    def __init__(self, steps: Steps, also: Callable[[], None] = lambda: None) -> None:
        self._steps = steps
        self._also = also
        self._children: list[Child] = []
        self._restart_at: dict[str, float] = {}
        self._pause: dict[str, float] = {}
        self._stop_asked = 0

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        self.stop()
        return kind is Stopped

    def start(self, child: Child) -> None:
        child.start()
        self._children.append(child)

    def start_and_wait(self, child: Child, is_ready: Callable[[], bool], patience: float) -> None:
        """Start a child that must become ready; if it ends before that, so does everything."""
        child.start()
        self._children.append(child)
        give_up = time.monotonic() + patience
        while not is_ready():
            if not child.is_alive() or time.monotonic() > give_up:
                raise ChildFailedError(f"{child.name} does not start:\n{child.last_words()}")
            self._pass_time()

    def run(self, child: Child) -> None:
        """Run a child to its end, watching the others meanwhile."""
        child.start()
        try:
            while child.is_alive():
                self.tick()
        finally:
            child.sweep()
        if child.exit_code():
            raise ChildFailedError(f"{child.name} failed:\n{child.last_words()}")

    def watch(self) -> None:
        """Until somebody says stop."""
        while True:
            self.tick()

    def tick(self) -> None:
        self._pass_time()
        self._also()
        for child in self._children:
            if not child.is_alive():
                self._revive(child)

    def stop(self) -> None:
        """Ask all to stop, wait, and kill what does not; a second request kills at once."""
        asked = self._stop_asked
        for child in reversed(self._children):
            child.ask_to_stop()
        give_up = time.monotonic() + _STOP_WITHIN
        while any(child.is_alive() for child in self._children):
            if time.monotonic() > give_up or self._stop_asked > max(asked, 1):
                break
            time.sleep(_LOOK_EVERY)
        for child in self._children:
            child.sweep()

    def _pass_time(self) -> None:
        if self._stop_asked:
            raise Stopped
        time.sleep(_LOOK_EVERY)

    def _revive(self, child: Child) -> None:
        """Start a dead child again: at once, and after ever longer pauses if it keeps dying."""
        now = time.monotonic()
        if child.name not in self._restart_at:
            child.sweep()
            self._restart_at[child.name] = now + self._pause_before(child, now)
            self._steps.say(
                f"[yellow]![/] {child.name} ended ({child.exit_code()}): starting again"
            )
        if now >= self._restart_at[child.name]:
            del self._restart_at[child.name]
            child.start()

    def _pause_before(self, child: Child, now: float) -> float:
        if now - child.started_at > _STABLE_AFTER:
            self._pause[child.name] = 0.0
        pause = self._pause.get(child.name, 0.0)
        self._pause[child.name] = min(max(pause * 2, 0.5), _LONGEST_PAUSE)
        return pause

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop_asked += 1
