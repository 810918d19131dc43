"""Each queue has slots of its own: a shop that hangs holds up neither letters nor sweeps."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.app.actions import due, messages
from amends.app.connectors.answers import Answer
from amends.app.connectors.shop import memory
from amends.app.connectors.shop.memory import MemoryShop
from amends.app.connectors.shop.port import RemedyRequest
from amends.app.jobs import tasks, worker
from amends.app.jobs.queues import LETTERS, SHOP, SWEEPS
from amends.app.ledger.models import Message, Remedy
from tests.support.mending import planned_remedy

pytestmark = pytest.mark.django_db(transaction=True)
SLOTS = 8
"""More than the threads that the event loop would have by itself on a small machine."""


class HangingShop(MemoryShop):
    """Answers nobody before it is freed."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def act(self, request: RemedyRequest) -> Answer:
        self.free.wait(30)
        return memory.carry_out(self, request)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> HangingShop:
    ProcrastinateJob.objects.all().delete()
    hanging = HangingShop()
    monkeypatch.setattr(tasks, "open_shop", lambda: hanging)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    return hanging


async def within(seconds: float, ready: Callable[[], bool]) -> bool:
    """Whether it became so in time; asked in a thread, as tables are."""
    give_up = time.monotonic() + seconds
    while not (is_ready := await asyncio.to_thread(ready)) and time.monotonic() < give_up:
        await asyncio.sleep(0.05)
    return is_ready


def closing(ask: Callable[[], bool]) -> Callable[[], bool]:
    def asked() -> bool:
        try:
            return ask()
        finally:
            connection.close()

    return asked


async def work_until(ready: Callable[[], bool], shop: HangingShop) -> bool:
    """Work while the shop hangs; whether ``ready`` became true before it was freed."""
    told = asyncio.Event()
    working = asyncio.ensure_future(worker.work(told, concurrency=SLOTS))
    is_ready = await within(15, closing(ready))
    shop.free.set()
    told.set()
    await working
    return is_ready


def test_each_kind_of_job_waits_in_its_own_queue() -> None:
    ProcrastinateJob.objects.all().delete()
    planned_remedy()
    Message.objects.update(due_at=timezone.now())
    tasks.due_messages()
    queues = set(ProcrastinateJob.objects.values_list("task_name", "queue_name"))
    assert queues == {("attempt_remedy", SHOP), ("send_messages", LETTERS)}
    sweeps = {each.queue for name, each in app.tasks.items() if name.startswith("sweep/")}
    assert sweeps == {SWEEPS}


def test_a_hanging_shop_holds_up_neither_letters_nor_sweeps(
    shop: HangingShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = threading.Event()
    monkeypatch.setattr(due, "take_due", lambda now: swept.set())
    for _ in range(SLOTS):
        planned_remedy()
    now = timezone.now()
    Remedy.objects.update(due_at=now + timedelta(days=1), next_attempt_at=now)
    Message.objects.update(due_at=now)
    unsent = Message.objects.filter(state__in=messages.UNSENT)

    def all_is_well() -> bool:
        hangs = Remedy.objects.filter(state=Remedy.State.CLAIMED).count() == SLOTS
        return hangs and swept.is_set() and not unsent.exists()

    assert asyncio.run(work_until(all_is_well, shop))
    assert Message.objects.filter(state=Message.State.SENT).count() == SLOTS


def test_what_waits_under_the_old_name_is_done_too(shop: HangingShop) -> None:
    remedy = planned_remedy()
    Remedy.objects.update(due_at=None)
    ProcrastinateJob.objects.all().delete()
    shop.free.set()
    tasks.attempt_remedy.configure(queue="default").defer(remedy_id=remedy.pk)
    assert asyncio.run(work_until(lambda: bool(shop.deeds), shop))
