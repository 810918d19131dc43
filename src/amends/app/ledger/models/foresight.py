"""What was learnt of how promises end."""

from __future__ import annotations

from django.db import models


class Foresight(models.Model):
    """What one night learnt from the record; customers are warned by the latest.

    ``looks`` decided promises were looked at, the ``share`` of which was broken; ``calibration``
    is that of its newest part, foretold from the rest (`amends.core.foresight.Calibration`), and
    ``skill`` is from it. ``counted`` are rows [*Look, broken, looks], weighted by age.
    """

    made_at = models.DateTimeField()
    looks = models.BigIntegerField()
    share = models.FloatField()
    skill = models.FloatField()
    calibration = models.JSONField()
    counted = models.JSONField()
