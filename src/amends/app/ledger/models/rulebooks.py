"""Published rulebooks, and drafts that were tried."""

from __future__ import annotations

from django.db import models


class PublishedRulebook(models.Model):
    """One version of the policy, with all its files; append-only.

    ``checksum`` is that of the rulebook, which decisions name; ``digest`` that of every file:
    events, promises and examples belong to the version too. ``files`` are texts by path, the
    folder's own and those of the folders it builds on; ``folder`` names the folder among them.
    From ``valid_from`` on it is in force, until that of a later one. ``report`` is what the check
    proved when it was published; none of versions that were published before it was kept.
    """

    name = models.CharField(max_length=100)
    version = models.CharField(max_length=50)
    checksum = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    folder = models.CharField(max_length=200)
    files = models.JSONField()
    valid_from = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    report = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="a_version_is_published_once")
        ]
        indexes = [models.Index(fields=["-valid_from", "-id"], name="rulebook_in_force")]


class RulebookTrial(models.Model):
    """A draft was tried on recorded cases: by whom, when, on how many; append-only.

    ``digest`` is that of all its files; ``changed`` of the ``cases`` would be decided otherwise,
    ``outside`` ones do not say a fact that the draft asks for.
    """

    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=100)
    version = models.CharField(max_length=50)
    tried_at = models.DateTimeField()
    tried_by = models.CharField(max_length=200)
    days = models.IntegerField()
    cases = models.BigIntegerField()
    changed = models.BigIntegerField()
    outside = models.BigIntegerField()
