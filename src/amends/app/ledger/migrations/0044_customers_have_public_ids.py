"""Customers get an id of their own for addresses: the shop's references may be names or mails.

The database makes it, for those who are there too: the table is written anew once.
"""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0043_kindness_as_given")]
    operations = [
        migrations.AddField(
            "customer",
            "public_id",
            models.UUIDField(
                default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
            ),
        )
    ]
