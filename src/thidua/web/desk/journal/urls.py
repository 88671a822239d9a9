"""Address of the journal."""

from django.urls import path

from thidua.web.desk.journal import views

urlpatterns = [path("thiet-lap/nhat-ky/", views.journal, name="journal")]
