"""What staff type in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.app.actions.desk.asking import Answered
from amends.app.config.proxies import client_address
from amends.app.console.attempts import may_try, take_back

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class SignInForm(AuthenticationForm):
    """Name and password; says neither which of them is wrong nor whether the name exists."""

    error_messages = {
        "invalid_login": _("This name and password do not fit together."),
        "inactive": _("This name and password do not fit together."),
    }

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username") or ""
        address = ""
        if self.request:
            address = client_address(self.request.META, settings.AMENDS_TRUSTED_PROXIES)
        if not may_try(name, address, now=timezone.now()):
            raise ValidationError(_("Too many attempts. Try again in a quarter of an hour."))
        cleaned = super().clean()
        take_back(name, address)
        return cleaned


class AnswerForm(forms.Form):
    """What the customer answered to the one who asked."""

    solved = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)
    satisfied = forms.TypedChoiceField(
        choices=[(number, number) for number in range(1, 6)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    recommends = forms.ChoiceField(choices=YES_NO, required=False, widget=forms.RadioSelect)
    comment = forms.CharField(required=False, max_length=2000, widget=forms.Textarea)

    def answered(self) -> Answered:
        """The answer, once the form is valid."""
        given = self.cleaned_data
        return Answered(
            solved=given["solved"] == "yes",
            satisfied=given["satisfied"],
            recommends=given["recommends"] == "yes" if given["recommends"] else None,
            comment=given["comment"],
        )
