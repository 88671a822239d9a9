"""Căn cứ pháp lý: every document that the plans of the library cite, with its days and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.apps.journal.services import require
from thidua.apps.plans.queries import MOST_SHELVED, law_of_wards, shelved
from thidua.core.permits import Act, may
from thidua.core.plans.library import Citation, RegisterRow, register_of
from thidua.core.viet.dates import day_first, short_date
from thidua.core.viet.text import fold
from thidua.web.desk.people.paging import page_of, words_asked
from thidua.web.desk.plans.lists.passages import passage_address
from thidua.web.desk.plans.lists.sheets import sheet_of

STANDINGS = {
    "in_force": ("good", "Còn hiệu lực", ""),
    "not_yet": ("warn", "Chưa có hiệu lực", "wait"),
    "replaced": ("idle", "Đã thay thế", "back"),
    "ended": ("idle", "Hết hiệu lực", "close"),
    "unknown": ("idle", "Không rõ", ""),
}
"""Tone, word and shape of each standing of a document."""
_CHIPS = (
    ("can-xem", "Cần xem", lambda row: row.asks),
    ("con-hieu-luc", "Còn hiệu lực", lambda row: row.standing == "in_force"),
    ("da-thay-the", "Đã thay thế", lambda row: row.standing == "replaced"),
    ("het-hieu-luc", "Hết hiệu lực", lambda row: row.standing == "ended"),
    ("chua-hieu-luc", "Chưa có hiệu lực", lambda row: row.standing == "not_yet"),
    ("khong-ro", "Không rõ", lambda row: row.standing == "unknown"),
)
COLUMNS = (
    "Loại", "Số, ký hiệu", "Trích yếu như in", "Cơ quan ban hành", "Ngày", "Ngày khác đã in", "Hiệu lực hôm nay",
    "Ghi chú hiệu lực", "Kế hoạch viện dẫn", "Hiệu lực vào ngày của kế hoạch",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitedBy:
    """One plan that cites a document, as a line: `faded` when it held no more, or not yet, on the plan's day."""

    called: str
    url: str
    on: str
    held: str
    faded: bool


@dataclass(frozen=True, slots=True)
class BasisRow:
    """A document of the register, in words."""

    row: RegisterRow
    dates: list[str]
    status: tuple[str, str, str]
    why: str
    cited: list[CitedBy]
    held_url: str


@require_GET
def legal_bases(request: HttpRequest) -> HttpResponse:
    """GET ?tim=words&tt=state&page=n. A constant number of queries."""
    found, rows, state, words = _asked(request)
    page = page_of(request, rows)
    page.object_list = [basis_row(row) for row in page.object_list]
    papers = {one.paper.key for row in found for one in row.citations}
    context = {
        "title": "Căn cứ pháp lý",
        "words": words,
        "state": state,
        "page_obj": page,
        "all_count": len(found),
        "papers": len(papers),
        "two_dates": sum(row.two_dates for row in found),
        "outdated": sum(bool(row.outdated_in) for row in found),
        "chips": [(name, label, sum(map(test, found)), name == state) for name, label, test in _CHIPS],
        "most": MOST_SHELVED,
        "may_file": bool(may(request.actor, Act.PLAN_FILE)),
    }
    return render(request, "desk/plans/lists/bases.html", context)


@require_GET
def legal_bases_sheet(request: HttpRequest) -> HttpResponse:
    """What the page shows, all pages of it, as a sheet."""
    _, rows, _, _ = _asked(request)
    note = f"Căn cứ pháp lý của các kế hoạch đã nạp, ngày {short_date(request.today)}"
    return sheet_of("can-cu-phap-ly.xlsx", "Căn cứ pháp lý", COLUMNS, [_cells(basis_row(row)) for row in rows], note)


def _asked(request: HttpRequest) -> tuple[list[RegisterRow], list[RegisterRow], str, str]:
    """What the words find, what the chosen state leaves of it, the state and the words."""
    require(may(request.actor, Act.PLAN_READ))
    words = words_asked(request)
    wanted = fold(words).split()
    register = register_of(shelved(request.actor), request.today, law_of_wards(request.actor))
    found = [row for row in register if all(word in row.searched for word in wanted)] if wanted else register
    state, test = next(
        ((name, test) for name, _, test in _CHIPS if name == request.GET.get("tt")), ("", lambda row: True)
    )
    return found, [row for row in found if test(row)], state, words


def basis_row(row: RegisterRow) -> BasisRow:
    """A row of the register in words, with addresses."""
    return BasisRow(
        row,
        [day_first(iso) for iso in row.dates],
        STANDINGS[row.standing],
        standing_words(row),
        [_cited_by(row, one) for one in row.citations],
        passage_address(row.held.key, "") if row.held else "",
    )


def standing_words(row: RegisterRow) -> str:
    """From when, until when, by what: what the register of law knows, and how far it can be trusted."""
    law = row.law
    if law is None:
        return ""
    parts = []
    if law.until:
        parts.append(f"hết hiệu lực từ {short_date(law.until)}")
        if law.replaced_by:
            parts.append(f"thay bằng {law.replaced_by}")
    elif law.since:
        parts.append(f"hiệu lực từ {short_date(law.since)}")
    if not law.verified:
        parts.append("theo trí nhớ, cần tra lại")
    return "; ".join(parts)


def _cited_by(row: RegisterRow, one: Citation) -> CitedBy:
    day = one.paper.day
    word = STANDINGS[one.standing][1].lower()
    held = "" if one.standing == "unknown" or day is None else f"{word} vào ngày {short_date(day)}"
    faded = one in row.outdated_in
    on = f"ghi ngày {day_first(one.date)}" if row.two_dates and one.date else ""
    return CitedBy(one.paper.called, passage_address(one.paper.key, one.item), on, held, faded)


def _cells(shown: BasisRow) -> list[Any]:
    row = shown.row
    return [
        row.kind,
        row.number,
        row.title,
        row.issuer,
        shown.dates[0] if shown.dates else None,
        "; ".join(shown.dates[1:]) or None,
        shown.status[1],
        shown.why or None,
        "; ".join(one.called for one in shown.cited),
        "; ".join(f"{one.called}: {one.held}" for one in shown.cited if one.held) or None,
    ]
