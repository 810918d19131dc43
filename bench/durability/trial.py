"""The whole trial: start, recover and kill, wait until it is quiet, judge."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.durability.clients import Mailbox, Recovery, Told
from bench.durability.installation import Installation, until
from bench.durability.killer import Killer
from bench.durability.verdict import Verdict, judge, unsettled


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``recoveries`` begin evenly within ``spread`` seconds; all must end ``patience`` later. The
    killer has a third of that to come round to everybody."""

    recoveries: int = 200
    seed: int = 1
    spread: float = 35.0
    patience: float = 90.0
    at_once: int = 64


def try_out(plan: Plan, home: Path) -> Verdict:
    """Do it all in the folder ``home``; it is left as it is, to be looked into."""
    began = time.monotonic()
    told = Told()
    with _installed(Installation(home, plan.seed)) as installation:
        killer = Killer(installation, plan.seed)
        _recover(plan, installation, told, killer)
        _wait_until_quiet(installation)
        verdict = judge(installation, told, killer.killed)
    verdict.seconds = time.monotonic() - began
    return verdict


@contextmanager
def _installed(installation: Installation) -> Iterator[Installation]:
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()


def _recover(plan: Plan, installation: Installation, told: Told, killer: Killer) -> None:
    mailbox = Mailbox(installation)
    mailbox.start()
    killer.start()
    begin = time.monotonic()
    deadline = begin + plan.spread + plan.patience
    with ThreadPoolExecutor(plan.at_once) as pool:
        for number in range(plan.recoveries):
            time.sleep(max(0.0, begin + number * plan.spread / plan.recoveries - time.monotonic()))
            ref = f"D{number:04}"
            recovery = Recovery(ref, installation, mailbox, told, deadline, number % 2 == 0)
            pool.submit(recovery.run)
        time.sleep(2)
        killer.stop(plan.patience / 3)
    mailbox.stop()


def _wait_until_quiet(installation: Installation, within: float = 60.0) -> None:
    """Nothing is killed any more: what was begun comes to its end, or the verdict names it."""

    def is_quiet() -> bool:
        try:
            return unsettled(installation) == 0
        except psycopg.Error:
            return False

    try:
        until(is_quiet, within, "every remedy is settled")
    except TimeoutError:
        return
