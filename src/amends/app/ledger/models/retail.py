"""Whom and what the record speaks of, as last described by events.

``described_at`` is the time of the latest event that described it: an older one that comes in
later only fills what is still empty.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q


class Brand(models.Model):
    """A name the customer knows the retailer by."""

    code = models.CharField(primary_key=True, max_length=200)
    name = models.CharField(max_length=200)
    described_at = models.DateTimeField(null=True)


class Location(models.Model):
    """A store, café, warehouse or web shop of the retailer."""

    code = models.CharField(primary_key=True, max_length=200)
    name = models.CharField(max_length=200)
    brand = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=50, blank=True)
    time_zone = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    jurisdiction = models.CharField(max_length=8, blank=True)
    described_at = models.DateTimeField(null=True)


class Customer(models.Model):
    """A customer: how to speak to them, where they are, what they like.

    ``addresses`` is a list of {label, text, lat, lon}; ``likes`` a list of texts. ``public_id``
    stands in addresses instead of the shop's own reference, which may be a name or a mail.
    """

    ref = models.CharField(primary_key=True, max_length=200)
    public_id = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=320, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    addresses = models.JSONField(default=list)
    likes = models.JSONField(default=list)
    first_order_at = models.DateTimeField(null=True)
    described_at = models.DateTimeField(null=True)


class Order(models.Model):
    """An order as it was placed; amounts in ``currency``."""

    ref = models.CharField(primary_key=True, max_length=200)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="orders")
    brand = models.CharField(max_length=200, blank=True)
    location = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=50)
    fulfilment = models.CharField(max_length=50)
    point = models.CharField(max_length=200, blank=True)
    placed_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=16, decimal_places=4)
    delivery_price = models.DecimalField(max_digits=16, decimal_places=4, default=0)
    prepaid = models.BooleanField(default=True)
    items = models.JSONField(default=list)
    time_zone = models.CharField(max_length=64)
    jurisdiction = models.CharField(max_length=8, blank=True)
    history = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["point", "placed_at"],
                condition=Q(history=False) & ~Q(point=""),
                name="order_at_point",
            )
        ]
