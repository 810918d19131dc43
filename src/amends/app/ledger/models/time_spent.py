"""How long staff worked at cases (R21)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.app.ledger.models.cases import Case


class TimeSpent(models.Model):
    """For how many seconds somebody had the page of a case before them on a day (UTC).

    ``last_at`` is when the page told so last; it is counted coarsely, never from a forged length.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="time_spent")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="time_spent"
    )
    day = models.DateField()
    seconds = models.IntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "by", "day"], name="time_is_counted_once"),
            models.CheckConstraint(
                condition=Q(seconds__gte=0, seconds__lte=86400), name="a_day_has_24_hours"
            ),
        ]
        indexes = [models.Index(fields=["by", "-last_at"], name="time_of_person")]
