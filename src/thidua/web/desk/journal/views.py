"""Nhật ký: newest entries first, whether the chains are whole, how old the last backup is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thidua.apps.journal.queries import heads, verify, visible_to
from thidua.apps.journal.services import require
from thidua.apps.movements import queries as movements
from thidua.apps.plans import queries as plans
from thidua.apps.units.queries import names_of
from thidua.core.permits import Act, may
from thidua.web.desk.journal.backups import TOO_OLD_DAYS, last_backup
from thidua.web.desk.journal.words import GROUPS, words_of
from thidua.web.desk.people.paging import page_of

CHECKED_AT_ONCE = 2_000


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """One page of entries. Long chains are walked only when asked to (`?soat=1`): it takes seconds."""
    require(may(request.actor, Act.JOURNAL_READ))
    group = request.GET.get("loai", "")
    page = page_of(request, _of_group(visible_to(request.actor), group))
    backup = last_backup(settings.PLACES.backups)
    context = {
        "page_obj": page,
        "lines": _lines(page.object_list),
        "groups": [(word, label) for word, label, _starts in GROUPS],
        "group": group,
        "chains": _chains(request),
        "backup": backup,
        "backup_old": backup is None or (request.today - backup).days > TOO_OLD_DAYS,
    }
    return render(request, "desk/journal/journal.html", context)


def _of_group(rows: Any, group: str) -> Any:
    starts = next((starts for word, _label, starts in GROUPS if word == group), ())
    return rows.filter(reduce(or_, (Q(event__startswith=start) for start in starts))) if starts else rows


def _lines(entries: Iterable[Any]) -> list[dict[str, Any]]:
    """Entries with names in the place of ids. An actor without id is the program."""
    rows = list(entries)
    idents = {ident for row in rows for ident in (row.actor, row.subject) if ident}
    names = names_of(idents) | plans.names_of(idents) | movements.names_of_movements(idents)
    return [
        {
            "row": row,
            "what": words_of(row.event),
            "who": names.get(row.actor, "") if row.actor else _("Phần mềm"),
            "about": names.get(row.subject, ""),
        }
        for row in rows
    ]


def _chains(request: HttpRequest) -> list[dict[str, Any]]:
    """The chains that the actor may read: size, head, and whether they are whole when that was looked at."""
    found = []
    for chain in heads():
        if not may(request.actor, Act.JOURNAL_READ, commune=chain.commune):
            continue
        walked = chain.size <= CHECKED_AT_ONCE or "soat" in request.GET
        found.append({"chain": chain, "walked": walked, "damage": verify(chain) if walked else None})
    return found
