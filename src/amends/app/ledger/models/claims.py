"""What customers say happened, held against the record; and what they say against that."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.app.ledger.models.cases import Case
from amends.app.ledger.models.record import Event
from amends.app.ledger.models.retail import Order


class Claim(models.Model):
    """What a customer says happened, as one event tells it; append-only but for how it stands.

    ``kind`` is empty where nobody could tell what is said; ``fields`` are those of
    ``amends.core.claims.Claim`` as JSON; ``read`` says how they were read: {by, spans, asks}.
    ``early`` until its order is placed, ``loading`` until the whole load is judged, ``waiting``
    until it was held against the record, then ``held``; ``unread`` until somebody says what it is
    about. ``again``: it was held before the whole history of its order was known, and will be once
    more. ``shows`` is the event that Amends recorded because of it, if any.
    """

    class State(models.TextChoices):
        EARLY = "early"
        LOADING = "loading"
        WAITING = "waiting"
        HELD = "held"
        UNREAD = "unread"

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="claim")
    order = models.CharField(max_length=200)
    kind = models.CharField(max_length=64, blank=True, default="")
    said_at = models.DateTimeField()
    fields = models.JSONField(default=dict)
    read = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    again = models.BooleanField(default=False, db_default=False)
    shows = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, related_name="shown_by_claims"
    )

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="claims_waiting"),
            models.Index(fields=["id"], condition=Q(again=True), name="claims_again"),
            models.Index(fields=["id"], condition=Q(state="unread"), name="claims_unread"),
            models.Index(fields=["order"], condition=Q(state="early"), name="claims_early"),
            models.Index(fields=["event"], condition=Q(state="loading"), name="claims_loading"),
            models.Index(fields=["order", "said_at"], name="claims_of_order"),
        ]


class Finding(models.Model):
    """A claim held against the record; append-only: the evidence is frozen with it.

    ``number`` counts the findings of a claim, the last one holds. ``evidence`` lists {kind, side,
    weight, events, told}. ``by`` is ``system`` or the name of the person who came to it, with
    their ``reason``. ``rules`` is the checksum of the rulebook that weighed it.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="findings")
    number = models.IntegerField()
    verdict = models.CharField(max_length=16)
    conflicting = models.BooleanField(default=False)
    evidence = models.JSONField(default=list)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=200, default="system")
    reason = models.TextField(blank=True, default="")
    rules = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="findings_are_numbered"),
            models.CheckConstraint(
                condition=Q(verdict__in=("confirmed", "unconfirmed", "contradicted")),
                name="a_finding_has_a_verdict",
            ),
        ]
        indexes = [models.Index(fields=["made_at"], name="findings_by_time")]


class Objection(models.Model):
    """The customer does not agree with a finding: another person looks again.

    Never the one who came to the finding or handled the case (``not_by``). It ends with a finding
    of its own, whose reason the customer reads.
    """

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="objection")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    not_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.OneToOneField(
        Finding, on_delete=models.PROTECT, null=True, related_name="answers"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | Q(not_by__isnull=True)
                | ~Q(answered_by=models.F("not_by")),
                name="another_person_looks_again",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(answered_at__isnull=True), name="objections_open"
            )
        ]


class Attachment(models.Model):
    """A photo or document that was added to an order; the file lies outside of the web root.

    ``stored`` is its name there; it holds no metadata of the camera any more. ``claim`` is what it
    was added for, if anything. Once removed, the row stays and the file is gone.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="attachments")
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    stored = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "digest"],
                condition=Q(removed_at__isnull=True),
                name="a_file_is_added_once",
            )
        ]
