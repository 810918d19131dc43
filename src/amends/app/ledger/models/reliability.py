"""What is learned of pickup points, how far each is trusted, and the incidents that come of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.app.ledger.models.record import Event


class PointSign(models.Model):
    """What one event tells of a pickup point; append-only but for ``state``.

    ``early`` until its order is placed, ``loading`` until the whole load is read, ``waiting`` until
    the point's record has it; then ``counted``, or ``passed_over`` with the reason in ``because``
    (the same order said so within a day; the hours were over; the order is at no point).
    """

    class State(models.TextChoices):
        EARLY = "early"
        LOADING = "loading"
        WAITING = "waiting"
        COUNTED = "counted"
        PASSED_OVER = "passed_over"

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="point_sign")
    point = models.CharField(max_length=200)
    order = models.CharField(max_length=200, blank=True)
    sign = models.CharField(max_length=16)
    at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    because = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="point_signs_waiting"),
            models.Index(fields=["order"], condition=Q(state="early"), name="point_signs_early"),
            models.Index(
                fields=["event"], condition=Q(state="loading"), name="point_signs_loading"
            ),
            models.Index(fields=["point", "at"], name="point_signs"),
        ]


class PointRecord(models.Model):
    """How far a point is trusted; made of its counted signs, and made anew from them at will.

    ``body`` is ``amends.core.places.reliability.State`` as JSON; ``out`` and ``since`` are copies
    of it to search by. ``marks`` are a few earlier states, the oldest first: what comes late is
    counted from the last one before it.
    """

    point = models.CharField(primary_key=True, max_length=200)
    out = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)
    body = models.JSONField(default=dict)
    marks = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["point"], condition=Q(out=True), name="points_out")]


class Incident(models.Model):
    """One trouble of many customers: a pickup point that stopped working, until it is over.

    ``because`` lists the latest signs that it rests on, {at, sign, order}; ``told`` counts the
    orders whose customers were told before they set out. ``over``: why it is over, as
    ``amends.core.places.incidents.Over`` says; empty while it is open.
    """

    point = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    because = models.JSONField(default=list)
    told = models.IntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    over = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point"], condition=Q(closed_at=None), name="one_open_incident_of_a_point"
            )
        ]
        indexes = [
            models.Index(fields=["-opened_at"], name="incidents_newest_first"),
            models.Index(fields=["id"], condition=Q(closed_at=None), name="incidents_open"),
        ]
