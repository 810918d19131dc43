"""What is learned of pickup points, how far each is trusted, and the incidents that come of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.app.ledger.models.record import Event


class PointSign(models.Model):
    """What one event tells of a pickup point; append-only but for ``state``.

    ``waiting`` until the point's record has it; ``counted``, or ``passed_over`` with the reason in
    ``because`` (the same order said so within a day; the hours were over).
    """

    class State(models.TextChoices):
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
            models.Index(fields=["point", "at"], name="point_signs"),
        ]


class PointRecord(models.Model):
    """How far a point is trusted; made of its counted signs, and made anew from them at will.

    ``body`` is ``amends.core.places.reliability.State`` as JSON; ``out`` and ``since`` are copies
    of it to search by.
    """

    point = models.CharField(primary_key=True, max_length=200)
    out = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)
    body = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["point"], condition=Q(out=True), name="points_out")]


class Incident(models.Model):
    """One trouble of many customers: a pickup point that stopped working, until it works again.

    ``because`` lists the signs that it rests on; ``told`` counts the orders whose customers were
    told before they set out.
    """

    point = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    because = models.JSONField(default=list)
    told = models.IntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

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
