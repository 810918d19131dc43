"""The rules, open to everybody: those in force, and those of every published version."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from amends.app.locale import LANGUAGES
from amends.app.rules import views


class Language(StringConverter):
    """A language that the pages are in."""

    regex = "|".join(LANGUAGES)


register_converter(Language, "language")

app_name = "rules"
urlpatterns = [
    path("", views.front, name="front"),
    path("<language:language>/", views.page, name="page"),
    path("<str:version>/", views.front, name="version"),
    path("<str:version>/<language:language>/", views.page, name="of"),
]
