"""The address of today."""

from django.urls import path

from thidua.web.desk.today.views import today

urlpatterns = [path("", today, name="today")]
