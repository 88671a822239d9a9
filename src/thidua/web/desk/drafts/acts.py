"""Small acts on the page that writes a plan: a block saved, moved, taken out, kept; lines brought from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from thidua.apps.journal.services import Refused, once
from thidua.apps.plans import services
from thidua.apps.plans.queries import current_version, law_of_wards, reading, saved_texts
from thidua.core.plans.drafting import KINDS, notes_of
from thidua.core.plans.identity import path_of
from thidua.web.desk.drafts.blocks import Block, block_at
from thidua.web.desk.drafts.sections import BY_SLUG, Section, section_of
from thidua.web.desk.drafts.writing import Refusal, linter, section_asked, write_page
from thidua.web.desk.plans.access import own_address, plan_in_scope
from thidua.web.desk.plans.editing import autosaved, sent_fields

_STEPS = {"up": -1, "down": 1}
_TYPED = ("text", "lead", "when", "who", "of", "year", "type", "number", "date", "issuer")


def draft_address(plan: Any, section: Section, part: str = "") -> str:
    """The page with a section open, at one of its blocks."""
    page = f"{reverse('desk:write_draft', args=[plan.pk])}?muc={section.slug}"
    return f"{page}#b-{part}" if part else page


@require_POST
def draft_block(request: HttpRequest, id: UUID, item: UUID) -> HttpResponse:
    """Save the fields of one block, then do what the pressed button asks: `act` up, down, remove or keep.

    Fragments for the script: 200 stored, 409 somebody was faster, 422 not usable.
    """
    plan = plan_in_scope(request, id)
    plan_reading = reading(current_version(plan))
    path = path_of(plan_reading, str(item))
    block = block_at(plan_reading, path, request.today) if path else None
    if block is None or path is None:
        raise Http404
    section, act = section_of(path), request.POST.get("act", "")
    if act == "remove":
        services.remove_draft_block(plan, str(item), by=request.actor, now=request.now)
        messages.success(request, f"Đã bỏ {block.name.lower()} khỏi bản soạn.")
        return redirect(draft_address(plan, section))
    typed, bases = sent_fields(request, block.box)
    saved = services.write_draft_item(plan, str(item), typed, bases, by=request.actor, now=request.now)
    if autosaved(request) or saved.theirs or saved.errors:
        return _answer(request, plan, str(item), typed, saved)
    if act in _STEPS:
        services.move_draft_block(plan, str(item), _STEPS[act], by=request.actor, now=request.now)
    elif act == "keep":
        services.save_item_text(plan, str(item), by=request.actor, now=request.now)
        messages.success(request, "Đã lưu thành đoạn dùng lại.")
    else:
        messages.success(request, "Đã lưu." if saved.changed else "Không có gì thay đổi.")
    return redirect(draft_address(plan, section, str(item)[:8]))


def _answer(request: HttpRequest, plan: Any, item: str, typed: dict[str, str], saved: Any) -> HttpResponse:
    """What became of typed words: the parts of the page that changed, or the whole page with the reasons."""
    plan.refresh_from_db()
    plan_reading = reading(current_version(plan))
    path = path_of(plan_reading, item) or ""
    block = block_at(plan_reading, path, request.today, law_of_wards(request.actor))
    if block is None:
        raise Http404
    block.notes = [note for note in notes_of(plan_reading) if note.item == item]
    _put_back(block, typed, saved)
    status = 409 if saved.theirs else 422 if saved.errors else 200
    section = section_of(path)
    if not autosaved(request):
        return write_page(request, plan, section=section, typed=block, status=status)
    context = {"plan": plan, "block": block, "section": section} | linter(request, plan, plan_reading, section)
    return render(request, "desk/drafts/parts/saved.html", context, status=status)


def _put_back(block: Block, typed: dict[str, str], saved: Any) -> None:
    """Show typed words that could not be stored, with the reason or the other value beside them."""
    for field in block.box.fields:
        field.errors = saved.errors.get(field.name, [])
        if field.name in saved.theirs:
            field.theirs = field.spoken
        if field.errors or field.theirs is not None:
            field.value = typed.get(field.name, field.value)


@require_POST
def add_to_draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """Add a block from what was typed, or a document chosen from a register."""
    plan = plan_in_scope(request, id)
    kind, within = request.POST.get("kind", ""), request.POST.get("within", "")
    if kind not in KINDS:
        raise Http404
    sent = {name: request.POST[name] for name in _TYPED if name in request.POST}
    section = section_of(kind)
    try:
        made = _once(
            request,
            {"plan": str(plan.pk), "kind": kind, "within": within} | sent,
            lambda: services.add_draft_block(plan, kind, sent, within=within, by=request.actor, now=request.now),
        )
    except Refused as error:
        reasons = error.verdict.reasons
        if not any(reason.field in (*sent, "text") for reason in reasons):
            raise
        errors = {reason.field or "text": reason.text for reason in reasons}
        form = f"duties-{within}" if kind == "duties" else kind
        return write_page(request, plan, section=section, refused=Refusal(form, sent, errors), status=422)
    messages.success(request, "Đã thêm vào bản soạn.")
    return redirect(draft_address(plan, section, made[0][:8] if made else ""))


def _once(request: HttpRequest, content: dict[str, str], act: Callable[[], list[str]]) -> list[str]:
    """Add once for the key of the form; a form without one is taken at its word. Ids of what was added."""
    key = request.POST.get("once", "")[:64]
    if not key:
        return act()
    return once(key, content, lambda: {"made": act()}, by=request.actor, now=request.now)["made"]


@require_POST
def bring_into_draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """Bring a saved text (`text`, for a duty with its unit in `within`) or a line of last year's plan (`old`)."""
    plan, section = plan_in_scope(request, id), section_asked(request)
    by, now = request.actor, request.now
    if text := request.POST.get("text"):
        row = get_object_or_404(saved_texts(request.actor), pk=_uuid(text))
        within = request.POST.get("within", "")
        made = _once(
            request,
            {"plan": str(plan.pk), "text": text, "within": within},
            lambda: services.use_text(plan, row, within=within, by=by, now=now),
        )
        messages.success(request, "Đã đưa đoạn văn vào bản soạn.")
        return redirect(draft_address(plan, section, made[0][:8] if made else ""))
    came = services.use_last_year(plan, request.POST.get("old", ""), by=by, now=now)
    messages.success(request, "Đã chép từ năm trước." if came else "Mục này đã có trong bản soạn.")
    return redirect(draft_address(plan, section))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@require_POST
def take_up_lines(request: HttpRequest, id: UUID) -> HttpResponse:
    """ "Đưa vào dự thảo": lines of the plan above (`path`, several) become lines of the draft."""
    plan = plan_in_scope(request, id)
    came = services.take_up_lines(plan, request.POST.getlist("path"), by=request.actor, now=request.now)
    words = f"Đã đưa {came} nội dung của cấp trên vào dự thảo." if came else "Nội dung này đã có trong dự thảo."
    messages.success(request, words)
    return redirect(own_address(request.POST.get("next", "")) or reverse("desk:plan_coverage", args=[plan.pk]))


@require_POST
def settle_note(request: HttpRequest, id: UUID) -> HttpResponse:
    """ "Đã xem": a thing to confirm is confirmed."""
    plan = plan_in_scope(request, id)
    services.settle_draft_note(plan, request.POST.get("note", "")[:16], by=request.actor, now=request.now)
    section = BY_SLUG.get(request.POST.get("muc", "")) or section_asked(request)
    return redirect(draft_address(plan, section, request.POST.get("block", "")[:8]))
