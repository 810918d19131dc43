"""Every address of the web server, by audience."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="console:home")),
    path("c/", include("amends.app.customer.urls")),
    path("o/", include("amends.app.customer.order_urls")),
    path("rules/", include("amends.app.rules.urls")),
    path("console/", include("amends.app.console.urls")),
    path("api/v1/", include("amends.app.api.urls")),
]
