"""Addresses that need no account."""

from django.urls import path

from thidua.web.public import views

app_name = "public"
urlpatterns = [
    path("tham-gia/ma/", views.standing, name="join_standing"),
    path("tham-gia/<str:token>/", views.join, name="join"),
]
