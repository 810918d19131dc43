"""The rules, open to everybody."""

from django.urls import path

from amends.app.rules import views

app_name = "rules"
urlpatterns = [
    path("", views.front, name="front"),
    path("<str:language>/", views.page, name="page"),
]
