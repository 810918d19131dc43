"""Tries are counted once for all processes, under a digest, and forgotten when their time ends."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from amends.app.actions import throttle
from amends.app.jobs import tasks
from amends.app.ledger.models import Tries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WITHIN = timedelta(minutes=10)


def may_try(*what: str, most: int = 2, now: datetime = NOW) -> bool:
    return throttle.may_try(*what, most=most, within=WITHIN, now=now)


def test_one_more_than_the_most_is_refused_until_the_time_ends() -> None:
    assert [may_try("link") for _ in range(4)] == [True, True, False, False]
    assert not may_try("link", now=NOW + WITHIN - timedelta(seconds=1))
    assert may_try("link", now=NOW + WITHIN)


def test_each_is_counted_for_itself() -> None:
    assert [may_try(*what, most=1) for what in (("a", "b"), ("ab",), ("b", "a"))] == [True] * 3
    assert not may_try("a", "b", most=1)


def test_what_is_forgotten_starts_anew() -> None:
    assert [may_try("link", most=1) for _ in range(2)] == [True, False]
    throttle.forget("link")
    assert may_try("link", most=1)


def test_a_try_that_was_taken_back_does_not_count() -> None:
    assert may_try("link", most=1)
    throttle.take_back("link")
    throttle.take_back("link")
    throttle.take_back("never tried")
    assert [may_try("link", most=1) for _ in range(2)] == [True, False]


def test_only_a_digest_is_kept() -> None:
    may_try("customer link", "eyJsecret")
    kept = Tries.objects.get()
    assert len(kept.key) == 64
    assert "secret" not in kept.key


def test_counts_that_ended_are_swept_away() -> None:
    may_try("ended", now=NOW - WITHIN)
    may_try("counting", now=datetime.now(UTC))
    tasks.ended_tries()
    assert Tries.objects.count() == 1
    assert not may_try("counting", most=1, now=datetime.now(UTC))


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_all_counted() -> None:
    answers: list[bool] = []

    def many() -> None:
        answers.extend(may_try("link", most=15) for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(answers), sum(answers)) == (40, 15)
