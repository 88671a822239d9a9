"""Addresses of the officers' door, one list per noun."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from thidua.web.desk.amendments.urls import urlpatterns as amendment_patterns
from thidua.web.desk.calendar.urls import urlpatterns as calendar_patterns
from thidua.web.desk.doors.urls import urlpatterns as door_patterns
from thidua.web.desk.drafts.urls import urlpatterns as draft_patterns
from thidua.web.desk.files.urls import urlpatterns as file_patterns
from thidua.web.desk.help.urls import urlpatterns as help_patterns
from thidua.web.desk.journal.urls import urlpatterns as journal_patterns
from thidua.web.desk.me.urls import urlpatterns as me_patterns
from thidua.web.desk.movements.urls import urlpatterns as movement_patterns
from thidua.web.desk.people.urls import urlpatterns as people_patterns
from thidua.web.desk.plans.urls import urlpatterns as plan_patterns
from thidua.web.desk.text_changes.urls import urlpatterns as text_change_patterns
from thidua.web.desk.today.urls import urlpatterns as today_patterns
from thidua.web.desk.trust.urls import urlpatterns as trust_patterns
from thidua.web.desk.units.urls import urlpatterns as unit_patterns

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = []
urlpatterns += [*today_patterns, *movement_patterns, *calendar_patterns]
urlpatterns += [*plan_patterns, *amendment_patterns, *text_change_patterns, *file_patterns]
urlpatterns += [*draft_patterns, *trust_patterns, *help_patterns]
urlpatterns += [*door_patterns, *me_patterns, *people_patterns, *unit_patterns, *journal_patterns]
