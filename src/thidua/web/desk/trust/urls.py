from django.urls import path

from thidua.web.desk.trust import views

urlpatterns = [
    path("tin-cay/", views.guide, name="trust"),
    path("tin-cay/thidua-ca.crt", views.certificate, name="trust_certificate"),
]
