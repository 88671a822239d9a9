"""Addresses of the guide."""

from django.urls import path

from thidua.web.desk.help import views

urlpatterns = [
    path("tro-giup/", views.guide, name="help"),
    path("tro-giup/<slug:slug>/", views.guide, name="help_page"),
    path("tro-giup/hinh/<slug:name>.png", views.picture, name="help_picture"),
]
