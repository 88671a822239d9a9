"""Addresses of the way in and out."""

from django.urls import path

from thidua.web.desk.doors import views

urlpatterns = [
    path("vao/", views.sign_in, name="sign_in"),
    path("vao/ma/", views.sign_in_code, name="sign_in_code"),
    path("vao/mat-khau/", views.first_password, name="first_password"),
    path("ra/", views.sign_out, name="sign_out"),
]
