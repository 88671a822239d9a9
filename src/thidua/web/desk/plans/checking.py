"""The page of two panes: the paper on the left, what was read from it on the right, findings first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from thidua.apps.journal.services import Refused
from thidua.apps.movements.queries import visible_to as movements_visible_to
from thidua.apps.movements.services import draft_movement
from thidua.apps.plans.queries import STATE_LABELS, current_version, findings_of, may_undo, reading
from thidua.apps.plans.services import check_plan_done
from thidua.core.permits import Act, may
from thidua.core.plans.life import PLAN_STEPS, may_write
from thidua.web.desk.amendments.life import amendment_address
from thidua.web.desk.amendments.told import differs_from_before
from thidua.web.desk.plans.access import editable, plan_in_scope
from thidua.web.desk.plans.boxes import Box
from thidua.web.desk.plans.filing import STEPS
from thidua.web.desk.plans.lists.passages import passage_asked, themes_told
from thidua.web.desk.plans.marks import key_of, marks_of, teller
from thidua.web.desk.plans.pane.figures import figure_list
from thidua.web.desk.plans.pane.listed import ADDED_BY_TYPING, groups, mark_of
from thidua.web.desk.plans.pane.marking import MARKABLE
from thidua.web.desk.plans.rows import (
    FindingRow,
    Row,
    finding_rows,
    limit_rows,
    opened,
    overview_rows,
    summary_of,
    target_rows,
    unit_rows,
)
from thidua.web.desk.plans.sheet import compose

_SEVERITIES = {"must": "phải làm", "should": "nên xem", "spelling": "chính tả"}


@dataclass(frozen=True)
class RefusedForm:
    """A small form of the page that was not taken: which one, what was sent, and the sentence at each field."""

    form: str
    sent: dict[str, str]
    errors: dict[str, str]


@require_GET
def check_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page; `?sua=KEY` opens the fields of one row, so that a page carries no more fields than are being used."""
    return check_page(request, plan_in_scope(request, id))


def check_page(
    request: HttpRequest,
    plan: Any,
    *,
    typed: Box | None = None,
    refused: RefusedForm | None = None,
    open_key: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page. `typed` is a box whose words could not be stored, `refused` a small form that was not taken:
    both are shown open, as they were sent. `open_key` is the row with its fields, where no address names one."""
    version = current_version(plan)
    plan_reading, may_edit = reading(version), editable(request, plan)
    shown = findings_of(version, plan_reading, request.today, request.actor)
    marks, places = marks_of(plan_reading, shown)
    passage = passage_asked(request, plan_reading)
    marks += [passage.mark] if passage and passage.mark else []
    right = right_side(plan, version, plan_reading, shown, places)
    opened_row = None
    if may_edit:
        opened_row = _open_row(right, plan_reading, open_key or request.GET.get("sua", ""), typed)
        marks += [mark] if opened_row and (mark := mark_of(opened_row, plan_reading)) else []
    document = plan_reading["document"].get("source") or {}
    context = {
        "title": "Kiểm tra kế hoạch",
        "plan": plan,
        "version": version,
        "versus": differs_from_before(request, plan, version),
        "may_edit": may_edit,
        "may_write": may_edit and version.drafted and bool(may_write(plan.state)),
        "may_discard": may_edit and bool(PLAN_STEPS.may_move(plan.state, "discard")),
        "state_label": STATE_LABELS[plan.state],
        "locked_words": _locked_words(plan, may_edit),
        "sheet": compose(
            plan_reading["x_text"], marks, head=tuple(document.get("chars") or (0, 0)), told=teller(plan_reading)
        ),
        "passage": passage,
        "themes": themes_told(plan_reading),
        "refused": refused,
        "wrong": _wrong(typed, refused),
        "form_errors": bool(typed or refused),
        "steps": [{"label": label} for label in (("Soạn", *STEPS[1:]) if version.drafted else STEPS)],
        "step_now": 2,
        "undo": token if may_edit and may_undo(version, token := request.GET.get("lui", "")) else "",
        "revision_name": f"{version.ordinal}.{version.revision}",
        "row_open": bool(opened_row),
        "shaping_open": request.GET.get("viec") == "tach",
        "figures": figure_list(version, plan_reading, {mark.key for mark in marks}, after=request.GET.get("so", "")),
        "markable": MARKABLE if may_edit else (),
        "addable": ADDED_BY_TYPING if may_edit else (),
    }
    return render(request, "desk/plans/check.html", context | right, status=status)


def right_side(
    plan: Any, version: Any, plan_reading: dict[str, Any], shown: Any, places: dict[str, str]
) -> dict[str, Any]:
    """Everything the right pane tells about a reading."""
    asked = {places[row.key] for row in shown if row.kept is None}
    found = finding_rows(shown, places, plan_reading)
    rows = {
        "heads": overview_rows(plan_reading, asked),
        "targets": target_rows(plan_reading, asked),
        "limits": limit_rows(plan_reading, version.choices, asked),
        "units": unit_rows(plan_reading),
    }
    still = [row for row in found if row.kept is None]
    told = [row for row in still if not row.asks]
    return rows | {
        "here": reverse("desk:check_plan", args=[plan.pk]),
        "keep_here": reverse("desk:keep_finding", args=[plan.pk]),
        "summary": summary_of(plan_reading, shown),
        "notes": [note["text"] for note in version.notes],
        "open_findings": told,
        "open_counts": _by_severity(told),
        "open_questions": asked_at_their_rows(still, [row for each in rows.values() for row in each]),
        "kept_findings": [row for row in found if row.kept],
        "groups": groups(plan_reading),
    }


def _by_severity(rows: Iterable[FindingRow]) -> str:
    """ "1 phải làm, 5 nên xem, 1 chính tả"."""
    counts = Counter(row.severity for row in rows)
    return ", ".join(f"{counts[name]} {word}" for name, word in _SEVERITIES.items() if counts[name])


def asked_at_their_rows(found: list[FindingRow], rows: list[Row]) -> list[FindingRow]:
    """Put every question at the row it asks about; those about no row are returned."""
    by_key = {row.key: row for row in rows}
    loose = []
    for one in found:
        if one.asks and one.field_key in by_key:
            by_key[one.field_key].asks.append(one)
        elif one.asks:
            loose.append(one)
    return loose


def _open_row(right: dict[str, Any], plan_reading: dict[str, Any], key: str, typed: Box | None) -> Row | None:
    """Give the row with this key, or the one whose words were refused, its fields. Returns it."""
    key = row_key(typed.path, plan_reading) if typed else key
    for name in ("heads", "targets", "limits", "units"):
        for row in right[name]:
            if row.key == key and row.path:
                return opened(row, plan_reading, typed)
    for group in right["groups"]:
        for row in group.rows:
            if row.key == key:
                group.open = True
                return opened(row, plan_reading, typed)
    return None


def row_key(path: str, plan_reading: dict[str, Any]) -> str:
    """The key of the row in which the item at a path is corrected: a duty in the row of its unit."""
    return "M" if path == "movement" else key_of(path.split("/duties/", maxsplit=1)[0], plan_reading)


def _wrong(typed: Box | None, refused: RefusedForm | None) -> list[tuple[str, str]]:
    """(id of the control, sentence) for the summary of errors."""
    found = [(f"f-{one.slug}", reason.text) for one in typed.fields for reason in one.errors] if typed else []
    found += (
        [
            (f"f-{one.slug}", f"{one.label}: {one.who or 'Người khác'} vừa ghi “{one.theirs}”")
            for one in typed.fields
            if one.theirs is not None
        ]
        if typed
        else []
    )
    return found + ([(f"f-{refused.form}-{name}", text) for name, text in refused.errors.items()] if refused else [])


def _locked_words(plan: Any, may_edit: bool) -> str:
    if may_edit:
        return ""
    if plan.state in ("issued", "closed"):
        way = " Muốn đổi, bấm Lập sửa đổi ở trang kế hoạch." if plan.state == "issued" else ""
        return f"Kế hoạch {STATE_LABELS[plan.state].lower()}; phần đã đọc không sửa nữa.{way}"
    return "Chỉ cán bộ thường trực thi đua của phường sửa được phần đã đọc."


@require_POST
def plan_checked(request: HttpRequest, id: UUID) -> HttpResponse:
    """The clerk is through: the draft of the movement is made or brought up to date, then its assignment page."""
    plan = plan_in_scope(request, id)
    by, now = request.actor, request.now
    try:
        check_plan_done(plan, by=by, now=now)
    except Refused as error:
        if not any(reason.code == "figures_left" for reason in error.verdict.reasons):
            raise
        messages.error(request, error.verdict.text)
        return redirect(f"{reverse('desk:check_plan', args=[plan.pk])}#so-lieu")
    if address := amendment_address(request, plan):
        return redirect(address)
    movement = draft_movement(plan, by=by, now=now, today=request.today)
    return redirect(reverse("desk:assign", args=[movement.pk]))


def launch_address(request: HttpRequest, plan: Any) -> str:
    """The launch page of the plan's movement, or the check page while there is none; a paper that amends another plan
    leads back to its amendment."""
    if address := amendment_address(request, plan):
        return address
    movement = movements_visible_to(request.actor).filter(plan=plan).first()
    if movement and may(request.actor, Act.LAUNCH_PROPOSE, commune=plan.commune):
        return reverse("desk:launch", args=[movement.pk])
    return reverse("desk:check_plan", args=[plan.pk])
