"""Figures that a machine read from a scan, confirmed by a person one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from thidua.apps.journal.services import Refused, require, writing
from thidua.apps.plans.mapping import Reading, put_reading, reading_of
from thidua.apps.plans.models import Plan, PlanVersion
from thidua.apps.plans.services.writers import who_wrote
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.plans.corrections import item_at
from thidua.core.plans.corrections.figures import Figure, figures_of
from thidua.core.plans.life import may_correct
from thidua.core.verdicts import no


def confirm_figure(plan: Plan, key: str, base: str, *, by: Actor, now: datetime) -> Figure:
    """ "Đúng": the figure `key` ("item:field") stands as the page showed it (`base`). Twice does no harm.

    Refused with both values when somebody has changed it since; refused when it is gone.
    """
    require(may(by, Act.PLAN_CORRECT, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        version = PlanVersion.objects.filter(plan=plan).order_by("-ordinal").select_related("plan").first()
        require(may_correct(version.plan.state))
        reading = reading_of(version)
        figure = next((one for one in figures_of(reading) if one.key == key), None)
        if figure is None:
            raise Refused(no("gone", "Số này không còn trong bản đang kiểm tra. Tải lại trang."))
        if figure.value != base:
            who = who_wrote(plan, figure.item, figure.field, by=by)
            words = "{who} vừa ghi “{theirs}”; anh/chị đang xác nhận “{own}”. Xem lại số mới."
            raise Refused(no("figure_changed", words, field=key, who=who, theirs=figure.value, own=base))
        if version.confirmed.get(key, {}).get("value") == base:
            return figure
        version.confirmed[key] = _stamp(base, by, now)
        sure = item_at(reading, figure.path) or {}
        if "confidence" in sure:
            sure["confidence"] = 1
            put_reading(version, reading)
        version.revision += 1
        version.save()
        content = {"version": version.ordinal, "item": figure.item, "field": figure.field, "value": base}
        journal.record(Event.PLAN_FIGURE_CONFIRMED, plan.id, content)
    return figure


def confirm_typed(
    version: PlanVersion, reading: Reading, item: str, fields: Iterable[str], *, by: Actor, now: datetime
) -> None:
    """A figure that a person corrected needs no second look. Sets the row, does not save it."""
    names = set(fields)
    if (reading.get("input") or {}).get("ocr"):
        for figure in figures_of(reading):
            if figure.item == item and figure.field in names:
                version.confirmed[figure.key] = _stamp(figure.value, by, now)


def _stamp(value: str, by: Actor, now: datetime) -> dict[str, str]:
    # The id, not the name: a person whose values are erased must not stay here.
    return {"value": value, "by": str(by.person or ""), "at": now.isoformat()}
