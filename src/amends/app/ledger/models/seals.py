"""The chain of digests over the rows of tables that nobody may change afterwards."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """One sealed row of a table: its place in that table's chain; see `amends.core.sealing`."""

    pk = models.CompositePrimaryKey("table", "place")
    table = models.CharField(max_length=32)
    place = models.BigIntegerField()
    row = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row"], name="a_row_is_sealed_once")
        ]


class SealMark(models.Model):
    """Up to which row of a table may be sealed once all earlier transactions are over.

    Rows get their numbers before they are committed: one with a smaller number may still come. When
    no transaction older than ``horizon`` runs any more, none with a number up to ``row`` does.
    """

    table = models.CharField(primary_key=True, max_length=32)
    row = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)
