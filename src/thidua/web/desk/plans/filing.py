"""Filing: a document becomes a draft plan, or a new version of one. The reading happens before any lock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from thidua.apps.journal.queries import answered
from thidua.apps.journal.services import Refused, once, require
from thidua.apps.plans.queries import visible_to
from thidua.apps.plans.services import (
    SeenScan,
    begin_reading,
    drop_reading,
    file_paper,
    file_reading,
    join_reading,
    look_at_scan,
    read_paper,
    refile_paper,
    scans_visible_to,
    unread_pages,
)
from thidua.apps.plans.services import discard_plan as discard
from thidua.core.permits import Act, may
from thidua.core.plans.life import PLAN_STEPS
from thidua.formats.refusals import Refusal
from thidua.web.desk.plans.access import issuing_unit, plan_in_scope
from thidua.web.desk.plans.forms import FileForm, RefileForm

STEPS = ("Nạp văn bản", "Kiểm tra", "Phân công", "Phát động")


@require_http_methods(["GET", "POST"])
def file_plan(request: HttpRequest) -> HttpResponse:
    """The page that takes a document, and the act. A second press of the same page opens what the first one made."""
    unit = issuing_unit(request)
    plans = visible_to(request.actor).order_by("-signed_on", "-filed_at")
    form = FileForm(request.POST or None, request.FILES or None, plans=plans)
    known = answered(request.actor, request.POST.get("once", ""))
    if known and (made := json.loads(known.answer)).keys() & {"plan", "scan"}:
        return _opened(made)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(_filed(request, form, unit))
        except (Refused, Refusal) as error:
            _keep_or_raise(error)
            form.refuse(error, field="file")
            return _file_page(request, form, same=_same(error), status=422)
    return _file_page(request, form, status=422 if form.is_bound else 200)


def _filed(request: HttpRequest, form: FileForm, unit: Any) -> dict[str, str]:
    """Read, then keep once for the page's key; a long scan is only begun. Names the plan or the scan."""
    sent = form.cleaned_data["file"]
    data = sent.read()
    choices = {name: form.cleaned_data[name] for name in ("higher", "from_above", "again")}
    said = {"higher": str(choices["higher"] and choices["higher"].pk), "above": choices["from_above"]}
    content = {"file": hashlib.sha256(data).hexdigest(), "again": choices["again"]} | said
    seen = look_at_scan(data, sent.name, unit=unit, by=request.actor, again=choices["again"])
    if seen:
        return _once(request, content, lambda: _begun(request, seen, unit=unit, **choices))
    paper = read_paper(data, sent.name)

    def act() -> dict[str, str]:
        made = file_paper(paper, unit=unit, by=request.actor, now=request.now, **choices)
        return {"plan": str(made.plan.pk)}

    return _once(request, content, act)


def _begun(request: HttpRequest, seen: SeenScan, **choices: Any) -> dict[str, str]:
    return {"scan": str(begin_reading(seen, by=request.actor, now=request.now, **choices).pk)}


def _opened(made: dict[str, str]) -> HttpResponse:
    """The page of what was made: the plan to check, or the scan that is being read."""
    return redirect("desk:check_plan", made["plan"]) if "plan" in made else redirect("desk:scan", made["scan"])


def _once(request: HttpRequest, content: dict[str, Any], act: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Do the act once for the key of the page; a page without one is taken at its word."""
    key = request.POST.get("once", "")[:64]
    return once(key, content, act, by=request.actor, now=request.now) if key else act()


def _keep_or_raise(error: Refused | Refusal) -> None:
    """A missing permit is a page of its own, not an error of a field."""
    if isinstance(error, Refused) and any(reason.code == "no_permit" for reason in error.verdict.reasons):
        raise error


def _same(error: Refused | Refusal) -> dict[str, Any] | None:
    """The plan that was made of the same file before (annex A39)."""
    reasons = error.verdict.reasons if isinstance(error, Refused) else ()
    return next((dict(reason.params) for reason in reasons if reason.code == "A39" and "plan" in reason.params), None)


def _file_page(
    request: HttpRequest, form: FileForm, *, same: dict[str, Any] | None = None, status: int
) -> HttpResponse:
    context = {
        "title": "Nạp kế hoạch",
        "form": form,
        "form_errors": form.is_bound and bool(form.errors),
        "same": same,
        "scans": scans_visible_to(request.actor),
        "same_url": reverse("desk:check_plan", args=[same["plan"]]) if same else "",
        "has_plans": form.fields["higher"].queryset.exists(),
        "show_again": same is not None or bool(form.is_bound and form.data.get("again")),
        "steps": [{"label": label} for label in STEPS],
        "step_now": 1,
    }
    return render(request, "desk/plans/file.html", context, status=status)


@require_http_methods(["GET", "POST"])
def refile_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new version of the same paper, with the reason for it."""
    plan = plan_in_scope(request, id)
    require(may(request.actor, Act.PLAN_FILE, commune=plan.commune))
    require(PLAN_STEPS.may_move(plan.state, "refile"))
    form = RefileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _refiled(request, plan, form)
        except (Refused, Refusal) as error:
            _keep_or_raise(error)
            form.refuse(error, field="file")
    context = {"title": "Nạp bản mới", "plan": plan, "form": form, "form_errors": form.is_bound and bool(form.errors)}
    return render(request, "desk/plans/refile.html", context, status=422 if form.is_bound else 200)


def _refiled(request: HttpRequest, plan: Any, form: RefileForm) -> HttpResponse:
    sent = form.cleaned_data["file"]
    data, reason = sent.read(), form.cleaned_data["reason"]
    asked = {"reason": reason, "requester": form.cleaned_data["requester"]}
    content = {"file": hashlib.sha256(data).hexdigest()} | asked
    seen = look_at_scan(data, sent.name, unit=plan.unit, by=request.actor, plan=plan)
    if seen:
        begun = _once(request, content, lambda: _begun(request, seen, unit=plan.unit, plan=plan, **asked))
        return _opened(begun)
    paper = read_paper(data, sent.name)

    def act() -> dict[str, str]:
        made = refile_paper(plan, paper, **asked, by=request.actor, now=request.now)
        return {"ordinal": str(made.version.ordinal)}

    ordinal = _once(request, content, act)["ordinal"]
    messages.success(request, f"Đã nạp bản thứ {ordinal}. Kiểm tra lại phần máy vừa đọc.")
    return redirect("desk:check_plan", plan.pk)


@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, id: UUID) -> HttpResponse:
    """How far a long scan has been read; once it is, the act that makes a plan, or its new version, of it."""
    known = answered(request.actor, request.POST.get("once", ""))
    if known and "plan" in (made := json.loads(known.answer)):
        return _opened(made)
    reading = get_object_or_404(scans_visible_to(request.actor), pk=id)
    faults: list[str] = []
    same = None
    if request.method == "POST":
        try:
            return _opened(_plan_of(request, reading))
        except (Refused, Refusal) as error:
            _keep_or_raise(error)
            reasons = error.verdict.reasons if isinstance(error, Refused) else error.reasons
            faults, same = [reason.text for reason in reasons], _same(error)
            reading = get_object_or_404(scans_visible_to(request.actor), pk=id)
    context = {
        "title": "Đọc bản quét",
        "reading": reading,
        "unread": unread_pages(reading),
        "faults": faults,
        "same_url": reverse("desk:check_plan", args=[same["plan"]]) if same else "",
        "reads_on": not reading.finished and not reading.refused,
    }
    return render(request, "desk/plans/scan.html", context, status=422 if faults else 200)


def _plan_of(request: HttpRequest, reading: Any) -> dict[str, str]:
    """Join the pages first, for that takes its time, and keep once for the page's key. Names the plan."""
    again = request.POST.get("again") == "1"
    paper = join_reading(reading, by=request.actor)

    def act() -> dict[str, str]:
        filed = file_reading(reading, paper, by=request.actor, now=request.now, again=again)
        return {"plan": str(filed.plan.pk)}

    return _once(request, {"scan": str(reading.pk), "again": again}, act)


@require_POST
def drop_scan(request: HttpRequest, id: UUID) -> HttpResponse:
    """Stop reading a scan; nothing of it is kept."""
    drop_reading(get_object_or_404(scans_visible_to(request.actor), pk=id), by=request.actor)
    messages.success(request, "Đã dừng đọc bản quét; tệp không được lưu.")
    return redirect("desk:file_plan")


@require_POST
def discard_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """Put a draft aside; the paper and its journal stay."""
    plan = plan_in_scope(request, id)
    discard(plan, by=request.actor, now=request.now)
    messages.success(request, f"Đã bỏ “{plan.title[:80]}” khỏi thư viện. Văn bản vẫn được lưu trong nhật ký.")
    return redirect(reverse("desk:plans"))
