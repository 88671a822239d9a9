"""Addresses of one's own pages."""

from django.urls import path

from thidua.web.desk.me import views

urlpatterns = [
    path("toi/", views.me, name="me"),
    path("toi/mat-khau/", views.change_password, name="change_password"),
    path("toi/hai-buoc/", views.second_factor, name="second_factor"),
    path("toi/hai-buoc/ma/", views.new_second_factor, name="new_second_factor"),
    path("toi/lam-thay/", views.my_deputy, name="my_deputy"),
    path("toi/lam-thay/<uuid:deputising>/thoi/", views.recall_deputy, name="recall_deputy"),
]
