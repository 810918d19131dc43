"""The truth about staff: everybody's record against what the mix of their cases explains."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StaffStanding(models.Model):
    """Where one person stands in one measure; made anew from the record by a sweep.

    ``person`` is the code in events (agent, staff) or the name of a user. ``body`` is
    ``amends.core.staff.Standing`` as JSON. ``marked_on`` is the day of the first alarm, ``after``
    how many of their cases they had had by then.
    """

    measure = models.CharField(max_length=32)
    group = models.CharField(max_length=64)
    person = models.CharField(max_length=200)
    body = models.JSONField(default=dict)
    cases = models.IntegerField()
    marked_on = models.DateField(null=True)
    after = models.IntegerField(default=0)
    renewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "group", "person"], name="a_person_stands_once"
            )
        ]
        indexes = [models.Index(fields=["person"], name="standings_of_person")]


class StaffLook(models.Model):
    """Somebody looked into a mark, and what they found; append-only.

    A mark is a reason to look, never a judgement. The database refuses whoever is marked.
    """

    measure = models.CharField(max_length=32)
    group = models.CharField(max_length=64)
    person = models.CharField(max_length=200)
    marked_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["person", "measure", "group"], name="looks_at_person")]
