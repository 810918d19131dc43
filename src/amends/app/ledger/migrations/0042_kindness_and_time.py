"""What staff give on their own, what rules may learn of it, and time spent at cases."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0041_cards_and_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="remedy",
            name="choice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remedies",
                to="ledger.choice",
            ),
        ),
        migrations.CreateModel(
            name="Kindness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("role", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                ("amount", models.DecimalField(decimal_places=4, default=0, max_digits=16)),
                ("currency", models.CharField(max_length=3)),
                ("worth", models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                ("what", models.CharField(blank=True, default="", max_length=200)),
                ("due_at", models.DateTimeField(null=True)),
                ("why", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "Asked"), ("given", "Given"), ("refused", "Refused")],
                        max_length=16,
                    ),
                ),
                ("above", models.CharField(blank=True, default="", max_length=64)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=200)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kindnesses_answered",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kindnesses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kindnesses",
                        to="ledger.case",
                    ),
                ),
                (
                    "remedy",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kindness",
                        to="ledger.remedy",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["by", "at"], name="kindness_of_person"),
                    models.Index(fields=["answered_by", "answered_at"], name="kindness_answered"),
                    models.Index(
                        condition=models.Q(("state", "asked")),
                        fields=["at"],
                        name="kindness_to_approve",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by__isnull", True),
                            models.Q(("answered_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_approves_their_own_kindness",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("above", ""), ("state", "given")),
                            models.Q(("answered_by__isnull", True), ("state", "asked")),
                            models.Q(
                                ("answered_by__isnull", False), ("state__in", ("given", "refused"))
                            ),
                            _connector="OR",
                        ),
                        name="above_ones_freedom_somebody_answers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="kindness_takes_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="kindness_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("situation", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("drafted", "Drafted"), ("aside", "Aside")], max_length=16
                    ),
                ),
                ("at", models.DateTimeField()),
                ("word", models.CharField(blank=True, default="", max_length=200)),
                ("table", models.CharField(blank=True, default="", max_length=64)),
                ("row", models.JSONField(default=list)),
                ("folder", models.CharField(blank=True, default="", max_length=200)),
                ("files", models.JSONField(default=dict)),
                ("examples", models.JSONField(default=list)),
                ("seen", models.IntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-id"], name="proposals_newest_first")],
            },
        ),
        migrations.CreateModel(
            name="TimeSpent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("seconds", models.IntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="time_spent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="time_spent",
                        to="ledger.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["by", "-last_at"], name="time_of_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "by", "day"), name="time_is_counted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seconds__gte", 0), ("seconds__lte", 86400)),
                        name="a_day_has_24_hours",
                    ),
                ],
            },
        ),
    ]
