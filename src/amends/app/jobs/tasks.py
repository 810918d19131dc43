"""Every durable task and every timer, on one screen.

A job may run twice, late, or never: the sweeps find in the record whatever is due and enqueue it
again. So no task trusts its own existence; each calls an action that looks at the state first.
One item at which something breaks is logged and put off; it keeps nobody else waiting.
Sweeps have no ``lock``: a killed worker would hold it for ever.

What calls the outside waits in a queue of its own, so that a shop or a mail server that hangs
holds up neither the other nor the sweeps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone
from procrastinate.contrib.django import app

from amends.app.actions import aftercare, cases, due, messages, remedies, throttle
from amends.app.actions.accounts.settling import follow_changes
from amends.app.actions.claims.left import take_up_left_loads
from amends.app.actions.claims.taking import take_up_claims
from amends.app.actions.customers.peers import learn_peers
from amends.app.actions.customers.standings import renew_standings
from amends.app.actions.foresight.ended import end_warnings
from amends.app.actions.foresight.knowing import learn_anew
from amends.app.actions.foresight.warning import warn
from amends.app.actions.heads import keep_heads
from amends.app.actions.places.ended_incidents import close_ended
from amends.app.actions.places.holds import give_back_lapsed
from amends.app.actions.places.incidents import tell_who_waits
from amends.app.actions.places.records import take_up_signs
from amends.app.actions.places.rereading import renew_hours
from amends.app.actions.reviews.drawing import draw_samples
from amends.app.actions.scorecards import renew_scorecards
from amends.app.actions.seals import seal_rows
from amends.app.actions.staff_truth.standings import renew_staff
from amends.app.connectors.messenger import open_messenger
from amends.app.connectors.shop import open_shop
from amends.app.jobs.queueing import enqueue_each, enqueue_some, forget_old, take_up_stalled
from amends.app.jobs.queues import LETTERS, SHOP, SWEEPS
from amends.app.jobs.surviving import survive
from amends.app.jobs.worker import DEAD_AFTER

KEEP_JOBS_HOURS = 14 * 24
MOST_ROUNDS = 100
SIGN_ROUNDS = 10
"""Nobody waits for signs to be counted; whoever does the sweeps has more to do."""


@app.task(name="attempt_remedy", queue=SHOP)
def attempt_remedy(remedy_id: int) -> str:
    """Act on a remedy, or ask about it, as its state says."""
    now = timezone.now()
    return survive(
        f"remedy {remedy_id}",
        lambda: remedies.attempt(remedy_id, now=now, shop=open_shop()),
        lambda: remedies.put_off(remedy_id, now=now),
    )


@app.task(name="send_message", queue=LETTERS)
def send_message(message_id: int) -> str:
    """Send one message, if it is due."""
    now = timezone.now()
    return survive(
        f"message {message_id}",
        lambda: messages.send(message_id, now=now, messenger=open_messenger()),
        lambda: messages.put_off(message_id, now=now),
    )


@app.task(name="send_messages", queue=LETTERS)
def send_messages(message_ids: list[int]) -> None:
    """Send some messages, one after another: a job for each would cost more than its letter."""
    for message_id in message_ids:
        send_message(message_id)


def due_remedies() -> None:
    """Planned remedies, claims that ran out, and whatever the shop must be asked about."""
    due = remedies.due_remedies(now=timezone.now())
    enqueue_each("attempt_remedy", "remedy_id", due)


def due_messages() -> None:
    """Messages whose time has come, and claims that ran out."""
    enqueue_some("send_messages", "message_ids", messages.due_messages(now=timezone.now()))


def due_promises() -> None:
    """Promises whose time has passed: failures are found and cases opened."""
    now = timezone.now()
    for _ in range(MOST_ROUNDS):
        if not due.take_due(now=now):
            break


def due_follow_ups() -> None:
    """Customers whose remedy is done are asked whether it helped."""
    aftercare.start_due_follow_ups(now=timezone.now())


def quiet_cases() -> None:
    """Cases whose customer never answered are closed."""
    aftercare.close_quiet_cases(now=timezone.now())


def unanswered_offers() -> None:
    """Offers that ran out are closed or renewed, as the tables say."""
    aftercare.end_unanswered_offers(now=timezone.now())


def point_signs() -> None:
    """What was learned of pickup points is counted; incidents begin and end."""
    now = timezone.now()
    for _ in range(SIGN_ROUNDS):
        if not take_up_signs(now=now):
            break


def waiting_claims() -> None:
    """What customers say is held against the record."""
    now = timezone.now()
    for _ in range(MOST_ROUNDS):
        if not take_up_claims(now=now):
            break


def left_loads() -> None:
    """What a load says that nobody goes on with is held against the record all the same."""
    take_up_left_loads(now=timezone.now())


def promises_at_risk() -> None:
    """Customers are told of what will most likely break, while there is time to choose."""
    warn(now=timezone.now())


def ended_warnings() -> None:
    """Warnings of what is kept after all are over; what broke goes on in the same case."""
    end_warnings(now=timezone.now())


def chances_to_learn() -> None:
    """How promises end is learnt anew from the record."""
    learn_anew(now=timezone.now())


def changed_accounts() -> None:
    """Accounts of cases whose failure, or who caused it, turned out to be another."""
    now = timezone.now()
    for _ in range(MOST_ROUNDS):
        if not follow_changes(now=now):
            break


def open_incidents() -> None:
    """Who still waits at a failing point is told before setting out."""
    tell_who_waits(now=timezone.now())


def ended_incidents() -> None:
    """Incidents that nobody speaks of any more are over."""
    close_ended(now=timezone.now())


def lapsed_holds() -> None:
    """Places that nobody said yes to in time are given back."""
    give_back_lapsed(now=timezone.now())


def hours_to_renew() -> None:
    """Hours of points are read again before what is known of them ends."""
    renew_hours(now=timezone.now())


def undecided_cases() -> None:
    """Cases that the rulebook could not decide are tried again."""
    cases.decide_undecided(now=timezone.now())


def unsealed_rows() -> None:
    """What was written is chained, so that a later change of it is found."""
    now = timezone.now()
    for _ in range(MOST_ROUNDS):
        if not seal_rows(now=now):
            break


def heads_to_keep() -> None:
    """The heads of the sealed record are written down outside of the database."""
    keep_heads(now=timezone.now())


def cases_to_review() -> None:
    """Of yesterday's cases some are drawn for the quality controller, soon after midnight."""
    draw_samples(now=timezone.now())


def staff_standings() -> None:
    """What staff did is held against the mix of their cases."""
    renew_staff(now=timezone.now())


def scorecards_to_renew() -> None:
    """How partners and lines keep what was promised is counted anew."""
    renew_scorecards(now=timezone.now())


def stalled_jobs() -> None:
    """Jobs of workers that died go back into the queue."""
    take_up_stalled(now=timezone.now(), dead_after=DEAD_AFTER)


def old_jobs() -> None:
    """Jobs that ended long ago are forgotten."""
    forget_old(hours=KEEP_JOBS_HOURS)


def ended_tries() -> None:
    """Counts of tries that have ended are forgotten."""
    throttle.forget_ended(now=timezone.now())


def customers_records() -> None:
    """What customers claim is learned anew, and time heals."""
    learn_peers(now=timezone.now())
    renew_standings(now=timezone.now())


class Timer(NamedTuple):
    """A sweep and when it runs: cron with seconds as the sixth field."""

    sweep: Callable[[], None]
    cron: str


TIMERS = (
    Timer(due_remedies, "* * * * * *"),
    Timer(due_messages, "* * * * * *"),
    Timer(due_promises, "* * * * * */5"),
    Timer(due_follow_ups, "* * * * * */5"),
    Timer(unsealed_rows, "* * * * * */5"),
    Timer(stalled_jobs, "* * * * * */5"),
    Timer(waiting_claims, "* * * * * *"),
    Timer(left_loads, "*/10 * * * * 25"),
    Timer(changed_accounts, "* * * * * */5"),
    Timer(point_signs, "* * * * * */5"),
    Timer(open_incidents, "* * * * * */5"),
    Timer(promises_at_risk, "*/10 * * * * 15"),
    Timer(ended_warnings, "* * * * * */5"),
    Timer(chances_to_learn, "50 2 * * * 0"),
    Timer(ended_incidents, "*/10 * * * * 40"),
    Timer(lapsed_holds, "* * * * * */10"),
    Timer(unanswered_offers, "* * * * * 0"),
    Timer(undecided_cases, "* * * * * 20"),
    Timer(quiet_cases, "*/10 * * * * 0"),
    Timer(ended_tries, "*/5 * * * * 30"),
    Timer(old_jobs, "30 3 * * * 0"),
    Timer(hours_to_renew, "40 3 * * * 0"),
    Timer(staff_standings, "10 4 * * * 0"),
    Timer(heads_to_keep, "7 * * * * 0"),
    Timer(scorecards_to_renew, "20 3 * * * 0"),
    Timer(cases_to_review, "7 * * * * 0"),
    Timer(customers_records, "50 3 * * * 0"),
)


def _start(timer: Timer) -> None:
    name = timer.sweep.__name__

    @app.periodic(cron=timer.cron, periodic_id=name)
    @app.task(name=f"sweep/{name}", queue=SWEEPS, queueing_lock=f"sweep/{name}")
    def run(timestamp: int) -> None:
        timer.sweep()


for _timer in TIMERS:
    _start(_timer)
