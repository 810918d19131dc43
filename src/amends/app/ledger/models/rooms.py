"""How a parcel gets somewhere else, how many may, and who holds a place."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from amends.app.ledger.models.cases import Case, Choice


class Leg(models.Model):
    """A regular way of parcels, as last described; see ``amends.core.places.transfers.Leg``.

    ``cut_off`` and ``arrives_at`` are local times like "14:00"; ``weekdays`` ISO numbers, none for
    every day.
    """

    code = models.CharField(primary_key=True, max_length=200)
    origin = models.CharField(max_length=200)
    destination = models.CharField(max_length=200)
    cut_off = models.CharField(max_length=5)
    arrives_at = models.CharField(max_length=5)
    time_zone = models.CharField(max_length=64)
    days = models.FloatField(null=True)
    weekdays = models.JSONField(default=list)
    calendar = models.CharField(max_length=16, blank=True)
    open = models.BooleanField(default=True)
    described_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["origin"], name="leg_by_origin")]


class Room(models.Model):
    """How many may come: into a pickup point, or in one delivery slot of a location.

    ``places`` is what there is, as told at ``told_at``, ``taken`` how many live holds there are. A
    shop may tell of fewer places than are taken: then there is no room until some are given back.
    """

    class Kind(models.TextChoices):
        POINT = "point"
        SLOT = "slot"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    code = models.CharField(max_length=200)
    location = models.CharField(max_length=200, blank=True, default="")
    begins = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    places = models.IntegerField()
    taken = models.IntegerField(default=0)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="a_room_is_counted_once"),
            models.CheckConstraint(condition=Q(taken__gte=0), name="nothing_is_given_back_twice"),
        ]
        indexes = [
            models.Index(
                fields=["location", "begins"], condition=Q(kind="slot"), name="room_slots_to_come"
            ),
            models.Index(
                fields=["code"], condition=Q(kind="point", taken__gte=F("places")), name="room_full"
            ),
        ]


class Hold(models.Model):
    """A place that is kept for the customer of a case.

    ``held`` until the yes or until ``until``, ``kept`` with the ``choice``, then ``used`` or
    ``given_back``. ``known_at`` is when the shop took on the remedy: what it counts from then on
    has this place in it.
    """

    class State(models.TextChoices):
        HELD = "held"
        KEPT = "kept"
        USED = "used"
        GIVEN_BACK = "given_back"

    LIVE = ("held", "kept")

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="holds")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, related_name="holds")
    state = models.CharField(max_length=16, choices=State.choices, default=State.HELD)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    state_at = models.DateTimeField()
    known_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "room"],
                condition=Q(state__in=("held", "kept")),
                name="a_case_holds_a_place_once",
            )
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(state="held"), name="hold_to_give_back"),
            models.Index(
                fields=["room"], condition=Q(state__in=("held", "kept")), name="hold_live_of_room"
            ),
        ]
