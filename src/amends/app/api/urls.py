"""Every address of the REST door."""

from django.urls import path

from amends.app.api.routes import api

urlpatterns = [path("", api.urls)]
