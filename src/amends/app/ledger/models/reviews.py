"""The quality controller's daily sample, what reviews found, and what was sent back for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.app.ledger.models.cases import Case


class CaseSample(models.Model):
    """The sample of one day's cases, drawn once; append-only.

    ``cases`` is how many there were, ``strata`` how many in each. The same ``seed`` draws the same
    sample of the same cases. ``rules`` is the rulebook's checksum.
    """

    day = models.DateField(unique=True)
    drawn_at = models.DateTimeField()
    seed = models.CharField(max_length=64)
    cases = models.IntegerField()
    strata = models.JSONField(default=dict)
    rules = models.CharField(max_length=64)


class SampledCase(models.Model):
    """A case in a sample; append-only.

    ``probability`` is that of being in the sample, ``drawn_by`` is random or risk, ``risks`` are
    the reasons to look, ``second`` says that a second person reviews it too.
    """

    sample = models.ForeignKey(CaseSample, on_delete=models.PROTECT, related_name="drawn")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="sampled")
    stratum = models.CharField(max_length=200)
    drawn_by = models.CharField(max_length=16)
    risks = models.JSONField(default=list)
    probability = models.FloatField()
    second = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(probability__gt=0) & Q(probability__lte=1),
                name="an_inclusion_probability",
            ),
        ]


class CaseReview(models.Model):
    """What one controller found in a sampled case; append-only.

    ``answers`` are by question: true where all was right, null where nobody can tell. ``wrong``
    where one of them is false. The database refuses whoever had a part in the case, and a second
    review where none is asked for.
    """

    sampled = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="reviews")
    number = models.IntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answers = models.JSONField()
    wrong = models.BooleanField()
    comment = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sampled", "by"], name="one_review_per_person"),
            models.UniqueConstraint(fields=["sampled", "number"], name="reviews_are_numbered"),
            models.CheckConstraint(condition=Q(number__in=(1, 2)), name="at_most_two_reviews"),
        ]
        indexes = [models.Index(fields=["at"], name="reviews_by_time")]


class SentBack(models.Model):
    """An error that can still be mended: sent back to those who work at the case, with words.

    ``seen_by`` is who saw to it.
    """

    review = models.OneToOneField(CaseReview, on_delete=models.PROTECT, related_name="sent_back")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sent_back")
    at = models.DateTimeField()
    text = models.TextField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["case"], condition=Q(seen_at=None), name="sent_back_open"),
        ]
