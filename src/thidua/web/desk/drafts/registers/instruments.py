"""Sổ căn cứ: documents that the ward entered itself, with the days between which they hold."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.apps.journal.services import Refused, require
from thidua.apps.plans.queries import instruments
from thidua.apps.plans.register import as_law
from thidua.apps.plans.services import InstrumentValues, keep_instrument, withdraw_instrument
from thidua.core.law import instrument
from thidua.core.permits import Act, may
from thidua.core.plans.library import KINDS, standing_on
from thidua.web.desk.people.paging import page_of, words_asked
from thidua.web.desk.plans.access import issuing_unit
from thidua.web.desk.plans.lists.bases import STANDINGS
from thidua.web.kit.forms import PaperDateField, PlainForm


class InstrumentForm(PlainForm):
    """One document as the ward knows it."""

    type = forms.ChoiceField(label="Loại", choices=[(name, words) for name, words in KINDS.items()])
    number = forms.CharField(label="Số, ký hiệu", help_text="Ví dụ 152/2025/NĐ-CP", max_length=60)
    dated = PaperDateField(label="Ngày ban hành", help_text="Viết dạng 05/12/2026", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    title = forms.CharField(label="Trích yếu", max_length=1000, widget=forms.Textarea)
    since = PaperDateField(label="Có hiệu lực từ", required=False)
    until = PaperDateField(label="Hết hiệu lực từ", help_text="Ngày đầu tiên không còn hiệu lực", required=False)
    replaced_by = forms.CharField(
        label="Được thay bằng", help_text="Số, ký hiệu văn bản mới", max_length=60, required=False
    )
    source = forms.CharField(
        label="Tra ở đâu", help_text="Để người sau kiểm tra lại được", max_length=300, required=False
    )
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """GET ?tim=words&page=n. A constant number of queries."""
    require(may(request.actor, Act.PLAN_READ))
    words = words_asked(request)
    page = page_of(request, instruments(request.actor, words=words))
    page.object_list = [
        (row, STANDINGS[standing_on(as_law(row), request.today)], _known(row)) for row in page.object_list
    ]
    context = {
        "title": "Sổ căn cứ của phường",
        "words": words,
        "page_obj": page,
        "may_keep": bool(may(request.actor, Act.LIBRARY_KEEP)),
    }
    return render(request, "desk/drafts/registers/instruments.html", context)


def _known(row: Any) -> bool:
    """Whether the register of law holds the document too: then its word counts."""
    return instrument(row.number) is not None


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    require(may(request.actor, Act.LIBRARY_KEEP))
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Change an entry; what somebody else wrote meanwhile is not written over."""
    row = get_object_or_404(instruments(request.actor), pk=id)
    require(may(request.actor, Act.LIBRARY_KEEP, commune=row.commune))
    return _form_page(request, row)


def _form_page(request: HttpRequest, row: Any) -> HttpResponse:
    form = InstrumentForm(request.POST or None, initial=_shown(row))
    if request.method == "POST" and form.is_valid():
        sent = dict(form.cleaned_data)
        base = sent.pop("revision")
        commune = row.commune if row else issuing_unit(request).commune
        try:
            made = keep_instrument(
                InstrumentValues(**sent), commune=commune, by=request.actor, now=request.now, known=row, base=base
            )
        except Refused as error:
            for reason in error.verdict.reasons:
                form.add_error(reason.field if reason.field in form.fields else None, reason.text)
        else:
            messages.success(request, f"Đã ghi {made.number} vào sổ căn cứ.")
            return redirect("desk:instruments")
    context = {
        "title": "Sửa văn bản trong sổ" if row else "Thêm văn bản vào sổ",
        "form": form,
        "form_errors": form.is_bound and bool(form.errors),
        "row": row,
    }
    return render(request, "desk/drafts/registers/instrument.html", context, status=422 if form.is_bound else 200)


def _shown(row: Any) -> dict[str, Any]:
    names = [*InstrumentForm.base_fields]
    return {name: getattr(row, name) for name in names} if row else {"type": "decision"}


@require_POST
def withdraw(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take an entry out of the register."""
    row = get_object_or_404(instruments(request.actor), pk=id)
    withdraw_instrument(row, by=request.actor, now=request.now)
    messages.success(request, f"Đã rút {row.number} khỏi sổ căn cứ.")
    return redirect("desk:instruments")
