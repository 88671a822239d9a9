"""What every page shows around its content: the ward's name, the menu, who is signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.apps.units.queries import commune_of, deputising_today
from thidua.core.actors import ROLE_LABELS, Role
from thidua.core.permits import Act, may
from thidua.web.desk.help.topics import TOPICS

_MENU = (
    ("desk:today", "home", _("Việc hôm nay"), Act.DESK_READ, "v"),
    ("desk:movements", "flag", _("Phong trào"), Act.MOVEMENT_READ, "p"),
    ("desk:plans", "doc", _("Kế hoạch"), Act.PLAN_READ, "k"),
    ("desk:calendar", "cal", _("Lịch các mốc"), Act.CALENDAR_READ, "l"),
)
_UNDER = {"desk:plans": ("desk:legal_bases",)}
"""Pages with an address of their own that stand under an entry of the menu."""
_SECOND = (
    ("desk:units", "house", _("Đơn vị"), Act.UNIT_READ, ""),
    ("desk:people", "people", _("Người dùng"), Act.PERSON_READ, ""),
    ("desk:journal", "book", _("Nhật ký, sao lưu"), Act.JOURNAL_READ, ""),
)
_ORDER = (Role.ADMIN, Role.CHAIR, Role.CLERK, Role.CITY_OFFICER, Role.UNIT_HEAD, Role.OFFICER)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of `kit/frame.html`. Nothing of it is read from the database for a page that does not ask."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"theme": "", "nav": [], "nav_second": []}
    actor = request.actor
    account = request.user
    roles = [role for role in _ORDER if actor.holds(role)]
    lent = deputising_today(account, request.today) if actor.deputising_for else []
    return {
        "home_url": reverse("desk:today"),
        "me_url": reverse("desk:me"),
        "sign_out_url": reverse("desk:sign_out"),
        "theme": "" if account.theme == "system" else account.theme,
        "keys_off": not account.shortcuts_on,
        "nav": [_item(request, row) for row in _MENU if may(actor, row[3])],
        "nav_second": [*(_item(request, row) for row in _SECOND if may(actor, row[3])), _help(request)],
        "commune_name": _commune_name(actor),
        "me_name": account.person.name,
        "me_role": ROLE_LABELS[roles[0]] if roles else "",
        "deputising_for": ", ".join(row.person.name for row in lent),
        "deputising_until": min((row.to_on for row in lent), default=None),
    }


def _item(request: HttpRequest, row: tuple[str, str, Any, Act, str]) -> dict[str, Any]:
    name, icon, label, _, key = row
    url = reverse(name)
    roots = (url, *map(reverse, _UNDER.get(name, ())))
    current = request.path == url or (url != "/" and request.path.startswith(roots))
    return {"url": url, "icon": icon, "label": label, "current": current, "key": key}


def _help(request: HttpRequest) -> dict[str, Any]:
    """The entry that leads to the page of the guide about this page."""
    match = request.resolver_match
    topic = TOPICS.get(match.url_name or "") if match else None
    url = reverse("desk:help_page", args=[topic]) if topic else reverse("desk:help")
    current = request.path.startswith(reverse("desk:help"))
    return {"url": url, "icon": "info", "label": _("Trợ giúp"), "current": current, "key": ""}


def _commune_name(actor: Any) -> str:
    for commune in sorted(actor.communes, key=str):
        return commune_of(commune).name
    return ""
