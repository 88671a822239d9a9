"""Đoạn văn dùng lại: purposes, requirements and objectives of all plans of the library, to search and to copy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.apps.journal.services import require
from thidua.apps.plans.queries import shelved
from thidua.core.permits import Act, may
from thidua.core.plans.library import TEXT_KINDS, TextKind, TextRow, texts_of
from thidua.web.desk.people.paging import page_of, words_asked
from thidua.web.desk.plans.lists.passages import passage_address

_KINDS: dict[str, TextKind] = {"muc-dich": "purpose", "yeu-cau": "requirement", "muc-tieu": "objective"}


@require_GET
def plan_texts(request: HttpRequest) -> HttpResponse:
    """GET ?tim=words&loai=kind&page=n. A constant number of queries."""
    require(may(request.actor, Act.PLAN_READ))
    words = words_asked(request)
    found = texts_of(shelved(request.actor), words=words)
    kind = request.GET.get("loai", "") if request.GET.get("loai", "") in _KINDS else ""
    rows = [row for row in found if not kind or row.kind == _KINDS[kind]]
    page = page_of(request, rows)
    page.object_list = [(row, *addressed(row)) for row in page.object_list]
    context = {
        "title": "Đoạn văn dùng lại",
        "words": words,
        "kind": kind,
        "page_obj": page,
        "all_count": len(found),
        "chips": [
            (name, TEXT_KINDS[value], sum(row.kind == value for row in found), name == kind)
            for name, value in _KINDS.items()
        ],
        "may_file": bool(may(request.actor, Act.PLAN_FILE)),
    }
    return render(request, "desk/plans/lists/texts.html", context)


def addressed(row: TextRow) -> tuple[str, list[tuple[str, str]]]:
    """The address of the sentence, and (name, address) of the other papers that hold the same words."""
    return passage_address(row.paper.key, row.item), [
        (other.called, passage_address(other.key, "")) for other in row.also
    ]
