"""What happened on the check page since it was opened: the page itself asks, every three quarters of a minute."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from thidua.apps.plans import services
from thidua.apps.plans.queries import current_version, findings_of, reading
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.plans.checking import right_side
from thidua.web.desk.plans.marks import marks_of


@require_POST
def plan_news(request: HttpRequest, id: UUID) -> HttpResponse:
    """Who else has the page open; and, when the reading is no longer the `revision` that is shown, its changed parts.

    Fields are not among the parts: what is being typed stays, and its base tells at the saving who was faster.
    """
    plan = plan_in_scope(request, id)
    others = services.note_viewer(plan, by=request.actor, now=request.now)
    version = current_version(plan)
    name = f"{version.ordinal}.{version.revision}"
    context = {"plan": plan, "others": others, "revision_name": name, "may_edit": True}
    if request.POST.get("revision", "") != name:
        plan_reading = reading(version)
        shown = findings_of(version, plan_reading, request.today, request.actor)
        _, places = marks_of(plan_reading, shown)
        context |= right_side(plan, version, plan_reading, shown, places)
        context |= {"changed_by": services.last_writer(plan)}
        context["rows"] = [*context["heads"], *context["targets"], *context["limits"]]
    return render(request, "desk/plans/pane/news.html", context)
