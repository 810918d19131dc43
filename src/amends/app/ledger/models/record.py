"""What came in, as it came in, and who did what when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q


class Load(models.Model):
    """One file or query that was read into the record, and how far the reading got.

    ``as_of`` is set for a history load: it decides what would have been offered then, and
    sends nothing to anybody. Where a whole day was named, that is ``as_of_day``: each order is
    seen from the end of that day in its own zone.
    """

    kind = models.CharField(
        max_length=16, choices=[("events", "events"), ("query", "query"), ("api", "api")]
    )
    name = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    as_of = models.DateTimeField(null=True)
    as_of_day = models.DateField(null=True)
    position = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    recorded = models.BigIntegerField(default=0)
    repeated = models.BigIntegerField(default=0)
    quarantined = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "digest",
                "as_of",
                "as_of_day",
                nulls_distinct=False,
                name="a_file_is_loaded_once_per_viewpoint",
            )
        ]

    @property
    def viewpoint(self) -> date | None:
        """The day or the moment as of which a history is judged."""
        return self.as_of_day or self.as_of


class NamedOrder(models.Model):
    """An order that a load has named and whose promises are judged when the whole file is read.

    The row goes when that is done: judging half a history would find failures that never were.
    """

    pk = models.CompositePrimaryKey("load_id", "order")
    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="named", db_index=False)
    order = models.CharField(max_length=200)


class Event(models.Model):
    """Something that happened; never edited, never removed (a trigger refuses it).

    ``load`` is not checked by the database: that would be a sixth of the cost of an event.
    """

    source = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    type = models.CharField(max_length=200)
    time = models.DateTimeField()
    subject = models.CharField(max_length=200)
    data = models.JSONField()
    received_at = models.DateTimeField()
    load = models.ForeignKey(
        Load, on_delete=models.PROTECT, null=True, db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="an_event_is_recorded_once")
        ]
        indexes = [models.Index(fields=["subject", "time"], name="event_by_subject")]


class Quarantined(models.Model):
    """Input that was not understood, kept with the reason until somebody mends it.

    The same input over the API, as told by its ``digest``, waits in one row however many ``times``
    it came in. ``named`` is a digest of its source and id, empty where it does not say them: the
    same event, mended and sent again, settles it. ``values`` fill the fields of the ``reason``: it
    is put into words when it is read. What was kept before has none, and reads as it stands.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        REPLAYED = "replayed"
        DISMISSED = "dismissed"

    load = models.ForeignKey(Load, on_delete=models.PROTECT, null=True, related_name="refused")
    where = models.CharField(max_length=500)
    raw = models.TextField()
    digest = models.CharField(max_length=64, blank=True, default="")
    named = models.CharField(max_length=64, blank=True, default="")
    times = models.IntegerField(default=1)
    code = models.CharField(max_length=64)
    field = models.CharField(max_length=300)
    reason = models.TextField()
    hint = models.TextField(blank=True)
    values = models.JSONField(default=dict, db_default={})
    received_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    mended = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "received_at"], name="quarantine_by_state"),
            models.Index(
                fields=["named"],
                condition=Q(state="waiting") & ~Q(named=""),
                name="quarantine_to_come_again",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["load", "where"], name="a_row_is_quarantined_once_per_load"
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(load=None, state="waiting") & ~Q(digest=""),
                name="what_is_sent_again_waits_once",
            ),
        ]


class FormerState(models.Model):
    """What a case or a remedy (``what``, ``number``) was, and until when; append-only.

    The database writes it whenever a state changes, whoever changes it.
    """

    what = models.CharField(max_length=16)
    number = models.BigIntegerField()
    state = models.CharField(max_length=16)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["what", "number", "until"], name="former_states")]


class Journal(models.Model):
    """Who did what when; append-only (a trigger refuses anything else)."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=100)
    case = models.ForeignKey(
        "ledger.Case", on_delete=models.PROTECT, null=True, related_name="journal"
    )
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="journal_by_case")]
