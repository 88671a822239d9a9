"""Chủ đề năm: the themes of city and ward, one of each a year, which new plans print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from thidua.apps.journal.services import Refused, require
from thidua.apps.plans.queries import shelved, themes
from thidua.apps.plans.services import enter_theme
from thidua.core.permits import Act, may
from thidua.web.desk.plans.access import issuing_unit
from thidua.web.desk.plans.lists.passages import passage_address

OWNERS = (("commune", "xã, phường"), ("province", "thành phố, tỉnh"))


@require_http_methods(["GET", "POST"])
def year_themes(request: HttpRequest) -> HttpResponse:
    """The register, and what plans of the library print that is not in it; POST enters or changes one."""
    require(may(request.actor, Act.PLAN_READ))
    sent: dict[str, str] = {"year": str(request.today.year + (request.today.month > 8)), "of": "commune", "text": ""}
    errors: dict[str, str] = {}
    if request.method == "POST":
        sent = {name: request.POST.get(name, "") for name in sent}
        errors = _entered(request, sent)
        if not errors:
            messages.success(request, f"Đã ghi chủ đề năm {sent['year']}.")
            return redirect("desk:year_themes")
    rows = list(themes(request.actor))
    context = {
        "title": "Chủ đề năm",
        "rows": rows,
        "printed": _printed(request, rows),
        "owners": OWNERS,
        "sent": sent,
        "errors": errors,
        "form_errors": bool(errors),
        "may_keep": bool(may(request.actor, Act.LIBRARY_KEEP)),
    }
    return render(request, "desk/drafts/registers/themes.html", context, status=422 if errors else 200)


def _entered(request: HttpRequest, sent: dict[str, str]) -> dict[str, str]:
    """Enter the theme; sentences by field when it was refused."""
    year = int(sent["year"]) if sent["year"].isascii() and sent["year"].isdigit() and len(sent["year"]) == 4 else 0
    try:
        commune = issuing_unit(request).commune
        enter_theme(year, sent["of"], sent["text"], commune=commune, by=request.actor, now=request.now)
    except Refused as error:
        if not any(reason.field for reason in error.verdict.reasons):
            raise
        return {reason.field or "": reason.text for reason in error.verdict.reasons}
    return {}


def _printed(request: HttpRequest, rows: list[Any]) -> list[dict[str, str]]:
    """Themes of city and ward that plans of the library print and the register does not hold, each once."""
    known = {(row.year, row.of) for row in rows}
    found = {}
    for paper in shelved(request.actor):
        for theme in paper.plan["themes"]:
            year, of = theme.get("year"), theme["of"]
            if year and of in dict(OWNERS) and (year, of) not in known:
                told = {"year": str(year), "of": of, "owner": dict(OWNERS)[of], "text": theme["text"]}
                found.setdefault(
                    (year, of, theme["text"]),
                    told | {"called": paper.called, "url": passage_address(paper.key, theme.get("id", ""))},
                )
    return [found[key] for key in sorted(found, reverse=True)]
