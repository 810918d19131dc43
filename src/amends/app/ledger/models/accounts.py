"""Partners and their contracts, and what each case cost and who bears it: double entry."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amends.app.ledger.models.cases import Case
from amends.app.ledger.models.promises import Promise
from amends.app.ledger.models.remedies import Remedy


class Partner(models.Model):
    """A partner of the shop as the latest file describes it; the address is for letters only."""

    party = models.CharField(max_length=64)
    who = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=64, default="UTC")
    address = models.TextField(blank=True)
    email = models.CharField(max_length=200, blank=True)
    described_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "who"], name="a_partner_is_described_once")
        ]


class Contract(models.Model):
    """A contract with a partner as it was loaded; append-only: a changed one is a new ``version``.

    ``terms`` are the clauses as JSON: {number, failures, per_cent, most, text}. The last version
    counts.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=200)
    version = models.IntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    days_to_answer = models.IntegerField()
    terms = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "number", "version"], name="a_contract_is_loaded_once"
            )
        ]


class Entry(models.Model):
    """What was posted together in the accounts of a case; append-only.

    Its postings sum to zero in every currency and are ``lines`` many: the database refuses a
    transaction that ends otherwise. ``kind`` is as in ``amends.core.accounts``. ``because`` says
    what it rests on: contract, clause and shares of a demand, or what a person wrote.
    """

    at = models.DateTimeField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=32)
    remedy = models.ForeignKey(
        Remedy, on_delete=models.PROTECT, null=True, db_index=False, related_name="entries"
    )
    by = models.CharField(max_length=200)
    because = models.JSONField(default=dict)
    lines = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["remedy"],
                condition=Q(remedy__isnull=False),
                name="a_remedy_costs_once",
            )
        ]


class Posting(models.Model):
    """An amount in one account of a case; append-only.

    ``account`` is a bucket of ``amends.core.accounts``; ``partner`` is empty for the customer and
    the shop.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=16)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, db_index=False, related_name="postings"
    )
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="a_posting_is_something"),
            models.CheckConstraint(
                condition=Q(account__in=("customer", "shop"), partner__isnull=True)
                | Q(
                    account__in=("prepared", "charged", "disputed", "written_off", "recovered"),
                    partner__isnull=False,
                ),
                name="an_account_is_somebodys",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partner", "entry"],
                condition=Q(partner__isnull=False),
                name="postings_of_partner",
            )
        ]


class CaseAccount(models.Model):
    """That a case has accounts, and whether they have to be looked at anew.

    ``stale`` is set by the database when the promise's failure changes, or who caused it: then
    what the partners bear may be something else.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="account")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="accounts")
    stale = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(stale=True), name="accounts_to_look_at")]


class PartnerAnswer(models.Model):
    """What a partner itself answered to a claim, through the API; append-only.

    ``answer`` is "dispute" (then ``entry`` is what was posted) or "agree". ``key`` is the partner's
    own: the same answer sent again changes nothing. ``late``: after its last day to answer.
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="answers", db_index=False
    )
    key = models.CharField(max_length=200)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="partner_answers")
    at = models.DateTimeField()
    answer = models.CharField(max_length=16)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=16, decimal_places=4)
    reason = models.TextField(blank=True)
    late = models.BooleanField(default=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "key"], name="a_partner_answers_once")
        ]
