"""Figures that a machine read from a scan: one line each, with the words as read, to be confirmed one by one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from thidua.apps.plans.queries import ToConfirm, figures_to_confirm
from thidua.core.plans.corrections import item_at
from thidua.core.plans.sentences import short_name
from thidua.core.viet.numbers import format_number
from thidua.web.desk.plans.boxes import display_date
from thidua.web.desk.plans.marks import Reading, key_of

_FIELDS = {
    "number": "số",
    "date": "ngày",
    "from": "từ ngày",
    "to": "đến ngày",
    "value": "mức",
    "value_max": "đến mức",
    "collectives": "số tập thể",
    "individuals": "số cá nhân",
}
_NAMES = {"document": "Văn bản", "period": "Thời gian"}


@dataclass(slots=True)
class FigureRow:
    """A figure as a line. `base` is what the button sends back; `opens` the row where it is corrected, `key` its
    passage in the paper; `by` who confirmed it, '' while nobody has; `error` why a confirmation was not taken."""

    number: int
    name: str
    value: str
    base: str
    words: str
    place: str
    key: str
    opens: str
    figure: str
    by: str
    error: str = ""
    focus: bool = False


@dataclass(slots=True)
class FigureList:
    """All figures of a scanned paper and how many are confirmed."""

    rows: list[FigureRow]

    @property
    def done(self) -> int:
        return sum(bool(row.by) for row in self.rows)

    @property
    def left(self) -> int:
        return len(self.rows) - self.done


def figure_list(version: Any, reading: Reading, shown: set[str], *, after: str = "", error: str = "") -> FigureList:
    """The figures of a scan; an empty list for other papers. `shown` are the keys that stand in the paper on the left.

    The first open one after `after` gets the focus; `error` is put at `after` itself.
    """
    rows = [_row(number, one, reading, shown) for number, one in enumerate(figures_to_confirm(version, reading), 1)]
    at = next((at for at, row in enumerate(rows) if row.figure == after), None)
    if at is not None:
        if error:
            rows[at].error, rows[at].focus = error, True
        elif following := next((row for row in [*rows[at + 1 :], *rows[:at]] if not row.by), None):
            following.focus = True
    return FigureList(rows)


def _row(number: int, one: ToConfirm, reading: Reading, shown: set[str]) -> FigureRow:
    figure = one.figure
    key = key_of(figure.path, reading)
    return FigureRow(
        number,
        f"{_name(figure.path, key, reading)}: {_FIELDS.get(figure.field, figure.field)}",
        _spoken(figure.field, figure.value, figure.path, reading),
        figure.value,
        figure.words,
        _place(reading, figure.source or {}),
        key if key in shown else "",
        key,
        figure.key,
        one.by,
    )


def _name(path: str, key: str, reading: Reading) -> str:
    top = path.split("/", maxsplit=1)[0]
    if top == "targets":
        target = item_at(reading, path.rsplit("/measures/", 1)[0]) or {"measures": [], "text": ""}
        return f"Chỉ tiêu {key}, {short_name(target)}"
    item = item_at(reading, path) or {}
    words = item.get("what") or item.get("title") or item.get("form") or item.get("label") or item.get("number") or ""
    return _NAMES.get(top) or str(words)[:90] or key


def _spoken(field: str, value: str, path: str, reading: Reading) -> str:
    if field in ("date", "from", "to"):
        return display_date(value)
    item = item_at(reading, path) or {}
    if field in ("value", "value_max"):
        unit = item.get("unit") or ""
        return format_number(item[field]) + (unit if unit.startswith("%") else f" {unit}").rstrip()
    return value


def _place(reading: Reading, source: dict[str, Any]) -> str:
    """ "Trang 2, dòng 40"; the page where the scan reader told where pages begin."""
    if not source.get("lines"):
        return ""
    line, pages = source["lines"][0], reading.get("x_pages") or ()
    page = bisect_right(pages, line)
    return f"Trang {page}, dòng {line}" if page else f"Dòng {line}"
