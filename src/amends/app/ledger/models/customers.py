"""Customers' records: where they stand, what people decided, and what waits for a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.app.ledger.models.record import Event
from amends.app.ledger.models.retail import Customer


class Peers(models.Model):
    """What customers of one group claim, as last learned from the shop's own orders."""

    name = models.CharField(primary_key=True, max_length=100)
    share = models.FloatField()
    worth = models.FloatField()
    customers = models.IntegerField()
    learned_at = models.DateTimeField()


class Standing(models.Model):
    """A step of the ladder on which a customer came to stand, and why; append-only.

    ``number`` counts them, the last one holds. ``facts`` are those that the ladder read, ``claims``
    the numbers of the claims that each rests on, ``rule`` the ladder's, ``rules`` the rulebook's
    checksum.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="standings")
    number = models.IntegerField()
    step = models.CharField(max_length=32)
    rule = models.CharField(max_length=200)
    facts = models.JSONField()
    claims = models.JSONField()
    rules = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "number"], name="standings_are_numbered")
        ]


class Ruling(models.Model):
    """What a person decided about a customer, having looked; append-only, the last one holds.

    About the ``record``: ``as_usual`` (what was claimed before counts no more), ``legal_minimum``
    or ``part_ways``, until ``until``. About ``conduct``: ``usual``, ``rude``, ``threatening``.
    ``reason`` is for the customer too.
    """

    class About(models.TextChoices):
        RECORD = "record"
        CONDUCT = "conduct"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="rulings")
    about = models.CharField(max_length=16, choices=About.choices)
    value = models.CharField(max_length=32)
    reason = models.TextField()
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Suggestion(models.Model):
    """Something about a customer that a person should look at; it changes nothing by itself.

    ``conduct``: words of a message (``event``) that may insult or threaten; ``detail`` is
    {conduct, seen: [{text, what}]}. ``link``: ``other`` shares what the rulebook names; ``detail``
    is {shared}. ``objection``: the customer does not agree with a step; ``detail`` is {text, step};
    it is never answered by ``not_by``, who decided before.
    """

    class About(models.TextChoices):
        CONDUCT = "conduct"
        LINK = "link"
        OBJECTION = "objection"

    about = models.CharField(max_length=16, choices=About.choices)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="suggestions")
    other = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    detail = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    not_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.CharField(max_length=32, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(about="conduct"), name="a_message_is_suggested_once"
            ),
            models.UniqueConstraint(
                fields=["customer", "other"],
                condition=Q(about="link"),
                name="a_link_is_suggested_once",
            ),
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(about="objection", settled_at__isnull=True),
                name="one_open_objection_to_a_step",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True)
                | Q(not_by__isnull=True)
                | ~Q(settled_by=F("not_by")),
                name="another_person_answers",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"], condition=Q(settled_at__isnull=True), name="suggestions_open"
            )
        ]
