"""Addresses of the calendar."""

from django.urls import path

from thidua.web.desk.calendar.views import calendar

urlpatterns = [path("lich/", calendar, name="calendar")]
