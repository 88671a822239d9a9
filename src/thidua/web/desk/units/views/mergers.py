"""Sáp nhập, chia tách."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.apps.units import services
from thidua.apps.units.queries import UnitKind
from thidua.core.permits import Act
from thidua.web.desk.people.sending import done, form_page
from thidua.web.desk.units.access import place_to_set, unit_asked, units_to_choose
from thidua.web.desk.units.forms import MergeForm, SplitForm


@require_http_methods(["GET", "POST"])
def merge_units(request: HttpRequest) -> HttpResponse:
    """Several units become one from a day."""
    place_to_set(request)
    rows = units_to_choose(request).exclude(kind__in=[UnitKind.CITY, UnitKind.COMMUNE])
    form = MergeForm(request.POST or None, units=rows)
    made = []

    def act() -> None:
        told = form.cleaned_data
        days = {name: told[name] for name in ("on", "basis", "keep_people")}
        heir = services.merge_units(list(told["predecessors"]), form.into(), by=request.actor, now=request.now, **days)
        made.append(heir.pk)

    if done(request, form, act):
        messages.success(request, _("Đã ghi sáp nhập. Nhiệm vụ và thành tích đi theo đơn vị nhận."))
        return redirect("desk:unit", made[0]) if made else redirect("desk:units")
    lead = _(
        "Nhiệm vụ và thành tích của đơn vị cũ đi theo đơn vị nhận. Thủ trưởng được giao vai trò lại sau khi sáp nhập."
    )
    back = (reverse("desk:units"), _("Đơn vị"))
    return form_page(request, form, title=_("Sáp nhập đơn vị"), submit=_("Sáp nhập"), back=back, lead=lead)


@require_http_methods(["GET", "POST"])
def split_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit becomes several from a day."""
    row = unit_asked(request, unit, Act.UNIT_MANAGE)
    form = SplitForm(request.POST or None, initial={"kind": row.kind})

    def act() -> None:
        told = form.cleaned_data
        services.split_unit(row, form.parts(), on=told["on"], basis=told["basis"], by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã ghi chia tách. Giao vai trò cho cán bộ ở các đơn vị mới."))
        return redirect("desk:units")
    back = (reverse("desk:unit", args=[row.pk]), row.name)
    return form_page(request, form, title=_("Chia tách đơn vị"), submit=_("Chia tách"), back=back)
