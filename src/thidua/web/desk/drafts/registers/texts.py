"""Đoạn đã lưu: sentences that the ward keeps to use again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from thidua.apps.journal.services import Refused, require
from thidua.apps.plans.queries import TEXT_KINDS, saved_texts
from thidua.apps.plans.services import save_text, withdraw_text
from thidua.core.permits import Act, may
from thidua.web.desk.people.paging import page_of, words_asked
from thidua.web.desk.plans.access import issuing_unit


@require_http_methods(["GET", "POST"])
def saved_texts_page(request: HttpRequest) -> HttpResponse:
    """GET ?tim=words&loai=kind&page=n; POST keeps a typed sentence. A constant number of queries."""
    require(may(request.actor, Act.PLAN_READ))
    sent, errors = {}, {}
    if request.method == "POST":
        sent = {name: request.POST.get(name, "") for name in ("kind", "text")}
        try:
            unit = issuing_unit(request)
            save_text(**sent, commune=unit.commune, by=request.actor, now=request.now)
        except Refused as error:
            if not any(reason.field for reason in error.verdict.reasons):
                raise
            errors = {reason.field: reason.text for reason in error.verdict.reasons}
        else:
            messages.success(request, "Đã lưu đoạn văn.")
            return redirect("desk:saved_texts")
    words = words_asked(request)
    kind = request.GET.get("loai", "") if request.GET.get("loai", "") in TEXT_KINDS else ""
    counts = dict(saved_texts(request.actor, words=words).order_by().values_list("kind").annotate(Count("id")))
    context = {
        "title": "Đoạn đã lưu",
        "words": words,
        "kind": kind,
        "kinds": list(TEXT_KINDS.items()),
        "chips": [(name, label, counts[name], name == kind) for name, label in TEXT_KINDS.items() if counts.get(name)],
        "all_count": sum(counts.values()),
        "page_obj": page_of(request, saved_texts(request.actor, words=words, kind=kind)),
        "may_keep": bool(may(request.actor, Act.LIBRARY_KEEP)),
        "sent": sent,
        "errors": errors,
        "form_errors": bool(errors),
    }
    return render(request, "desk/drafts/registers/texts.html", context, status=422 if errors else 200)


@require_POST
def withdraw(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a saved text out of the register; plans keep its words."""
    withdraw_text(get_object_or_404(saved_texts(request.actor), pk=id), by=request.actor, now=request.now)
    messages.success(request, "Đã rút đoạn văn; kế hoạch đã dùng không đổi.")
    return redirect("desk:saved_texts")
