"""What the console itself must remember: who keeps trying to sign in."""

from django.db import models


class SignInTries(models.Model):
    """How often somebody tried to sign in since ``since``; ``key`` is a digest, not a name."""

    key = models.CharField(primary_key=True, max_length=64)
    since = models.DateTimeField(db_index=True)
    tries = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.tries} since {self.since}"
