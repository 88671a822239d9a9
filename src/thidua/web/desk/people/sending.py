"""Acts that a page sends: once per form, and with the words of a refusal back at the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thidua.apps.journal.services import Refused, once
from thidua.web.desk.people.fields import SettingForm


def send_once(request: HttpRequest, content: Mapping[str, object], act: Callable[[], object]) -> None:
    """Do `act`; the same form sent again (same `once` key) is not carried out again."""
    key = request.POST.get("once", "")[:128]
    if not key:
        act()
        return

    def answer() -> Mapping[str, object]:
        act()
        return {"done": True}

    once(key, {"path": request.path, **content}, answer, by=request.actor, now=request.now)


def done(request: HttpRequest, form: SettingForm, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is whole, and the act was carried out. Refusals stand in the form afterwards."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        send_once(request, form.content(), act)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def form_page(
    request: HttpRequest, form: SettingForm, *, title: str, submit: str, back: tuple[str, str], **more: Any
) -> HttpResponse:
    """A page with one form. `back` is (address, label); `more` may name another template, a lead, danger."""
    context = {"form": form, "title": title, "submit": submit, "back_url": back[0], "back_label": back[1]}
    context["form_errors"] = form if form.is_bound and form.errors else None
    template = more.pop("template", "desk/people/form_page.html")
    return render(request, template, context | more, status=422 if form.is_bound and form.errors else 200)
