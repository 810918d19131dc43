"""Everything that goes wrong between two systems, one function each."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from amends.shop.slips import HANG_UP, Job, Reply, reply

if TYPE_CHECKING:
    from amends.shop.desk import Desk

Trick = Callable[["Desk", Job], Reply]


def calm(desk: Desk, job: Job) -> Reply:
    desk.write("done", job, "calm")
    return reply(200, job.key, "done")


def slow(desk: Desk, job: Job) -> Reply:
    """Begins in time and may end after the caller has lost patience."""
    time.sleep(desk.behaviour.wait())
    desk.write("done", job, "slow")
    return reply(200, job.key, "done")


def error_before(desk: Desk, job: Job) -> Reply:
    return Reply(500, b"internal error")


def error_after(desk: Desk, job: Job) -> Reply:
    desk.write("done", job, "error_after")
    return Reply(500, b"internal error")


def hang_up_before(desk: Desk, job: Job) -> Reply:
    return HANG_UP


def hang_up_after(desk: Desk, job: Job) -> Reply:
    desk.write("done", job, "hang_up_after")
    return HANG_UP


def malformed(desk: Desk, job: Job) -> Reply:
    desk.write("done", job, "malformed")
    return Reply(200, b"<html>Thank you for your order!</html>")


def busy(desk: Desk, job: Job) -> Reply:
    return Reply(503, b"come back later", {"retry-after": "1"})


def twice(desk: Desk, job: Job) -> Reply:
    """Answers, and reports the same again, twice, later."""
    desk.write("done", job, "twice")
    for number in (1, 2):
        desk.reporter.after(desk.behaviour.wait(), partial(desk.report, job, number))
    return reply(200, job.key, "done")


def later(desk: Desk, job: Job) -> Reply:
    """Takes it in hand, and reports when it is done."""
    desk.write("accepted", job, "later")
    desk.finish_later(job, "later")
    return reply(202, job.key, "accepted")


def forgets_to_report(desk: Desk, job: Job) -> Reply:
    """Takes it in hand, does it, and never says so unless asked."""
    desk.write("accepted", job, "forgets_to_report")
    desk.finish_later(job, "forgets_to_report", times=0)
    return reply(202, job.key, "accepted")


def refuse(desk: Desk, job: Job) -> Reply:
    desk.write("refused", job, "refuse")
    return reply(409, job.key, "refused", reason="out of stock")


TRICKS: Mapping[str, Trick] = {
    trick.__name__: trick
    for trick in (
        calm,
        slow,
        error_before,
        error_after,
        hang_up_before,
        hang_up_after,
        malformed,
        busy,
        twice,
        later,
        forgets_to_report,
        refuse,
    )
}
