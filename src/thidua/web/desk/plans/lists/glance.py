"""A plan at a glance: themes, what it rests on, purposes to copy, who gets it."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.apps.plans.queries import STATE_LABELS, law_of_wards, shelved, unit_cards
from thidua.core.permits import Act, may
from thidua.core.plans.library import TEXT_KINDS, Shelved, match_recipients, register_of, texts_in
from thidua.core.plans.tasks import task_lines
from thidua.core.viet.dates import day_first
from thidua.web.desk.amendments.life import life_line
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.plans.library import ICONS, TONES
from thidua.web.desk.plans.lists.bases import BasisRow, basis_row
from thidua.web.desk.plans.lists.passages import passage_address, themes_told

_STANDINGS = {
    "matched": ("good", "Trong danh sách", ""),
    "perhaps": ("warn", "Có lẽ là", ""),
    "above": ("idle", "Cấp trên", "right"),
    "leaders": ("idle", "Lãnh đạo", "people"),
    "unmatched": ("warn", "Chưa thấy trong danh sách", ""),
    "archive": ("idle", "Lưu", "book"),
}


@require_GET
def plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page. A constant number of queries."""
    found = plan_in_scope(request, id)
    library = shelved(request.actor)
    (paper,) = [one for one in library if one.key == str(found.pk)] or shelved(request.actor, only=found)
    reading: Any = paper.plan
    document = reading["document"]
    day = found.signed_on.isoformat() if found.signed_on else document["date"]
    recipients = _recipients(found, reading, request)
    unmatched = sum(row["standing"] == "unmatched" for row in recipients)
    context = {
        "title": found.title,
        "plan": found,
        "number": "/".join(filter(None, (found.number or document["number"] or "…", document["symbol"]))),
        "day": day_first(day) if day else "chưa có",
        "issuer": (document.get("issuer") or {}).get("name") or found.unit.name,
        "life": life_line(request, found),
        "may_amend": found.state == "issued" and bool(may(request.actor, Act.AMENDMENT_PREPARE, commune=found.commune)),
        "step": (TONES[found.state], STATE_LABELS[found.state], ICONS.get(found.state, "")),
        "themes": themes_told(reading),
        "task_count": len(task_lines(reading)),
        "texts": [
            (TEXT_KINDS[kind], [(row, passage_address(found.pk, row.item)) for row in rows])
            for kind, rows in groupby(texts_in(paper), key=lambda row: row.kind)
        ],
        "bases": _bases(paper, library, request),
        "recipients": recipients,
        "unmatched_words": f"{unmatched} nơi nhận chưa thấy trong danh sách" if unmatched else "",
    }
    return render(request, "desk/plans/lists/glance.html", context)


def _bases(paper: Shelved, library: list[Shelved], request: HttpRequest) -> list[BasisRow]:
    """The documents that this plan cites; the rest of the library tells of other days and holds some of them."""
    papers = library if any(one is paper for one in library) else [*library, paper]
    rows = []
    for row in register_of(papers, request.today, law_of_wards(request.actor)):
        own = tuple(one for one in row.citations if one.paper is paper)
        if own:
            rows.append(basis_row(replace(row, citations=own)))
    return rows


def _recipients(plan: Any, reading: Any, request: HttpRequest) -> list[dict[str, Any]]:
    cards = unit_cards(plan, request.today)
    names = {card.id: card.name for card in cards}
    rows = []
    for row in match_recipients(reading, cards):
        tone, word, icon = _STANDINGS[row.standing]
        units = [names[unit] for unit in row.units]
        rows.append(
            {
                "name": row.name,
                "note": row.note,
                "standing": row.standing,
                "status": (tone, word, icon),
                "units": units,
                "url": passage_address(plan.pk, row.item) if row.item else "",
            }
        )
    return rows
