"""The files of a simulation: events, truth and a README that says that all of it is made up."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import IO, cast

from amends.simulate.run import simulate_town
from amends.simulate.settings import Settings
from amends.simulate.summary import Summary

README = """\
SIMULATED DATA

Everything in this folder is made up by `amends simulate`: no person, order, address, carrier or
pickup point in it exists. The same settings give the same bytes.

  {events:<20} what the shop's systems recorded, one CloudEvents object a line
  {truth:<20} what really happened; never load it: it is for scoring what Amends finds

Settings: town {town}, seed {seed}, {orders} orders, {days} days, until {until}
"""


def write_town(
    settings: Settings,
    folder: Path,
    *,
    compress: bool = False,
    on_progress: Callable[[float], None] | None = None,
) -> Summary:
    """Simulate and write into ``folder``; ``on_progress`` is told the part that is done, 0 to 1."""
    folder.mkdir(parents=True, exist_ok=True)
    ending = ".jsonl.gz" if compress else ".jsonl"
    names = {"events": f"events{ending}", "truth": f"truth{ending}"}
    summary = Summary(settings.as_data())
    start, until = settings.start.timestamp(), settings.until.timestamp()
    with ExitStack() as stack:
        events, truth = (_open(stack, folder / name, compress) for name in names.values())
        for batch in simulate_town(settings):
            events.writelines(batch.events)
            truth.writelines(batch.truth)
            summary.add(batch)
            if on_progress:
                on_progress(min(1.0, (batch.at - start) / (until - start)))
    _remove_stale(folder, ".jsonl" if compress else ".jsonl.gz")
    readme = README.format(**names, **summary.settings)
    (folder / "README.txt").write_text(readme, encoding="utf-8", newline="\n")
    return summary


def _open(stack: ExitStack, path: Path, compress: bool) -> TextIOWrapper:
    """A text file whose bytes depend on its text only: no name and no time inside."""
    raw: IO[bytes] = stack.enter_context(path.open("wb"))
    if compress:
        packed = gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0)
        raw = cast("IO[bytes]", stack.enter_context(packed))
    return stack.enter_context(TextIOWrapper(raw, encoding="utf-8", newline="\n"))


def _remove_stale(folder: Path, ending: str) -> None:
    """Files of an earlier run in the other form would not belong to this truth."""
    for name in ("events", "truth"):
        (folder / f"{name}{ending}").unlink(missing_ok=True)
