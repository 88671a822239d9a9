"""The matrix: which targets, duties and time limits of the plan above this one takes up, changes or leaves out."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from thidua.apps.journal.services import require
from thidua.apps.plans.queries import coverage, current_version, higher_plans, reading
from thidua.apps.plans.services import link_higher_plan
from thidua.core.permits import Act, may
from thidua.core.plans.corrections import item_at
from thidua.core.plans.life import may_write
from thidua.core.plans.sentences import goal_sentence
from thidua.web.desk.plans.access import editable, plan_in_scope
from thidua.web.desk.plans.forms import HigherForm

_PARTS = (("targets", "Chỉ tiêu"), ("tasks", "Nhiệm vụ, việc giao cho xã, phường"), ("deadlines", "Thời hạn"))
_WORDS = {
    "missing": ("bad", "Còn thiếu", ""),
    "changed": ("warn", "Có thay đổi", ""),
    "taken_up": ("good", "Đã nhận", ""),
    "own_only": ("idle", "Riêng của mình", "plus"),
}


@require_http_methods(["GET", "POST"])
def plan_coverage(request: HttpRequest, id: UUID) -> HttpResponse:
    """The matrix with the plan above; POST says which plan that is."""
    plan = plan_in_scope(request, id)
    plans = higher_plans(plan, request.actor)
    form = HigherForm(request.POST or None, plans=plans, initial={"higher": plan.higher_id})
    if request.method == "POST":
        require(may(request.actor, Act.PLAN_CORRECT, commune=plan.commune))
        if form.is_valid():
            link_higher_plan(plan, form.cleaned_data["higher"], by=request.actor, now=request.now)
            messages.success(request, "Đã ghi kế hoạch cấp trên.")
            return redirect("desk:plan_coverage", plan.pk)
    # A draft stays a draft's: who does not see the plan above sees nothing of it here.
    seen = plan.higher_id is not None and plans.filter(pk=plan.higher_id).exists()
    rows = _rows(plan) if seen else []
    counts = Counter(row["word"] for row in rows)
    context = {
        "title": "Đối chiếu kế hoạch cấp trên",
        "plan": plan,
        "form": form,
        "form_errors": form.is_bound and bool(form.errors),
        "may_link": editable(request, plan),
        "higher": plan.higher if seen else None,
        "parts": [
            (name, found) for part, name in _PARTS for found in [[r for r in rows if r["part"] == part]] if found
        ],
        "may_take": seen and editable(request, plan) and current_version(plan).drafted and bool(may_write(plan.state)),
        "lead": ", ".join(f"{counts[word]} {word.lower()}" for _, word, _ in _WORDS.values() if counts[word]) + ".",
    }
    return render(request, "desk/plans/coverage.html", context, status=422 if context["form_errors"] else 200)


def _rows(plan: Any) -> list[dict[str, Any]]:
    """Missing ones first: they are what a person came for."""
    matrix = coverage(plan)
    if not matrix:
        return []
    above, own = reading(current_version(plan.higher)), reading(current_version(plan))
    order = list(_WORDS)
    return [
        {
            "part": row.part,
            "path": row.higher or "",
            "missing": row.standing == "missing",
            "metric": row.metric,
            "higher": _goals(above, row.higher),
            "own": _goals(own, row.own),
            "changes": ", ".join(row.changes[:-1]),
            "tone": tone,
            "word": word,
            "icon": icon,
        }
        for row in sorted(matrix, key=lambda row: order.index(row.standing))
        for tone, word, icon in [_WORDS[row.standing]]
    ]


def _goals(plan: dict[str, Any], path: str | None) -> str:
    """What a line asks: the goals of a target, the day of a time limit, the words of a duty."""
    item: Any = item_at(plan, path) if path else None  # type: ignore[arg-type]
    if not item:
        return ""
    if "measures" in item:
        return "; ".join(goal_sentence(measure) for measure in item["measures"])
    return item.get("when") or item.get("text") or ""
