"""The library: every plan paper of the ward, searched without marks."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.apps.journal.services import require
from thidua.apps.plans.queries import STATE_LABELS
from thidua.apps.plans.queries import library as library_rows
from thidua.core.permits import Act, may
from thidua.core.plans.life import PLAN_STEPS, may_write
from thidua.web.desk.people.paging import words_asked

PER_PAGE = 25
TONES = {"draft": "idle", "checked": "busy", "signed": "busy", "issued": "good", "closed": "idle"}
ICONS = {"draft": "draft", "closed": "lock"}


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """GET ?tim=words&buoc=state&page=n. A constant number of queries."""
    require(may(request.actor, Act.PLAN_READ))
    words = words_asked(request)
    state = request.GET.get("buoc", "") if request.GET.get("buoc", "") in STATE_LABELS else ""
    found = library_rows(request.actor, words=words)
    chips = _chips(found, state)
    rows = library_rows(request.actor, words=words, state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.versions_filed = len(row.versions.all())
        row.drafting = bool(row.versions_filed and row.versions.all()[0].drafted and may_write(row.state))
        row.step = (TONES[row.state], STATE_LABELS[row.state], ICONS.get(row.state, ""))
    context = {
        "title": "Kế hoạch",
        "words": words,
        "state": state,
        "chips": chips,
        "all_count": sum(chip["count"] for chip in chips),
        "page_obj": page,
        "may_file": bool(may(request.actor, Act.PLAN_FILE)),
    }
    return render(request, "desk/plans/library.html", context)


def _chips(rows, chosen: str) -> list[dict[str, object]]:
    """States in the order of a plan's life with how many papers of the search stand in each."""
    counts = dict(
        rows.order_by().values("state").annotate(papers=Count("id", distinct=True)).values_list("state", "papers")
    )
    return [
        {"state": state, "label": label, "count": counts[state], "current": state == chosen}
        for state, label in PLAN_STEPS.labels.items()
        if counts.get(state)
    ]
