"""The console keeps no counts of its own any more: see the ledger's ``Tries``."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("console", "0001_sign_in_tries")]
    operations = [migrations.DeleteModel(name="SignInTries")]
