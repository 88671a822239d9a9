"""From a line of a list to its sentence on the check page: any thing that was read can be asked for by its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from thidua.core.plans.identity import items
from thidua.core.plans.library import theme_owner, themes_in_order
from thidua.web.desk.plans.sheet import Mark

KEY = "X"
"""The key of the asked passage on the check page; no thing that was read has it."""
_KEPT = 300


@dataclass(frozen=True, slots=True)
class Passage:
    """The thing that `?xem=` asks for: its words, and its mark in the paper when it has a place there."""

    words: str
    mark: Mark | None


def passage_address(plan: object, item: str) -> str:
    """The check page at the sentence of one thing; the plain page for a thing without an id."""
    page = reverse("desk:check_plan", args=[plan])
    return f"{page}?xem={item}#d-{KEY}" if item else page


def passage_asked(request: HttpRequest, reading: dict[str, Any]) -> Passage | None:
    """The thing with the id in `?xem=`, None when nothing is asked for or the plan no longer holds it."""
    asked = request.GET.get("xem", "")
    found = next((item for _, item in items(reading) if asked and item.get("id") == asked), None)
    if found is None:
        return None
    start, end = (found.get("source") or {}).get("chars") or (0, 0)
    inside = start < end <= len(reading["x_text"])
    words = " ".join(reading["x_text"][start:end].split()) if inside else found.get("text") or found.get("name") or ""
    words = words if len(words) <= _KEPT else words[:_KEPT].rsplit(" ", 1)[0] + "…"
    return Passage(words, Mark(KEY, start, end, see=True) if inside else None)


def themes_told(reading: dict[str, Any]) -> list[tuple[str, str]]:
    """(which year's theme and whose, the words) from the nation down: "năm 2026 của phường Bến Ngọc"."""
    issuer = reading["document"].get("issuer")
    told = []
    for theme in themes_in_order(reading["themes"]):
        year = f"năm {theme['year']} " if theme.get("year") else ""
        told.append((f"{year}của {theme_owner(theme['of'], issuer)}", theme["text"]))
    return told
