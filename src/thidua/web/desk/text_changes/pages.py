"""The page of wording: what the machine offers, what was decided, one more by hand, and the corrected file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from thidua.apps.plans.queries import Shown, current_version, findings_of, left_to_see, offered, reading, text_changes
from thidua.core.permits import Act, may
from thidua.core.plans.life import may_reword
from thidua.formats import guard
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.text_changes.rows import LONGEST_QUOTE, AddForm, made_rows, offer_rows, places_to_choose


@dataclass
class CameBack:
    """A form that was not taken: the fields as sent, sentences by field of the page, and what happened meanwhile."""

    sent: Mapping[str, str] = field(default_factory=dict)
    offers: dict[str, list[str]] = field(default_factory=dict)
    made: dict[str, list[str]] = field(default_factory=dict)
    add: AddForm | None = None
    reason: str = ""
    issue: list[str] = field(default_factory=list)
    general: list[str] = field(default_factory=list)


@require_GET
def plan_wording(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page; `?diem=KEY` ticks what this finding offers, or fills the form with the words that it points at."""
    plan = plan_in_scope(request, id)
    # The words of a plan that is written here are changed where they are written.
    return redirect("desk:write_draft", plan.pk) if current_version(plan).drafted else wording_page(request, plan)


def wording_page(request: HttpRequest, plan: Any, back: CameBack | None = None, *, status: int = 200) -> HttpResponse:
    """Render the page; `back` is a form that comes back as it was sent."""
    back = back or CameBack()
    version = current_version(plan)
    made = text_changes(version)
    shown = findings_of(version, reading(version), request.today, request.actor)
    picked = request.GET.get("diem", "")[:16]
    offers = offer_rows(version, offered(version, shown, made), back.sent, picked)
    for row in offers:
        row.errors = back.offers.get(row.key, [])
    add = back.add or _from_finding(version, shown, "" if any(row.taken for row in offers) else picked)
    told = bool(may_reword(plan.state, from_above=plan.from_above))
    may_edit = told and bool(may(request.actor, Act.PLAN_CORRECT, commune=plan.commune))
    is_docx = version.file is not None and version.file.media_type == guard.DOCX
    context = {
        "title": "Sửa lời văn",
        "plan": plan,
        "version": version,
        "may_edit": may_edit,
        "locked_words": "" if may_edit else _locked_words(plan, told),
        "is_docx": is_docx,
        "slip_is_main": may_edit and not is_docx and (bool(made) or not offers),
        "offers": offers,
        "made": made_rows(version, made, back.made),
        "add": add,
        "reason": back.reason or _reason_for(len(made)),
        "issue_errors": back.issue,
        "remarks": len(left_to_see(shown, made)),
        "wrong": _wrong(back, offers, add),
        "form_errors": status in (409, 422),
    }
    return render(request, "desk/plans/changes/wording.html", context, status=status)


def _from_finding(version: Any, shown: list[Shown], picked: str) -> AddForm:
    """The form for a change of one's own, filled with the words at which a finding without words of its own points."""
    found = next((row.finding for row in shown if picked and row.key == picked), None)
    chars = ((found.source or {}).get("chars") if found else None) or (0, 0)
    words = version.text[chars[0] : chars[1]]
    if not words.strip() or "\n" in words or "\t" in words or len(words) > LONGEST_QUOTE:
        return AddForm()
    places = places_to_choose(version, words)
    place = f"{chars[0]}-{chars[1]}"
    chosen = place if place in [value for value, *_ in places] else ""
    return AddForm(words, chosen, finding=picked, places=places if len(places) > 1 else [])


def _reason_for(count: int) -> str:
    return f"Sửa lời văn {count} chỗ" if count else ""


def _locked_words(plan: Any, told: bool) -> str:
    if not told:
        return may_reword(plan.state, from_above=plan.from_above).text
    return "Chỉ cán bộ thường trực thi đua của phường sửa được lời văn."


def _wrong(back: CameBack, offers: list[Any], add: AddForm) -> list[tuple[str, str]]:
    """(id of the control or "", sentence) for the summary of errors."""
    found = [("", text) for text in back.general]
    known = {row.key for row in offers}
    for key, texts in back.offers.items():
        found += [(f"f-sau-{key}" if key in known else "", text) for text in texts]
    found += [(f"f-them-{name}", text) for name, text in add.errors.items()]
    found += [(f"sua-{key}", text) for key, texts in back.made.items() for text in texts]
    return found + [("f-ly-do", text) for text in back.issue]
