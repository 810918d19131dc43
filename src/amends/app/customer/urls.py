"""The customer's door: everything lies under one signed link."""

from django.urls import path

from amends.app.customer import files, places, reopening, standing, telling, views

app_name = "customer"
urlpatterns = [
    path("<str:token>/", views.page, name="page"),
    path("<str:token>/choose/<str:option>/", views.choose, name="choose"),
    path("<str:token>/find/<str:option>/", places.find, name="find"),
    path("<str:token>/streets/<int:zoom>/<int:x>/<int:y>/", places.streets, name="streets"),
    path("<str:token>/confirm/<str:option>/", views.confirm, name="confirm"),
    path("<str:token>/answer/", views.answer, name="answer"),
    path("<str:token>/reopen/", reopening.reopen, name="reopen"),
    path("<str:token>/standing/", standing.object_, name="standing"),
    path("<str:token>/tell/", telling.start, name="tell"),
    path("<str:token>/tell/<str:kind>/", telling.kind, name="tell_kind"),
    path("<str:token>/files/", files.add, name="files"),
    path("<str:token>/files/<uuid:key>/", files.show, name="file"),
    path("<str:token>/files/<uuid:key>/remove/", files.remove, name="remove_file"),
    path("<str:token>/language/", views.language, name="language"),
    path("<str:token>/status/", views.status, name="status"),
]
