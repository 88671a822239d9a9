"""Filling the table of Phân công before it is saved: suggestions taken, one line copied down, several lines at once.

Works on the form as sent and stores nothing; the page comes back with the lines filled and a way to take it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thidua.web.desk.movements.table import AssignPage, Line, Values

LONGEST_UNDO = 60_000


@dataclass(frozen=True)
class Filled:
    """What a press did: the sentence to show, and the lines as they stood before it."""

    told: str
    before: str = ""


def fill(page: AssignPage, sent: QueryDict) -> Filled:
    """Carry out the pressed button, `do=<what>:<which>`."""
    what, _colon, which = sent.get("do", "").partition(":")
    acts: dict[str, Callable[[], Filled]] = {
        "take": lambda: _take(page, which),
        "down": lambda: _down(page, which, with_helpers="down_helpers" in sent),
        "apply": lambda: _apply(page, sent),
        "undo": lambda: _undo(page, sent.get("before", "")),
        "open": lambda: _open(page, which),
    }
    return acts.get(what, lambda: Filled(_("Không rõ cần làm gì. Bấm lại.")))()


def _take(page: AssignPage, which: str) -> Filled:
    """One suggestion by its item, all `sure` ones, or `all`. A line that somebody answers for is left as it is."""
    rows = [row for row in page.lines if row.suggested]
    if which == "sure":
        rows = [row for row in rows if row.suggested.sure]
    elif which != "all":
        rows = [row for row in rows if row.key == which]
    changed = [(row, _suggested(page, row)) for row in rows]
    return _put(changed, _("Đã điền %(n)d dòng theo gợi ý, chưa lưu."))


def _suggested(page: AssignPage, row: Line) -> Values:
    suggestion = row.suggested
    officer = None if row.is_task else page.view.usual_officer(suggestion.unit)
    helpers = row.helpers or frozenset(str(unit) for unit in suggestion.supporters)
    unit = str(suggestion.unit)
    return unit, str(officer.person) if officer else "", helpers - {unit}, row.due, row.product


def _down(page: AssignPage, which: str, *, with_helpers: bool) -> Filled:
    """Owner and officer of one line into the lines below it, to the end of its group."""
    table = next((rows for rows in (page.rows, page.tasks) if any(row.key == which for row in rows)), [])
    at = next((at for at, row in enumerate(table) if row.key == which), 0)
    top = table[at : at + 1]
    below = [row for row in table[at + 1 :] if row.goal.group == top[0].goal.group]
    changed = []
    for row in below:
        helpers = (top[0].helpers if with_helpers else row.helpers) - {top[0].owner}
        changed.append((row, (top[0].owner, top[0].officer, helpers, row.due, row.product)))
    return _put(changed, _("Đã chép xuống %(n)d dòng, chưa lưu."))


def _apply(page: AssignPage, sent: QueryDict) -> Filled:
    """What the bar says into the ticked lines; what the bar leaves empty stays."""
    picked = set(sent.getlist("pick"))
    rows = [row for row in page.lines if row.key in picked]
    owner, officer = sent.get("all_owner", ""), sent.get("all_officer", "")
    helpers = frozenset(" ".join(sent.getlist("all_support")).split())
    if not rows:
        return Filled(_("Chưa chọn dòng nào. Đánh dấu ô ở đầu dòng rồi áp dụng."))
    if not (owner or officer or helpers):
        return Filled(_("Chưa chọn gì để áp dụng: chọn chủ trì, cán bộ hoặc đơn vị phối hợp."))
    changed = []
    for row in rows:
        now = owner or row.owner
        named = "" if row.is_task else officer or (row.officer if now == row.owner else "")
        changed.append((row, (now, named, (helpers or row.helpers) - {now}, row.due, row.product)))
    return _put(changed, _("Đã áp dụng cho %(n)d dòng, chưa lưu."))


def _put(changed: Iterable[tuple[Line, Values]], told: str) -> Filled:
    new = [(row, values) for row, values in changed if row.values != values]
    before = json.dumps([[row.key, *_plain(row.values)] for row, _values in new])
    for row, values in new:
        row.put(values)
    return Filled(told % {"n": len(new)}, before if new else "")


def _plain(values: Values) -> list[Any]:
    return [sorted(value) if isinstance(value, frozenset) else value for value in values]


def _undo(page: AssignPage, before: str) -> Filled:
    rows = {row.key: row for row in page.lines}
    kept = _kept(before)
    for key, owner, officer, helpers, due, product in kept:
        if key in rows:
            rows[key].put((owner, officer, frozenset(helpers), due, product))
    return Filled(_("Đã hoàn tác %(n)d dòng, chưa lưu.") % {"n": len(kept)})


def _kept(before: str) -> list[list[Any]]:
    """The lines of the last press as the page carried them; nothing when they were tampered with."""
    try:
        found = json.loads(before) if len(before) <= LONGEST_UNDO else []
    except (ValueError, RecursionError):
        return []
    return [row for row in found if _is_kept(row)] if isinstance(found, list) else []


def _is_kept(row: Any) -> bool:
    if not isinstance(row, list) or len(row) != 6:
        return False
    texts = [*row[:3], *row[4:], *(row[3] if isinstance(row[3], list) else [None])]
    return all(isinstance(text, str) for text in texts)


def _open(page: AssignPage, which: str) -> Filled:
    for row in page.lines:
        row.open = row.key == which
    for name in page.names:
        name.open = name.key == which
    return Filled("")
