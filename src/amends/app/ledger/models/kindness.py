"""What staff gave outside the rules, with one line of why; and what the rules may learn from it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.app.ledger.models.cases import Case
from amends.app.ledger.models.remedies import Remedy

USER = settings.AUTH_USER_MODEL


class Kindness(models.Model):
    """What somebody gave, or asked to give, in a case outside the rules (R13).

    ``amount`` is in ``currency``, ``worth`` the same in the rulebook's (None: no rate is known).
    ``role`` is as which they gave. Above their own freedom it is ``asked``, and the role ``above``
    decides, never the one who asked. It is spent from the month of whoever decided: ``by``, or
    ``answered_by``. ``remedy`` carries it out; a promise of a date (``due_at``) is an event.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        GIVEN = "given"
        REFUSED = "refused"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kindnesses")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="kindnesses")
    role = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    amount = models.DecimalField(max_digits=16, decimal_places=4, default=0)
    currency = models.CharField(max_length=3)
    worth = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    what = models.CharField(max_length=200, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200)
    at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices)
    above = models.CharField(max_length=64, blank=True, default="")
    answered_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, related_name="kindnesses_answered"
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True, default="")
    remedy = models.OneToOneField(
        Remedy, on_delete=models.PROTECT, null=True, related_name="kindness"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("by")),
                name="nobody_approves_their_own_kindness",
            ),
            models.CheckConstraint(
                condition=Q(state="given", above="")
                | Q(state="asked", answered_by__isnull=True)
                | Q(state__in=("given", "refused"), answered_by__isnull=False),
                name="above_ones_freedom_somebody_answers",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="kindness_takes_nothing"),
            models.CheckConstraint(condition=~Q(why=""), name="kindness_says_why"),
        ]
        indexes = [
            models.Index(fields=["by", "at"], name="kindness_of_person"),
            models.Index(fields=["answered_by", "answered_at"], name="kindness_answered"),
            models.Index(fields=["at"], condition=Q(state="asked"), name="kindness_to_approve"),
        ]


class Proposal(models.Model):
    """What somebody decided about kindnesses that came often: a draft of a rule, or set aside.

    ``situation`` is {failure, order_kind, band, kind}. ``files`` are those of the draft, by path,
    ``row`` the row that it adds to ``table``, as [column, cell]; ``examples`` the worked examples
    that it decides otherwise.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted"
        ASIDE = "aside"

    situation = models.JSONField()
    state = models.CharField(max_length=16, choices=State.choices)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    word = models.CharField(max_length=200, blank=True, default="")
    table = models.CharField(max_length=64, blank=True, default="")
    row = models.JSONField(default=list)
    folder = models.CharField(max_length=200, blank=True, default="")
    files = models.JSONField(default=dict)
    examples = models.JSONField(default=list)
    seen = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-id"], name="proposals_newest_first")]
