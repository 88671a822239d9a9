"""Acts on the shape of what was read: split, merge, join, move, mark, take back; and a figure of a scan confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from thidua.apps.journal.services import Refused, require
from thidua.apps.plans import services
from thidua.apps.plans.queries import current_version, reading
from thidua.apps.plans.services import Passage, Reshaped
from thidua.core.permits import Act, may
from thidua.core.plans.identity import path_of
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.plans.checking import RefusedForm, check_page, row_key
from thidua.web.desk.plans.editing import NOUNS, row_address
from thidua.web.desk.plans.marks import marks_of
from thidua.web.desk.plans.pane.figures import figure_list
from thidua.web.desk.plans.pane.marking import MARKABLE, stretch_marked

_COUNTS = {2: "hai", 3: "ba", 4: "bốn", 5: "năm", 6: "sáu"}


def _done(
    request: HttpRequest, plan: Any, item: UUID, act: Callable[[], Reshaped], words: Callable[[Reshaped], str]
) -> HttpResponse:
    """Carry out an act, then open the row of its first item with the way back; a refusal comes back at its form."""
    try:
        done = act()
    except Refused as error:
        codes = {reason.code for reason in error.verdict.reasons}
        path = path_of(plan_reading := reading(current_version(plan)), str(item))
        if path is None or codes & {"no_permit", "issued"}:
            raise
        refused = RefusedForm("hinh", {"cuts": " ".join(request.POST.getlist("cut"))}, {"act": error.verdict.text})
        status = 409 if "changed_meanwhile" in codes else 422
        return check_page(request, plan, refused=refused, open_key=row_key(path, plan_reading), status=status)
    messages.success(request, words(done))
    plan_reading = reading(current_version(plan))
    path = path_of(plan_reading, done.items[0]) if done.items else None
    return redirect(row_address(plan, row_key(path, plan_reading) if path else "", done.token))


@require_POST
def split_target(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """Cut a target before the clauses that are ticked (`cut`), into parts or targets of their own (`form`)."""
    plan = plan_in_scope(request, id)
    cuts = [int(cut) for cut in request.POST.getlist("cut") if cut.isdecimal() and len(cut) < 7]
    form: Any = "targets" if request.POST.get("form") == "targets" else "parts"
    many = _COUNTS.get(len(set(cuts)) + 1, str(len(set(cuts)) + 1))
    what = "chỉ tiêu riêng" if form == "targets" else "ý; số chỉ tiêu của văn bản không đổi"
    base, by, now = request.POST.get("base"), request.actor, request.now
    return _done(
        request,
        plan,
        item,
        lambda: services.split_plan_target(plan, str(item), cuts, form, base=base, by=by, now=now),
        lambda done: f"Đã tách làm {many} {what}. Xem lại mức của từng phần.",
    )


@require_POST
def merge_targets(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """Join a target with the next one, or with its own parts (`what` is "parts")."""
    plan = plan_in_scope(request, id)
    base, by, now = request.POST.get("base"), request.actor, request.now
    if request.POST.get("what") == "parts":
        return _done(
            request,
            plan,
            item,
            lambda: services.join_plan_parts(plan, str(item), base=base, by=by, now=now),
            lambda done: "Đã gộp các ý lại thành một chỉ tiêu.",
        )
    return _done(
        request,
        plan,
        item,
        lambda: services.merge_plan_targets(plan, str(item), base=base, by=by, now=now),
        lambda done: "Đã gộp hai chỉ tiêu thành một.",
    )


@require_POST
def move_item(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """Move a sentence to another list (`kind`)."""
    plan = plan_in_scope(request, id)
    kind, base = request.POST.get("kind", ""), request.POST.get("base")
    return _done(
        request,
        plan,
        item,
        lambda: services.move_plan_item(plan, str(item), kind, base=base, by=request.actor, now=request.now),
        lambda done: f"Đã chuyển thành {NOUNS.get(kind, 'mục')}; câu chữ và chỗ trong văn bản giữ nguyên.",
    )


@require_POST
def mark_passage(request: HttpRequest, id: UUID) -> HttpResponse:
    """Add an item from words marked in the paper, or copied from it into the form."""
    plan = plan_in_scope(request, id)
    require(may(request.actor, Act.PLAN_CORRECT, commune=plan.commune))
    kind = request.POST.get("kind", "")
    version = current_version(plan)
    found = stretch_marked(request, version.text)
    shown = request.POST.get("version", "")
    ordinal = int(shown) if shown.isdecimal() and len(shown) < 5 else version.ordinal
    passage = Passage(ordinal, found.start, found.end, request.POST.get("into", ""), request.POST.get("unit", ""))
    errors = {"words": found.error}
    if not found.error:
        try:
            done = services.mark_plan_passage(plan, kind, passage, by=request.actor, now=request.now)
        except Refused as error:
            if not any(reason.field for reason in error.verdict.reasons):
                raise
            errors = {reason.field or "words": reason.text for reason in error.verdict.reasons}
        else:
            plan_reading = reading(current_version(plan))
            key = row_key(path_of(plan_reading, done.items[0]) or "", plan_reading)
            messages.success(request, f"Đã thêm {dict(MARKABLE)[kind].lower()} từ văn bản. Xem lại giá trị vừa đọc.")
            return redirect(row_address(plan, key, done.token))
    sent = {name: request.POST.get(name, "") for name in ("kind", "words", "line", "into", "unit")}
    if not sent["words"]:
        sent["words"] = " ".join(version.text[found.start : found.end].split())
    return check_page(request, plan, refused=RefusedForm("danh-dau", sent, errors), status=422)


@require_POST
def undo_act(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take back an act on the lists of the reading."""
    plan = plan_in_scope(request, id)
    try:
        services.undo_plan_act(plan, request.POST.get("act", ""), by=request.actor, now=request.now)
    except Refused as error:
        if any(reason.code == "no_permit" for reason in error.verdict.reasons):
            raise
        messages.error(request, error.verdict.text)
    else:
        messages.success(request, "Đã hoàn tác.")
    return redirect(reverse("desk:check_plan", args=[plan.pk]) + "#da-doc")


@require_POST
def confirm_figure(request: HttpRequest, id: UUID) -> HttpResponse:
    """ "Đúng": a figure of a scan stands as shown. For the script the list of figures, else the page at the next."""
    plan = plan_in_scope(request, id)
    key, base = request.POST.get("figure", "")[:120], request.POST.get("base", "")
    error = ""
    try:
        services.confirm_figure(plan, key, base, by=request.actor, now=request.now)
    except Refused as refused:
        if not any(reason.code == "figure_changed" for reason in refused.verdict.reasons):
            raise
        error = refused.verdict.text
    if "HX-Request" not in request.headers:
        if error:
            messages.error(request, error)
        return redirect(f"{reverse('desk:check_plan', args=[plan.pk])}?so={key}#so-lieu")
    version = current_version(plan)
    plan_reading = reading(version)
    shown = {mark.key for mark in marks_of(plan_reading, ())[0]}
    figures = figure_list(version, plan_reading, shown, after=key, error=error)
    here = reverse("desk:check_plan", args=[plan.pk])
    context = {"plan": plan, "figures": figures, "may_edit": True, "here": here}
    return render(request, "desk/plans/pane/figures.html", context, status=409 if error else 200)
