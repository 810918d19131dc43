"""Scorecards as the last night counted them."""

from __future__ import annotations

from django.db import models


class Scorecard(models.Model):
    """One card, or one lane; made anew from the record by a sweep, from ``since`` on.

    ``kind`` is as in ``amends.app.actions.scorecards.KINDS``, or "lanes" with the lane as ``code``.
    ``total`` promises are counted; ``body`` is the card or lane as JSON.
    """

    kind = models.CharField(max_length=16)
    code = models.CharField(max_length=600)
    total = models.BigIntegerField()
    body = models.JSONField()
    since = models.DateTimeField()
    renewed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="a_card_is_kept_once")]
        indexes = [models.Index(fields=["kind", "-total", "id"], name="cards_by_size")]
