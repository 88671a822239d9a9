"""Addresses of stored files."""

from django.urls import path

from thidua.web.desk.files import download

urlpatterns = [path("tep/<uuid:id>/", download.file, name="file")]
