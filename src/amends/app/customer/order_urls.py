"""The door of an order: what its customer says went wrong, before there is a case."""

from django.urls import path

from amends.app.customer import telling, views

app_name = "order"
urlpatterns = [
    path("<str:token>/", telling.order_start, name="page"),
    path("<str:token>/language/", views.order_language, name="language"),
    path("<str:token>/<str:kind>/", telling.order_kind, name="tell_kind"),
]
