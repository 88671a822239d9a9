"""Beginning an amendment of an issued plan, and its page from the first words to the approval."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.apps.journal.services import Refused, once, require
from thidua.apps.movements.queries import amendments as queries
from thidua.apps.movements.queries import names_of
from thidua.apps.plans.queries import AMENDMENT_LABELS, amendments_visible_to, differences_between
from thidua.apps.plans.services import AmendmentCase, begin_reading, look_at_scan, prepare_amendment, read_paper
from thidua.apps.units.queries import holders, units_of
from thidua.core.actors import Role
from thidua.core.permits import Act, may
from thidua.core.plans.life import told
from thidua.formats.refusals import Refusal
from thidua.web.desk.amendments.forms import AmendForm
from thidua.web.desk.amendments.told import shown
from thidua.web.desk.plans.access import plan_in_scope

STATUS = {
    "prepared": ("idle", "draft"),
    "proposed": ("warn", "wait"),
    "applied": ("good", ""),
    "withdrawn": ("idle", "back"),
}


def amendment_asked(request: HttpRequest, id: UUID, amendment: UUID, act: Act | None = None) -> Any:
    """The amendment of this plan, or 404 when the actor does not see it; refused when `act` is somebody else's."""
    plan = plan_in_scope(request, id)
    wanted = ("plan__unit", "draft__scan", "base", "version", "requester_unit")
    found = get_object_or_404(amendments_visible_to(request.actor).select_related(*wanted), pk=amendment, plan=plan)
    if act:
        require(may(request.actor, act, commune=found.commune))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def amend_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """The form that begins an amendment; the one that is on its way already is opened instead."""
    plan = plan_in_scope(request, id)
    require(may(request.actor, Act.AMENDMENT_PREPARE, commune=plan.commune))
    begun = amendments_visible_to(request.actor).filter(plan=plan, state__in=queries.OPEN).first()
    if begun is not None and not request.POST.get("once"):
        messages.info(request, "Kế hoạch đang có một sửa đổi chưa xong.")
        return redirect("desk:amendment", plan.pk, begun.pk)
    units = units_of(plan.commune, request.today).exclude(kind="commune")
    form = AmendForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_begun(request, plan, form))
        except (Refused, Refusal) as error:
            reasons = error.verdict.reasons if isinstance(error, Refused) else ()
            if any(reason.code in ("no_permit", "wrong_step", "amendment_open") for reason in reasons):
                raise
            form.refuse(error, field="file")
    context = {
        "title": "Lập sửa đổi, bổ sung",
        "plan": plan,
        "form": form,
        "form_errors": form.is_bound and bool(form.errors),
    }
    return render(request, "desk/amendments/begin.html", context, status=422 if form.is_bound else 200)


def _begun(request: HttpRequest, plan: Any, form: AmendForm) -> str:
    """Read the file first, then prepare once for the key of the page. The address that comes next."""
    sent = form.cleaned_data
    case = AmendmentCase(sent["reason"], sent["requester_unit"], sent["requester"], sent["kind"])
    data = sent["file"].read() if sent["file"] else b""
    by, now = request.actor, request.now
    seen = look_at_scan(data, sent["file"].name, unit=plan.unit, by=by, again=True) if data else None
    paper = read_paper(data, sent["file"].name) if data and seen is None else None

    def act() -> dict[str, str]:
        made = prepare_amendment(plan, case, paper=paper, by=by, now=now)
        if seen is None:
            return {"next": reverse("desk:amendment", args=[plan.pk, made.pk])}
        scan = begin_reading(seen, unit=plan.unit, plan=made.draft, reason=made.reason, by=by, now=now)
        return {"next": reverse("desk:scan", args=[scan.pk])}

    key = request.POST.get("once", "")[:64]
    content = {
        "plan": str(plan.pk), "reason": case.reason, "requester": case.requester, "kind": case.kind,
        "unit": str(case.requester_unit and case.requester_unit.pk), "file": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    return once(key, content, act, by=by, now=now)["next"] if key else act()["next"]


@require_safe
def amendment(request: HttpRequest, id: UUID, amendment: UUID) -> HttpResponse:
    """The page of one amendment."""
    return amendment_page(request, amendment_asked(request, id, amendment))


def amendment_page(
    request: HttpRequest, row: Any, *, sent: dict[str, Any] | None = None, errors: Any = (), status: int = 200
) -> HttpResponse:
    """Render the page. `sent` are owners and names as a refused form sent them, `errors` (field, sentence)."""
    people = (row.prepared_by, row.draft.sign_recorded_by, row.proposed_by, row.approved_by)
    context = {
        "title": _title(row),
        "plan": row.plan,
        "row": row,
        "status": (STATUS[row.state][0], AMENDMENT_LABELS[row.state], STATUS[row.state][1]),
        "people": {str(key): name for key, name in names_of(people).items()},
        "asked_by": row.asked_by,
        "errors": errors,
        "form_errors": bool(errors),
    }
    context |= _on_its_way(request, row, sent or {}) if row.state in queries.OPEN else _over(row)
    return render(request, "desk/amendments/amendment.html", context, status=status)


def _title(row: Any) -> str:
    return f"Sửa đổi, bổ sung lần {row.ordinal}" if row.ordinal else "Sửa đổi, bổ sung kế hoạch"


def _over(row: Any) -> dict[str, Any]:
    """What an applied amendment changed; of a withdrawn one nothing is told but its words."""
    found = differences_between(row.base, row.version) if row.version else []
    return {"words": told(found) if row.version else "", "parts": shown(found)}


def _on_its_way(request: HttpRequest, row: Any, sent: dict[str, Any]) -> dict[str, Any]:
    view = queries.amendment_view(row, request.today)
    able = may(request.actor, Act.AMENDMENT_PREPARE, commune=row.commune)
    context = {
        "view": view,
        "words": told(view.differences),
        "parts": shown(view.differences),
        "missing": () if view.verdict else view.verdict.reasons,
        "warnings": view.verdict.reasons if view.verdict else (),
        "may_prepare": able,
        "targets": [(new, sent.get(f"owner-{new.goal.id}", str(new.owner or ""))) for new in view.targets],
        "names": [
            (at, new, sent.get(f"name-{at}", [str(unit) for unit in new.units])) for at, new in enumerate(view.names)
        ],
        "may_assign": bool(able) and row.state == "prepared" and bool(view.targets or view.names),
    }
    return context | (_second_person(request, row) if row.state == "proposed" else {})


def _second_person(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Whether the actor may approve, and who else could."""
    own = {row.prepared_by, row.proposed_by, row.draft.sign_recorded_by}
    able = {
        person
        for role in (Role.CLERK, Role.CHAIR)
        for person in holders(row.commune, role, request.today)
        if person.id not in own
    }
    permitted = may(request.actor, Act.AMENDMENT_APPROVE, commune=row.commune)
    return {
        "permitted": permitted,
        "may_approve": permitted and queries.may_approve(row, request.actor, request.now),
        "able": sorted(able, key=lambda person: person.sort_key),
    }
