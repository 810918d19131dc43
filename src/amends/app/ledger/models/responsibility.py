"""Who caused a failure, as it was found from the legs of its order."""

from __future__ import annotations

from django.db import models

from amends.app.ledger.models.promises import Promise


class Responsibility(models.Model):
    """One party's share of one broken promise; append-only.

    All shares found at one time have the same ``number``, and sum to 1; a later number of the same
    promise takes the place of the earlier ones. ``position`` 1 is the largest share. ``who`` is
    the seller's, carrier's, operator's or employee's code, or empty. ``because`` says how it was
    found (``amends.core.responsibility.Share``). ``seen_at`` is the moment up to which the legs
    were looked at.
    """

    promise = models.ForeignKey(
        Promise, on_delete=models.PROTECT, related_name="responsibilities", db_index=False
    )
    number = models.IntegerField()
    position = models.IntegerField()
    failure_kind = models.CharField(max_length=64)
    party = models.CharField(max_length=64)
    who = models.CharField(max_length=200, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    because = models.JSONField(default=dict)
    seen_at = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "number", "position"], name="a_share_is_told_once"
            )
        ]
