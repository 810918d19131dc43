"""Pickup points: where they are, what they take, when they are open, and what changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Value

NOTHING = Value([], models.JSONField())


class PointSource(models.Model):
    """A list of points that somebody keeps: an operator's own, an extract of a map.

    The next file of the same list is compared with what this one brought.
    """

    name = models.CharField(max_length=200, unique=True)
    format = models.CharField(max_length=16)
    operator = models.CharField(max_length=200, blank=True)


class PointLoad(models.Model):
    """One file of points that was loaded: what it changed, and the rows that were not understood.

    ``counts`` by what became of the points; ``refused`` a list of {position, code, reason}.
    """

    source = models.ForeignKey(PointSource, on_delete=models.PROTECT, related_name="loads")
    name = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=list)


class Schedule(models.Model):
    """Hours as they were understood, once for all points that keep the same ones."""

    digest = models.CharField(max_length=64, unique=True)
    body = models.JSONField()


class Point(models.Model):
    """A pickup point, as an event or a list last described it.

    ``hours`` is the text of whoever described it (of an event, OpenStreetMap's ``opening_hours``),
    ``hours_structure`` their weekly hours, as they write them. ``hours_state`` says how both were
    read, ``hours_reason`` why they were refused or flagged, ``hours_read_as`` what was understood,
    in OpenStreetMap's notation, ``hours_readings`` what each of the two says where they disagree.
    ``exceptions`` are {first, last, intervals} and ``closures`` {first, last, reason}, in local
    days. ``unclear`` says what of its service nobody understands. ``sides`` are millimetres, the
    longest first. ``described_at`` is the time of the latest event or load that described it.
    """

    class Hours(models.TextChoices):
        UNREAD = ""
        UNDERSTOOD = "understood"
        REFUSED = "refused"
        FLAGGED = "flagged"

    code = models.CharField(primary_key=True, max_length=200)
    source = models.ForeignKey(
        PointSource, on_delete=models.PROTECT, null=True, related_name="points"
    )
    source_code = models.CharField(max_length=200, blank=True, db_default="")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=50, db_default="counter")
    operator = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    way_there = models.TextField(blank=True, db_default="")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    country = models.CharField(max_length=2, blank=True, db_default="")
    region = models.CharField(max_length=8, blank=True, db_default="")
    time_zone = models.CharField(max_length=64, blank=True)
    hours = models.CharField(max_length=2000, blank=True)
    hours_structure = models.JSONField(null=True)
    exceptions = models.JSONField(default=list, db_default=NOTHING)
    closures = models.JSONField(default=list, db_default=NOTHING)
    hours_state = models.CharField(max_length=16, choices=Hours.choices, blank=True, db_default="")
    hours_reason = models.TextField(blank=True, db_default="")
    hours_read_as = models.TextField(blank=True, db_default="")
    hours_readings = models.JSONField(default=list, db_default=NOTHING)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, null=True)
    sides = models.JSONField(null=True)
    grams = models.IntegerField(null=True)
    payment = models.BooleanField(null=True)
    fitting = models.BooleanField(null=True)
    storage_days = models.IntegerField(null=True)
    capacity = models.IntegerField(null=True)
    open = models.BooleanField(default=True)
    gives = models.BooleanField(default=True, db_default=True)
    unclear = models.TextField(blank=True, db_default="")
    described_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["latitude", "longitude"], condition=Q(open=True), name="point_by_place"
            ),
            models.Index(
                fields=["hours_state"],
                condition=Q(hours_state__in=["refused", "flagged"]),
                name="point_hours_to_look_at",
            ),
        ]

    @property
    def posted_hours(self) -> str:
        """The hours to show: as they were understood, else as the source says them."""
        return self.hours_read_as or self.hours


class PointChange(models.Model):
    """What changed at a point, as it was before and is since; append-only.

    ``load`` is the file that said so; without one it was an event. ``point`` is not checked by the
    database: a load of 100,000 points writes as many.
    """

    class Kind(models.TextChoices):
        NEW = "new"
        MOVED = "moved"
        CLOSED = "closed"
        REOPENED = "reopened"
        HOURS = "hours"
        LIMITS = "limits"
        OTHER = "other"

    point = models.ForeignKey(
        Point, on_delete=models.PROTECT, related_name="changes", db_index=False, db_constraint=False
    )
    load = models.ForeignKey(
        PointLoad, on_delete=models.PROTECT, null=True, related_name="changes", db_constraint=False
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["point", "id"], name="point_changes")]


class PointsVersion(models.Model):
    """One row: its number grows with every change of the points, whoever makes it.

    The database counts. What is kept in memory is read anew when the number has moved.
    """

    number = models.BigIntegerField(default=0)
