"""Lists of units and people from Excel: empty list, sending, preview, confirmation, taking back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.apps.journal.services import Refused, require
from thidua.apps.units import services
from thidua.apps.units.queries import ImportState, applied_before, empty_list, list_columns
from thidua.core.permits import Act, may
from thidua.formats.guard import XLSX
from thidua.web.desk.people.sending import form_page, send_once
from thidua.web.desk.units.access import list_asked, place_to_set
from thidua.web.desk.units.forms import ListForm

_WORDS = {
    "units": (_lazy("Nhập đơn vị từ Excel"), "desk:units", _lazy("Đơn vị"), "desk:units_list_file"),
    "people": (_lazy("Nhập người dùng từ Excel"), "desk:people", _lazy("Người dùng"), "desk:people_list_file"),
}
_ACTS = {"units": Act.UNIT_MANAGE, "people": Act.PERSON_MANAGE}


@require_GET
def empty_file(request: HttpRequest, noun: str) -> HttpResponse:
    """The list to fill in."""
    require(may(request.actor, _ACTS[noun]))
    response = HttpResponse(empty_list(noun), content_type=XLSX)
    name = {"units": "danh-sach-don-vi.xlsx", "people": "danh-sach-nguoi-dung.xlsx"}[noun]
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def send_list(request: HttpRequest, noun: str) -> HttpResponse:
    """Send a filled list; nothing is written but what was read."""
    require(may(request.actor, _ACTS[noun]))
    place = place_to_set(request)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["file"]
            row = services.preview_import(
                noun, sent.read(), sent.name, commune=place.pk, by=request.actor, now=request.now
            )
            return redirect("desk:list", row.pk)
        except Refused as refused:
            _at_the_file(form, refused)
    title, back, label, template = _WORDS[noun]
    more: dict[str, Any] = {"template": "desk/units/send_list.html", "file_url": reverse(template)}
    more["columns"] = list_columns(noun)
    return form_page(request, form, title=title, submit=_("Xem trước"), back=(reverse(back), label), **more)


def _at_the_file(form: ListForm, refused: Refused) -> None:
    for reason in refused.verdict.reasons:
        if reason.code == "no_permit":
            raise refused
        form.add_error("file", reason.text)


@require_GET
def show_list(request: HttpRequest, listing: UUID) -> HttpResponse:
    """What was read, row by row, with all that is wrong; or what became of it."""
    return list_page(request, list_asked(request, listing))


def list_page(request: HttpRequest, row: Any, told: Refused | None = None, status: int = 200) -> HttpResponse:
    checked = services.check_import(row, by=request.actor) if row.state == ImportState.PREVIEWED else []
    faults = services.faults_of(checked)
    title, back, label, _template = _WORDS[row.noun]
    states = [each.state for each in checked]
    context = {
        "row": row,
        "title": title,
        "back_url": reverse(back),
        "back_label": label,
        "columns": list_columns(row.noun),
        "rows": [(each, [each.row.text(column.key) for column in list_columns(row.noun)]) for each in checked],
        "faults": faults,
        "notes": (row.rows or {}).get("notes", []) if isinstance(row.rows, dict) else [],
        "many": {state: states.count(state) for state in ("new", "asked", "known", "wrong")},
        "before": applied_before(row),
        "told": told.verdict.reasons if told else (),
    }
    return render(request, "desk/units/list_preview.html", context, status=status)


@require_POST
def apply_list(request: HttpRequest, listing: UUID) -> HttpResponse:
    """Write the list that was looked at; first passwords are shown once."""
    row = list_asked(request, listing)
    sha256, doubles_ok = request.POST.get("sha256", ""), bool(request.POST.get("doubles_ok"))
    told: list[Any] = []

    try:
        first = services.first_passwords(row, by=request.actor)

        def act() -> None:
            more = {"doubles_ok": doubles_ok, "first": first}
            told.extend(services.apply_import(row, sha256=sha256, by=request.actor, now=request.now, **more))

        send_once(request, {"sha256": sha256, "doubles_ok": doubles_ok}, act)
    except Refused as refused:
        return _refused(request, row, refused)
    messages.success(request, _("Đã nhập danh sách."))
    if not told:
        return redirect("desk:list", row.pk)
    response = render(request, "desk/people/first_password.html", {"told": told, "listing": row})
    response["Cache-Control"] = "no-store"
    return response


def _refused(request: HttpRequest, row: Any, refused: Refused) -> HttpResponse:
    if any(reason.code == "no_permit" for reason in refused.verdict.reasons):
        raise refused
    return list_page(request, list_asked(request, row.pk), refused, status=409)


@require_POST
def undo_list(request: HttpRequest, listing: UUID) -> HttpResponse:
    """Take back what the list made."""
    row = list_asked(request, listing)
    try:
        send_once(request, {"act": "undo"}, lambda: services.undo_import(row, by=request.actor, now=request.now))
    except Refused as refused:
        return _refused(request, row, refused)
    messages.success(request, _("Đã hoàn tác: những gì danh sách này tạo ra đã được bỏ."))
    return redirect("desk:list", row.pk)
