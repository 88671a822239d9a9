"""Addresses of the officers' door, one list per noun."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from thidua.web.desk.calendar.urls import urlpatterns as calendar_patterns
from thidua.web.desk.files.urls import urlpatterns as file_patterns
from thidua.web.desk.movements.urls import urlpatterns as movement_patterns
from thidua.web.desk.plans.urls import urlpatterns as plan_patterns
from thidua.web.desk.today.urls import urlpatterns as today_patterns
from thidua.web.desk.trust.urls import urlpatterns as trust_patterns

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = []
urlpatterns += [*today_patterns, *movement_patterns, *calendar_patterns]
urlpatterns += [*plan_patterns, *file_patterns]
urlpatterns += trust_patterns
