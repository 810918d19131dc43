"""In and out."""

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from amends.app.console.forms import SignInForm
from amends.app.console.gates import own_referrer


@method_decorator(own_referrer, name="dispatch")
class SignIn(LoginView):
    """The only page of the console that needs nobody to be signed in."""

    template_name = "console/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("console:sign-in")
