"""What was promised, where each promise stands, and the failures it showed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amends.app.ledger.models.record import Event
from amends.app.ledger.models.retail import Order


class Promise(models.Model):
    """One promise to one customer about one order.

    What was promised never changes; ``state`` to ``wasted_visits`` say where it stands, are derived
    from the events alone and may be computed anew at any time. ``check_at`` is the moment at which
    the mere passing of time changes the answer; it stays empty for promises of a history load.
    """

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="promises", db_index=False
    )
    kind = models.CharField(max_length=100)
    ref = models.CharField(max_length=420, blank=True)
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    kept_by = models.CharField(max_length=200, blank=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, db_index=False)

    state = models.CharField(max_length=16, default="open")
    failure_kind = models.CharField(max_length=64, blank=True)
    since = models.DateTimeField(null=True)
    evidence = ArrayField(models.BigIntegerField(), default=list)
    wasted_visits = models.IntegerField(default=0)
    check_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "kind", "ref"], name="a_promise_is_made_once")
        ]
        indexes = [
            models.Index(
                fields=["check_at"], condition=Q(check_at__isnull=False), name="promise_to_check"
            ),
        ]


class Failure(models.Model):
    """A broken promise, with the events that show it; append-only.

    One promise may show several kinds in turn (``undelivered``, then ``late``); the last one holds.
    """

    promise = models.ForeignKey(
        Promise, on_delete=models.PROTECT, related_name="failures", db_index=False
    )
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()
    evidence = ArrayField(models.BigIntegerField(), default=list)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "kind", "at"], name="a_failure_is_recorded_once"
            )
        ]
