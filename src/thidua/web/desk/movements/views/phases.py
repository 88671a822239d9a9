"""Giai đoạn và đợt cao điểm: phases with their reviews, peaks on anniversaries, the block that runs the movement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.core.movements.kinds import rule_of, school_year_name
from thidua.core.permits import Act
from thidua.core.verdicts import Reason
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.desk.movements.launch_forms import PeakForm, PhaseForm

BLANK_ROWS = 2


@require_http_methods(["GET", "HEAD", "POST"])
def phases(request: HttpRequest, id: UUID) -> HttpResponse:
    """The table; a POST stores all rows."""
    movement = movement_asked(request, id, Act.MOVEMENT_ASSIGN)
    if request.method != "POST":
        return _show(request, movement)
    rows = _rows(movement, request.POST)
    kept = [row for row in rows if not row.is_empty]
    faulty = [row for row in kept if not row.is_valid()]
    base = request.POST.get("base", "")
    if faulty:
        return _show(request, movement, rows=rows, status=422)
    try:
        found = services.save_phases(
            movement, [row.row for row in kept],
            base=int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0,
            by=request.actor, now=request.now,
        )  # fmt: skip
    except Refused as refused:
        return _refused(request, movement, rows, kept, refused)
    messages.success(request, " ".join([_("Đã lưu giai đoạn."), *(reason.text for reason in found.reasons)]))
    return redirect("desk:phases", id=id)


def _refused(
    request: HttpRequest, movement: Any, rows: list[PhaseForm], kept: list[PhaseForm], refused: Refused
) -> HttpResponse:
    """Every reason at its row; what was typed stays."""
    other: list[Reason] = []
    for reason in refused.verdict.reasons:
        field, _dash, at = (reason.field or "").rpartition("-")
        if field and at.isdigit() and int(at) < len(kept):
            kept[int(at)].add_error(field, reason.text)
        else:
            other.append(reason)
    if any(reason.code in ("no_permit", "wrong_step") for reason in other):
        raise refused
    status = 409 if any(reason.code == "D30" for reason in other) else 422
    return _show(request, movement, rows=rows, other=other, status=status)


def _rows(movement: Any, posted: Any = None) -> list[PhaseForm]:
    """A form a row: what was sent, or what is stored, and empty ones to write into."""
    if posted is not None:
        count = int(posted["rows"]) if posted.get("rows", "").isdigit() and len(posted["rows"]) < 3 else 0
        return [PhaseForm(posted, prefix=f"p{at}") for at in range(min(count, 40))]
    stored = [PhaseForm(prefix=f"p{at}", initial=row) for at, row in enumerate(queries.phase_values(movement))]
    return stored + [PhaseForm(prefix=f"p{len(stored) + at}") for at in range(BLANK_ROWS)]


def _show(
    request: HttpRequest,
    movement: Any,
    *,
    rows: list[PhaseForm] | None = None,
    peak: PeakForm | None = None,
    other: list[Reason] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = _rows(movement) if rows is None else rows
    wrong = [*(row for row in rows if row.is_bound and not row.is_empty and row.errors), *([peak] if peak else [])]
    context = _of_kind(movement) | {
        "movement": movement,
        "rows": rows,
        "may_edit": movement.state == "draft",
        "stored": queries.phase_values(movement),
        "peaks": queries.peaks_of(movement),
        "suggested": queries.peaks_suggested(movement),
        "peak_form": peak or _peak_form(movement),
        "other": other or [],
        "form_errors": wrong or bool(other),
    }
    return render(request, "desk/launching/phases.html", context, status=status)


def _of_kind(movement: Any) -> dict[str, Any]:
    """What the kind of the movement asks for."""
    rule = rule_of(movement.kind)
    of_school = movement.kind == "school_year"
    return {
        "hint": rule.hint,
        "school_year": school_year_name(movement.starts_on, movement.ends_on) if of_school else "",
        "blocks": queries.block_choices(movement) if rule.of_block and movement.state == "draft" else [],
    }


@require_POST
def choose_block(request: HttpRequest, id: UUID) -> HttpResponse:
    """Which block runs the movement."""
    movement = movement_asked(request, id, Act.MOVEMENT_ASSIGN)
    sent = request.POST.get("block", "")
    known = {str(ident): ident for ident, _name in queries.block_choices(movement)}
    if sent and sent not in known:
        return _show(
            request, movement, other=[Reason("D34", "Chọn khối thi đua trong danh sách.")], status=422
        )  # fmt: skip
    services.choose_block(movement, known.get(sent), by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi khối thi đua; thành viên của khối là đơn vị tham gia."))
    return redirect("desk:phases", id=id)


@require_POST
def add_peak(request: HttpRequest, id: UUID) -> HttpResponse:
    """A peak, typed or as suggested."""
    movement = movement_asked(request, id, Act.MOVEMENT_ASSIGN)
    form = _peak_form(movement, request.POST)
    if not form.is_valid():
        return _show(request, movement, peak=form, status=422)
    try:
        services.add_peak(movement, form.row, by=request.actor, now=request.now)
    except Refused as refused:
        form.take(refused.verdict.reasons)
        return _show(request, movement, peak=form, status=422)
    messages.success(request, _("Đã thêm đợt cao điểm."))
    return redirect("desk:phases", id=id)


def _peak_form(movement: Any, posted: Any = None) -> PeakForm:
    return PeakForm(posted, span=(movement.starts_on, movement.ends_on))


@require_POST
def remove_peak(request: HttpRequest, id: UUID, peak: UUID) -> HttpResponse:
    """Take one out."""
    movement = movement_asked(request, id, Act.MOVEMENT_ASSIGN)
    found = movement.peaks.filter(pk=peak).first()
    if found is None:
        raise Http404
    send_once(
        request,
        {"act": "remove_peak", "peak": peak},
        lambda: services.remove_peak(found, by=request.actor, now=request.now),
    )
    messages.success(request, _("Đã bỏ đợt cao điểm."))
    return redirect("desk:phases", id=id)
