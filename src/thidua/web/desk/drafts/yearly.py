"""Khác năm trước: a plan held against the plan of the year before, item by item."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.apps.plans.queries import current_version, last_year_plans, reading
from thidua.core.plans.drafting.since_last_year import since_last_year
from thidua.core.plans.life import told
from thidua.web.desk.drafts.writing import writable
from thidua.web.desk.plans.access import plan_in_scope

_KINDS = {
    "added": ("good", "Thêm", "plus"),
    "removed": ("bad", "Bỏ", "close"),
    "changed": ("warn", "Đổi", ""),
    "moved": ("idle", "Chuyển chỗ", "back"),
}


@require_GET
def differences(request: HttpRequest, id: UUID) -> HttpResponse:
    """The list; Http404 for a plan that was not made from one of an earlier year."""
    plan = plan_in_scope(request, id)
    last = last_year_plans(request.actor).filter(pk=plan.last_year_id).first() if plan.last_year_id else None
    if last is None:
        raise Http404
    found = since_last_year(reading(current_version(last)), reading(current_version(plan)))  # type: ignore[arg-type]
    context = {
        "title": "Khác năm trước",
        "plan": plan,
        "last": last,
        "told": told(found),
        "groups": [
            (heading, [(row, _KINDS[row.kind]) for row in rows])
            for heading, rows in groupby(found, key=lambda row: row.heading)
        ],
        "may_write": writable(request, plan),
    }
    return render(request, "desk/drafts/differences.html", context)
