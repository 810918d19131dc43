"""What the member of staff is told after a deed, and whether they said an explicit yes."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.app.console.words import word
from amends.app.console.words.errors import ERRORS
from amends.core.errors import AmendsError


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the yes was given; says so if it was not."""
    if request.POST.get("confirmed") == "yes":
        return True
    messages.error(request, _("Nothing was done: confirm it first."))
    return False


def tell_error(request: HttpRequest, error: AmendsError) -> None:
    """Say what was wrong, in the reader's language where we have the words."""
    messages.error(request, words_of(error))


def words_of(error: AmendsError) -> str:
    """The error in words."""
    return word(error.code, "error") if error.code in ERRORS else error.message
