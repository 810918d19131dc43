"""From the case to the customer's choice."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.app.ledger.models.promises import Promise
from amends.app.ledger.models.retail import Customer, Order


class Case(models.Model):
    """One customer's one unresolved trouble, from the failure to the outcome.

    ``round`` is 1 at first and grows when a remedy did not help. ``history`` cases come from a
    history load: they are decided, and nobody is told. ``offer_until`` is when the latest offer
    runs out; ``failing_point`` the pickup point at which the customer came in vain, or empty.
    """

    class State(models.TextChoices):
        OPEN = "open"
        OFFERED = "offered"
        MENDING = "mending"
        MENDED = "mended"
        SOLVED = "solved"
        CLOSED = "closed"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="cases")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="cases")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="cases")
    failure_kind = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    state_at = models.DateTimeField()
    round = models.IntegerField(default=1)
    urgency = models.IntegerField(default=0)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="handled_cases"
    )
    history = models.BooleanField(default=False)
    offer_until = models.DateTimeField(null=True)
    failing_point = models.CharField(max_length=200, blank=True, default="")

    LIVE = ("open", "offered", "mending", "mended")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise"],
                condition=Q(state__in=("open", "offered", "mending", "mended")),
                name="one_open_case_per_broken_promise",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=("open", "offered", "mending", "mended")),
                name="one_open_case_per_order",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-urgency", "opened_at"], name="case_by_urgency"),
            models.Index(
                fields=["-urgency", "opened_at", "id"],
                condition=Q(state__in=("open", "offered", "mending", "mended"), history=False),
                name="case_waiting",
            ),
            models.Index(
                fields=["offer_until"],
                condition=Q(state="offered", history=False),
                name="case_offer_ends",
            ),
            models.Index(
                fields=["failing_point", "opened_at"],
                condition=Q(state__in=("open", "offered", "mending", "mended"), history=False)
                & ~Q(failing_point=""),
                name="case_at_failing_point",
            ),
        ]


class Decision(models.Model):
    """What the rulebook said of a case at one moment; append-only.

    ``number`` counts the decisions of a case, ``round`` the times that a remedy did not help.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    number = models.IntegerField()
    round = models.IntegerField()
    made_at = models.DateTimeField()
    rulebook = models.CharField(max_length=100)
    version = models.CharField(max_length=50)
    checksum = models.CharField(max_length=64)
    facts = models.JSONField()
    fired = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decisions_are_numbered")
        ]


class Offer(models.Model):
    """What the customer may choose from; append-only.

    ``body`` is the offer as ``amends.core.offers.Offer.as_data`` gives it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="offers")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="offer")
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    body = models.JSONField()


class Choice(models.Model):
    """The one option of an offer that the customer accepted, with an explicit yes; append-only.

    ``due_at`` is what was agreed: by when it is done. ``chosen_by`` is ``customer``, the name of
    the member of staff who chose for them, or ``customer via`` that name.
    """

    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="choice")
    option = models.CharField(max_length=100)
    details = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=200)
