"""Nơi nhận và bằng chứng gửi: every printed recipient, how the paper went there, and what proves it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.apps.files.services import store_file
from thidua.apps.journal.services import Refused, require
from thidua.apps.movements import queries, services
from thidua.core.movements.sending import RULE_OF_SENDING
from thidua.core.permits import Act, may
from thidua.formats.xlsx import write_sheet
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.desk.movements.launch_forms import SendingForm
from thidua.web.desk.movements.table import by_kind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def recipients(request: HttpRequest, id: UUID) -> HttpResponse:
    """The register; a POST says that the chosen lines were sent."""
    movement = movement_asked(request, id, Act.REACH_READ)
    if request.method != "POST":
        return _show(request, movement)
    require(may(request.actor, Act.DELIVERY_RECORD, commune=movement.commune))
    form = SendingForm(request.POST, request.FILES)
    chosen = _ids(request.POST.getlist("recipients"))
    if not form.is_valid():
        return _show(request, movement, form=form, status=422)
    try:
        send_once(request, _content(movement, form, chosen), lambda: _record(request, movement, form, chosen))
    except Refused as refused:
        form.take(refused.verdict.reasons)
        return _show(request, movement, form=form, status=422)
    words = ngettext("Đã ghi gửi cho %(n)s nơi nhận.", "Đã ghi gửi cho %(n)s nơi nhận.", len(chosen))
    messages.success(request, words % {"n": len(chosen)})
    return redirect("desk:recipients", id=id)


def _ids(sent: list[str]) -> list[UUID]:
    found = []
    for text in sent[:500]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _content(movement: Any, form: SendingForm, chosen: list[UUID]) -> dict[str, object]:
    sent = form.cleaned_data
    told = {name: str(sent[name]) for name in ("channel", "sent_on", "receipt")}
    return {"act": "send", "movement": movement.id, "lines": sorted(map(str, chosen))} | told


def _record(request: HttpRequest, movement: Any, form: SendingForm, chosen: list[UUID]) -> None:
    sent = form.cleaned_data
    by, now = request.actor, request.now
    file = store_file(**sent["file"], commune=movement.commune, by=by, now=now) if sent["file"] else None
    sending = services.Sending(sent["channel"], sent["sent_on"], sent["receipt"], file)
    services.record_sending(movement, chosen, sending, by=by, now=now, today=request.today)


def _show(request: HttpRequest, movement: Any, *, form: SendingForm | None = None, status: int = 200) -> HttpResponse:
    lines = queries.recipient_lines(movement, request.today)
    may_record = bool(may(request.actor, Act.DELIVERY_RECORD, commune=movement.commune))
    initial = {"channel": "paper", "sent_on": request.today}
    context = {
        "movement": movement,
        "lines": lines,
        "open": [line for line in lines if line.state.open],
        "sent": [line for line in lines if line.sent],
        "may_record": may_record and movement.state in ("launched", "closed"),
        "may_prepare": may_record and movement.state == "launched" and not lines,
        "form": form or SendingForm(initial=initial),
        "form_errors": form,
        "chosen": set(request.POST.getlist("recipients")),
        "places": queries.PLACE_CHOICES,
        "rule": RULE_OF_SENDING,
        "choices": {"kinds": by_kind(queries.unit_choices(movement, request.today)) if may_record else []},
    }
    return render(request, "desk/launching/recipients.html", context, status=status)


@require_POST
def prepare_recipients(request: HttpRequest, id: UUID) -> HttpResponse:
    """Lines for a movement that was launched before lines were kept."""
    movement = movement_asked(request, id, Act.DELIVERY_RECORD)
    services.prepare_recipients(movement, by=request.actor, now=request.now, today=request.today)
    return redirect("desk:recipients", id=id)


@require_POST
def match_recipient(request: HttpRequest, id: UUID, recipient: UUID) -> HttpResponse:
    """Say who a printed recipient is."""
    movement = movement_asked(request, id, Act.DELIVERY_RECORD)
    found = queries.recipient_of(movement, recipient)
    if found is None:
        raise Http404
    units = _ids(request.POST.getlist(f"unit-{recipient}"))
    place = request.POST.get("place", "")
    try:
        services.match_recipient(found, place, units, by=request.actor, now=request.now, today=request.today)
    except Refused as refused:
        if any(reason.code == "no_permit" for reason in refused.verdict.reasons):
            raise
        messages.error(request, f"{found.printed}: {refused.verdict.text}")
        return _show(request, movement, status=422)
    messages.success(request, _("Đã ghi nơi nhận “%(name)s”.") % {"name": found.printed})
    return redirect("desk:recipients", id=id)


@require_safe
def recipients_sheet(request: HttpRequest, id: UUID) -> HttpResponse:
    """The register as a sheet, exactly what the page shows."""
    movement = movement_asked(request, id, Act.REACH_READ)
    rows = [
        (
            at, line.recipient.printed, line.recipient.note, line.recipient.get_place_display(),
            ", ".join(unit.name for unit in line.units), "\n".join(line.proofs), line.state.word,
        )
        for at, line in enumerate(queries.recipient_lines(movement, request.today), 1)
    ]  # fmt: skip
    columns = ("Số", "Nơi nhận", "Ghi chú", "Là", "Đơn vị", "Đã gửi", "Tình trạng")
    note = f"Nơi nhận và bằng chứng gửi: {movement.name}"
    response = HttpResponse(write_sheet("Nơi nhận", columns, rows, note=note), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, "noi-nhan.xlsx")
    return response
