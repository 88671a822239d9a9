"""Small acts on the check page: one box saved, an item added or taken out, a finding kept, a time limit understood."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from thidua.apps.journal.services import Refused
from thidua.apps.plans import services
from thidua.apps.plans.queries import current_version, findings_of, reading
from thidua.core.plans.identity import path_of
from thidua.core.verdicts import Reason
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.plans.boxes import Box, box_at, unchanged
from thidua.web.desk.plans.checking import RefusedForm, check_page, right_side, row_key
from thidua.web.desk.plans.marks import key_of, marks_of
from thidua.web.desk.plans.pane.listed import ADDED_BY_TYPING

NOUNS = {name: noun for name, noun, _ in ADDED_BY_TYPING} | {
    "targets": "chỉ tiêu",
    "sub_targets": "ý của chỉ tiêu",
    "measures": "mức",
    "duties": "việc của đơn vị",
    "deadlines": "mốc thời gian",
}


def autosaved(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def _address(plan: Any, part: str) -> str:
    return f"{reverse('desk:check_plan', args=[plan.pk])}#{part}"


def row_address(plan: Any, key: str, undo: str = "") -> str:
    """The page with the fields of one row open; `undo` is the token of the act that led there."""
    back = f"&lui={undo}" if undo else ""
    return f"{reverse('desk:check_plan', args=[plan.pk])}?sua={key}{back}#r-{key}"


@require_POST
def plan_item(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """Save the fields of one item. Fragments for the script: 200 stored, 409 somebody was faster, 422 not usable."""
    plan = plan_in_scope(request, id)
    plan_reading = reading(current_version(plan))
    path = path_of(plan_reading, str(item))
    box = box_at(plan_reading, path) if path else None
    if box is None or path is None:
        raise Http404
    typed, bases = sent_fields(request, box)
    saved = services.correct_plan_item(plan, str(item), typed, bases, by=request.actor, now=request.now)
    plan.refresh_from_db()
    shown = _after(plan, path, typed, saved)
    status = 409 if saved.theirs else 422 if saved.errors else 200
    if autosaved(request):
        return _parts(request, plan, shown, status)
    if status != 200:
        return check_page(request, plan, typed=shown, status=status)
    messages.success(request, "Đã lưu." if saved.changed else "Không có gì thay đổi.")
    return redirect(row_address(plan, row_key(path, plan_reading)))


def sent_fields(request: HttpRequest, box: Box) -> tuple[dict[str, str], dict[str, str]]:
    """Fields that differ from what the page showed, and the bases they were typed over.

    "Giữ bản đang gõ" (`keep`) writes over the other value; "Lấy bản kia" (`take`) lets go of the own one.
    """
    typed, bases = {}, {}
    for field in box.fields:
        sent = request.POST.get(field.name)
        if sent is None or field.name == request.POST.get("take"):
            continue
        base = request.POST.get(f"base-{field.name}")
        kept = field.name == request.POST.get("keep")
        if unchanged(field, sent, field.base if base is None else base) and not kept:
            continue
        typed[field.name] = sent
        if base is not None and not kept:
            bases[field.name] = base
    return typed, bases


def _after(plan: Any, path: str, typed: dict[str, str], saved: Any) -> Box:
    """The box as it is now stored, with the words that could not be."""
    box = box_at(reading(current_version(plan)), path)
    if box is None:
        raise Http404
    for field in box.fields:
        field.errors = saved.errors.get(field.name, [])
        if field.name in saved.theirs:
            field.theirs, field.who = field.spoken, saved.who.get(field.name, "")
        if field.errors or field.theirs is not None:
            field.value = typed.get(field.name, field.value)
    top = typed.get("value_max", "").strip()
    ignored = next((field for field in box.fields if field.name == "value_max" and top and not field.base), None)
    if ignored and not saved.errors:
        words = "Cách so này chỉ có một mức. Muốn ghi hai mức, chọn “trong khoảng”."
        ignored.errors, ignored.value = [Reason("one_level", words, field="value_max")], top
    return box


def _parts(request: HttpRequest, plan: Any, box: Box, status: int) -> HttpResponse:
    """The parts of the page that a saved box changes, each with its id."""
    version = current_version(plan)
    plan_reading = reading(version)
    shown = findings_of(version, plan_reading, request.today, request.actor)
    _, places = marks_of(plan_reading, shown)
    context = {"plan": plan, "box": box, "may_edit": True} | right_side(plan, version, plan_reading, shown, places)
    key = row_key(box.path, plan_reading)
    tables = [*context["heads"], *context["targets"], *context["limits"], *context["units"]]
    listed = [row for group in context["groups"] for row in group.rows]
    context["rows"] = [row for row in [*tables, *listed] if row.key == key]
    return render(request, "desk/plans/parts/saved.html", context, status=status)


@require_POST
def add_plan_item(request: HttpRequest, id: UUID) -> HttpResponse:
    """Add by typing what the reader missed: `kind`, its own fields or `words`, `into` the item that it goes under."""
    plan = plan_in_scope(request, id)
    kind = request.POST.get("kind", "")
    sent = _typed(request, kind)
    if sent is None:
        raise Http404
    form = f"them-{kind}" if kind in _FORMS else "them-khac"
    main = next((field for name, _, field in ADDED_BY_TYPING if name == kind), "text")
    fields = {main if name == "words" else name: value for name, value in sent.items() if name != "into"}
    if kind == "assignments":
        fields = {"unit": sent["unit"], "text": sent["words"]}
    try:
        item = services.add_plan_item(plan, kind, fields, by=request.actor, now=request.now, into=sent.get("into", ""))
    except Refused as error:
        if not any(reason.field in fields for reason in error.verdict.reasons):
            raise
        return refused_form(request, plan, form, sent | {"kind": kind}, error)
    plan_reading = reading(current_version(plan))
    key = row_key(path_of(plan_reading, item) or "", plan_reading)
    noun = NOUNS.get(kind, "mục")
    words = f"Đã thêm {noun} {key}. Chọn cách đo và điền mức." if kind == "targets" else f"Đã thêm {noun}."
    messages.success(request, words)
    return redirect(row_address(plan, key))


_FORMS: dict[str, tuple[str, ...]] = {
    "targets": ("text", "label"),
    "deadlines": ("what", "date"),
    "sub_targets": ("text", "into"),
    "duties": ("text", "into"),
}


def _typed(request: HttpRequest, kind: str) -> dict[str, str] | None:
    """The fields of the form that adds a kind; None for a kind that no form adds."""
    others = ("words", "unit") if kind == "assignments" else ("words",)
    names = _FORMS.get(kind) or (others if any(kind == name for name, _, _ in ADDED_BY_TYPING) else None)
    return {name: request.POST.get(name, "") for name in names} if names else None


def refused_form(request: HttpRequest, plan: Any, form: str, sent: dict[str, str], error: Refused) -> HttpResponse:
    """The page with a small form as it was sent, and the sentence at its field."""
    errors = {reason.field or "": reason.text for reason in error.verdict.reasons}
    if "words" in sent:
        errors = {name if name in sent else "words": text for name, text in errors.items()}
    return check_page(request, plan, refused=RefusedForm(form, sent, errors), status=422)


@require_POST
def remove_plan_item(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """Take out what the reader saw wrongly; the paper stays as it is."""
    plan = plan_in_scope(request, id)
    plan_reading = reading(current_version(plan))
    path = path_of(plan_reading, str(item))
    base = request.POST.get("base")
    done = services.remove_plan_item(plan, str(item), by=request.actor, now=request.now, base=base)
    noun = NOUNS.get(path.split("/")[-2] if path else "", "mục")
    messages.success(request, f"Đã bỏ {noun} khỏi phần đã đọc; văn bản không đổi.")
    token = f"?lui={done.token}" if done else ""
    return redirect(f"{reverse('desk:check_plan', args=[plan.pk])}{token}#da-doc")


@require_POST
def keep_finding(request: HttpRequest, id: UUID) -> HttpResponse:
    """ "Giữ nguyên", with a word why."""
    plan = plan_in_scope(request, id)
    key, why = request.POST.get("finding", "")[:16], request.POST.get("why", "")
    try:
        services.keep_finding(plan, key, why, by=request.actor, now=request.now, over=request.POST.get("over", ""))
    except Refused as error:
        if not any(reason.field == "why" for reason in error.verdict.reasons):
            raise
        theirs = str(error.verdict.reasons[0].params.get("theirs", ""))
        return refused_form(request, plan, f"giu-{key}", {"why": why, "over": theirs}, error)
    messages.success(request, "Đã giữ nguyên, kèm lý do.")
    return redirect(_address(plan, "can-xem"))


@require_POST
def choose_deadline(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """How a "trước ngày" is meant and what a weekend does: `meaning` ("strict-keep"), or `choice` and `weekend`."""
    plan = plan_in_scope(request, id)
    choice, _, weekend = request.POST.get("meaning", "").partition("-")
    choice = choice or request.POST.get("choice", "")
    weekend = weekend or request.POST.get("weekend", "keep")
    services.choose_deadline(plan, str(item), choice=choice, weekend=weekend, by=request.actor, now=request.now)
    plan_reading = reading(current_version(plan))
    path = path_of(plan_reading, str(item)) or ""
    box = box_at(plan_reading, path)
    if autosaved(request) and box:
        return _parts(request, plan, box, 200)
    messages.success(request, "Đã ghi cách hiểu hạn.")
    return redirect(row_address(plan, key_of(path, plan_reading)))
