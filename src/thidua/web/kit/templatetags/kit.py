"""Tags and filters of the kit. `{% load kit %}`."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thidua.core.viet.dates import near_date, short_date
from thidua.core.viet.numbers import format_number
from thidua.web.kit import controls, ties
from thidua.web.kit.assets import asset_url

register = template.Library()
TONES = ("good", "busy", "warn", "bad", "idle")
_HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_SPRITE = "kit/icons.svg"


@register.simple_tag
def asset(name: str) -> str:
    """Address of a static file with a mark of its content: `{% asset "kit/frame.css" %}`."""
    return asset_url(name)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A drawn sign from the sprite, hidden from readers of the page: the word beside it carries the meaning."""
    css = f"i {extra}".strip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', css, asset_url(_SPRITE), name)


@register.simple_tag
def mark() -> SafeString:
    """The drum of the brand."""
    return format_html('<svg class="mark" aria-hidden="true"><use href="{}#mark"/></svg>', asset_url(_SPRITE))


@register.simple_tag
def status(tone: str, word: str, icon: str = "", tag: bool = False, flat: bool = False) -> SafeString:
    """Shape, word, colour. `tone` one of TONES (ValueError otherwise); `icon` when the shape is not the tone's own.

    `tag` gives a quiet tone a ground, `flat` takes the ground from a loud one.
    """
    if tone not in TONES:
        raise ValueError(f"no such tone: {tone!r}")
    css = " ".join(["st", tone, *(["tag"] if tag else []), *(["flat"] if flat else [])])
    sign = f"{asset_url(_SPRITE)}#i-{icon or tone}"
    return format_html(
        '<span class="{}"><svg class="i" aria-hidden="true"><use href="{}"/></svg>{}</span>', css, sign, word
    )


@register.simple_tag(takes_context=True)
def once_key(context: template.Context) -> str:
    """A key that makes sending the same form twice do no harm: the page's own `once`, else a fresh one."""
    return str(context.get("once") or secrets.token_urlsafe(18))


@register.simple_tag
def upload_limit() -> str:
    """Largest file in bytes, as plain digits for a script."""
    return str(getattr(settings, "MAX_UPLOAD_BYTES", 25 * 1024 * 1024))


@register.simple_tag
def control(field: BoundField, echo: str = "", **attrs: str) -> SafeString:
    """The input of a bound field with the kit's classes and descriptions; `data_x="..."` becomes `data-x`."""
    extra = {name.replace("_", "-"): str(value) for name, value in attrs.items()}
    return field.as_widget(attrs=controls.control_attrs(field, echo=bool(echo), **extra))


@register.filter
def raw(value: object) -> str:
    """A number as plain digits with a point, for ids and attributes of drawings: pages write `1.784,4`."""
    return str(value)


@register.filter
def shape(field: BoundField) -> str:
    """See `controls.shape`."""
    return controls.shape(field)


@register.filter
def described_by(field: BoundField) -> str:
    """See `controls.described_by`."""
    return controls.described_by(field)


@register.simple_tag
def error_links(form: Any, fallback: Any = None) -> list[tuple[str, str]]:
    """See `controls.error_links`. A page that only says *that* there are errors gives the form besides."""
    found = fallback if isinstance(form, bool | dict) else form
    return controls.error_links(found) if found else []


@register.filter(is_safe=True)
@stringfilter
def tie(text: str) -> str:
    """See `ties.tie`."""
    return ties.tie(text)


@register.filter
def vn_number(value: Decimal | int | None, places: int | None = None) -> str:
    """1784.4 -> '1.784,4'; nothing at all -> ''."""
    return "" if value is None or value == "" else format_number(Decimal(value), places=places)


def _day(value: date | datetime) -> date:
    return value.astimezone(_HERE).date() if isinstance(value, datetime) else value


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """'05/12/2026'. A moment is read in Vietnam's time."""
    return short_date(_day(value)) if value else ""


@register.filter
def vn_near_date(value: date | datetime | None) -> str:
    """'thứ Sáu 04/12', for days that are near."""
    return near_date(_day(value)) if value else ""


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """'09:42 ngày 30/11/2026' in Vietnam's time. ValueError for a moment without a zone."""
    if not value:
        return ""
    if value.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return f"{value.astimezone(_HERE):%H:%M} ngày {short_date(_day(value))}"
