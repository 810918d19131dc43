"""Progress for a person: one line per step."""

import contextlib
import time
from collections.abc import Iterator

from rich.console import Console


class Steps:
    """Says what is being done, and when it is done, how long it took."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)

    @contextlib.contextmanager
    def step(self, doing: str, done: str) -> Iterator[None]:
        """A step that ends with the line `done`, or with a crossed-out `doing` if it fails."""
        began = time.monotonic()
        try:
            with self.console.status(f"{doing} …"):
                yield
        except BaseException:
            self.console.print(f"[red]✗[/] {doing}")
            raise
        self.console.print(f"[green]✓[/] {done} [dim]· {time.monotonic() - began:.1f} s[/]")

    def say(self, line: str) -> None:
        self.console.print(line)
