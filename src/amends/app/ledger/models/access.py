"""Who may send what from outside, and how often."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from amends.app.ledger.models.accounts import Partner


class ApiToken(models.Model):
    """A token with stated rights; only its SHA-256 digest is kept.

    That of a ``partner`` speaks for this partner alone.
    """

    name = models.CharField(max_length=100, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    rights = ArrayField(models.CharField(max_length=50))
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, db_index=False, related_name="tokens"
    )


class Tries(models.Model):
    """How often somebody tried something before ``ends_at``; ``key`` is a digest, never a name."""

    key = models.CharField(primary_key=True, max_length=64)
    ends_at = models.DateTimeField(db_index=True)
    count = models.IntegerField()
