"""The versions of a plan: which there are, what one says, and what one changes of another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.apps.movements.queries import names_of
from thidua.apps.plans.queries import differences_between, reading, versions_visible_to
from thidua.core.plans.life import outline, told
from thidua.web.desk.amendments.told import sentence, shown
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.plans.marks import key_of, marks_of, teller
from thidua.web.desk.plans.sheet import compose


@require_safe
def plan_versions(request: HttpRequest, id: UUID) -> HttpResponse:
    """The list, the newest first, each with what it changes of the one before it."""
    plan = plan_in_scope(request, id)
    rows = list(versions_visible_to(request.actor, plan))
    names = names_of({row.read_by for row in rows})
    lines = [
        {
            "version": row,
            "who": names.get(row.read_by, ""),
            "amendment": getattr(row, "amendment", None),
            "before": before,
            "told": told(differences_between(before, row)) if before else "",
        }
        for row, before in zip(rows, [*rows[1:], None], strict=True)
    ]
    context = {"title": "Các bản của kế hoạch", "plan": plan, "lines": lines, "newest": rows[0].ordinal}
    return render(request, "desk/amendments/versions.html", context)


def _version(request: HttpRequest, plan: Any, ordinal: int) -> Any:
    found = versions_visible_to(request.actor, plan).filter(ordinal=ordinal).first()
    if found is None:
        raise Http404
    return found


@require_safe
def plan_version(request: HttpRequest, id: UUID, ordinal: int) -> HttpResponse:
    """One version as it was: its text, and what was read from it. Nothing is edited here."""
    plan = plan_in_scope(request, id)
    version = _version(request, plan, ordinal)
    found = reading(version)
    newest = versions_visible_to(request.actor, plan).first().ordinal
    head = found["document"].get("source") or {}
    context = {
        "title": f"Bản {ordinal}: {plan.title}",
        "plan": plan,
        "version": version,
        "newest": newest,
        "sheet": compose(
            found["x_text"], marks_of(found, ())[0], head=tuple(head.get("chars") or (0, 0)), told=teller(found)
        ),
        "parts": _parts(found),
    }
    return render(request, "desk/amendments/version.html", context)


def _parts(found: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was read, by part: each line with the key of its passage, which only the first line of a passage has."""
    given: set[str] = {""}
    parts = []
    for heading, lines in outline(found):
        rows = []
        for path, words in lines:
            key = key_of(path, found)
            rows.append(("" if key in given else key, words))
            given.add(key)
        parts.append((heading, rows))
    return parts


@require_safe
def compare_versions(request: HttpRequest, id: UUID, ordinal: int, other: int) -> HttpResponse:
    """What the later of two versions changes of the earlier one, whichever the address names first."""
    plan = plan_in_scope(request, id)
    old, new = _version(request, plan, min(ordinal, other)), _version(request, plan, max(ordinal, other))
    found = differences_between(old, new)
    context = {
        "title": f"Bản {new.ordinal} so với bản {old.ordinal}",
        "plan": plan,
        "old": old,
        "new": new,
        "amendment": getattr(new, "amendment", None),
        "lead": sentence(f"Bản {new.ordinal}", found),
        "parts": shown(found),
    }
    return render(request, "desk/amendments/compare.html", context)
