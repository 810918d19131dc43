"""What is said to the customer, whether the remedy helped, and how it ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.app.ledger.models.cases import Case


class Message(models.Model):
    """One message to one customer: one per case, step and round.

    A kindness has a step of its own, ``kindness.`` and its number: it stands beside the letters
    of the line, which neither replace it nor are replaced by it.
    ``due_at`` is the moment from which it may be sent (never at night unless the tables say so).
    What nobody can be sent, since no address is known, is ``to_tell``: a person says it, and then
    it is ``told``. What the tables leave unsaid is ``held`` until staff send it or tell it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        CLAIMED = "claimed"
        SENT = "sent"
        IN_DOUBT = "in_doubt"
        FAILED = "failed"
        NOT_NEEDED = "not_needed"
        TO_TELL = "to_tell"
        HELD = "held"
        TOLD = "told"

    NOT_REACHED = ("to_tell", "held", "failed", "in_doubt")
    OF_OFFERS = ("offer", "reminder", "again", "changed")
    KINDNESS = "kindness."

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    step = models.CharField(max_length=50)
    round = models.IntegerField()
    channel = models.CharField(max_length=20)
    recipient = models.CharField(max_length=320)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    detail = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step", "round"], name="one_message_per_case_and_step"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=("waiting", "claimed")),
                name="message_to_send",
            ),
            models.Index(
                fields=["case"],
                condition=Q(state__in=("to_tell", "held", "failed", "in_doubt")),
                name="message_not_reached",
            ),
        ]

    @property
    def about(self) -> str:
        """What it is about: its step, without the number of a kindness."""
        return self.step.partition(".")[0]


class FollowUp(models.Model):
    """The task of somebody else to ask, once the remedy is done, whether it helped.

    It starts at ``due_at`` (the customer is asked too) and closes unanswered at ``closes_at``.
    ``answered_at`` is its end, whether the customer answered (then there is an outcome) or not.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    round = models.IntegerField()
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    role = models.CharField(max_length=50)
    not_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closes_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_follow_up_per_round"),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True)
                | Q(not_by__isnull=True)
                | ~Q(asked_by=F("not_by")),
                name="somebody_else_asks",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(answered_at__isnull=True), name="follow_up_due"
            )
        ]


class Outcome(models.Model):
    """What the customer answered when asked; append-only.

    ``satisfied`` is 1 (not at all) to 5 (very), ``recommends`` whether they would
    recommend the shop.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outcomes")
    round = models.IntegerField()
    solved = models.BooleanField()
    satisfied = models.IntegerField(null=True)
    recommends = models.BooleanField(null=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_outcome_per_round"),
            models.CheckConstraint(
                condition=Q(satisfied__isnull=True) | Q(satisfied__range=(1, 5)), name="five_steps"
            ),
        ]
