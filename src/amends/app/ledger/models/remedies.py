"""Remedies and the attempts to carry them out: deciding to pay and paying are two records."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from amends.app.ledger.models.cases import Case, Choice


class Remedy(models.Model):
    """One thing the shop must do, once. ``key`` is the idempotency key sent with every attempt.

    ``amount`` is in ``currency`` and borne by the party ``borne_by``. States: ``planned`` (to be
    attempted at ``next_attempt_at``; empty for what staff do themselves), ``claimed`` (an attempt
    is under way), ``accepted`` (the shop will report back), ``in_doubt`` (an attempt's end is
    unknown: ask, never repeat), ``done``, ``failed`` (refused for good), ``dead`` (given up
    after the last retry; staff decide) and ``cancelled`` (stopped before it was begun).
    ``overtaken_by`` is the type of the event that made it pointless, or empty; ``approver`` the
    role whose yes it still waits for, or empty. What staff gave on their own (``Kindness``)
    follows from no ``choice``.
    """

    class State(models.TextChoices):
        PLANNED = "planned"
        CLAIMED = "claimed"
        ACCEPTED = "accepted"
        IN_DOUBT = "in_doubt"
        DONE = "done"
        FAILED = "failed"
        DEAD = "dead"
        CANCELLED = "cancelled"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remedies")
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, related_name="remedies")
    kind = models.CharField(max_length=64)
    is_gesture = models.BooleanField(default=False)
    details = models.JSONField(default=dict)
    amount = models.DecimalField(max_digits=16, decimal_places=4, default=0)
    currency = models.CharField(max_length=3)
    borne_by = models.CharField(max_length=64)
    who = models.CharField(max_length=64)
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)
    state_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    overtaken_by = models.CharField(max_length=200, blank=True, default="")
    approver = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["choice", "kind", "is_gesture"], name="a_remedy_is_planned_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(next_attempt_at__isnull=False),
                name="remedy_to_attempt",
            ),
            models.Index(fields=["state"], name="remedy_by_state"),
            models.Index(
                fields=["id"],
                condition=Q(state__in=("claimed", "accepted", "in_doubt")) & ~Q(overtaken_by=""),
                name="remedy_overtaken",
            ),
            models.Index(
                KeyTextTransform("point", "details"),
                condition=Q(state="done", is_gesture=False),
                name="remedy_moved_to_point",
            ),
        ]


class Attempt(models.Model):
    """One call to the outside, written down before it is made.

    ``purpose`` is ``act`` (carry it out) or ``ask`` (how did it end?). ``ended_at`` empty means
    that the end is not known.
    """

    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="attempts")
    number = models.IntegerField()
    purpose = models.CharField(max_length=8, choices=[("act", "act"), ("ask", "ask")])
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=16, blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["remedy", "number"], name="attempts_are_numbered")
        ]
