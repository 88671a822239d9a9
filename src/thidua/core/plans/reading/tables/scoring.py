"""Tables of points: groups, criteria, bonus and penalty, and the total. Points never become targets."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from thidua.core.plans.model import Criterion, Scoring
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.tables.layout import TOP_LABEL, Table, cell_of
from thidua.core.viet.numbers import paper_number

Kind = Literal["group", "base", "bonus", "penalty"]
_POINTS = re.compile(
    r"(?:tối đa|đến|cộng|trừ)?\s*(?P<s>[-+–−]?)\s*(?P<n>\d{1,4}(?:[.,]\d+)?)(?:\s*(?:điểm|đ)\b)?", re.IGNORECASE
)
_TOTAL = re.compile(r"(?:tổng|cộng)\b(?! hợp| kết| số (?!điểm)| hòa)", re.IGNORECASE)
# Totals of a part ("Cộng mục I", "Tổng điểm thưởng") are not the total of the table.
_PART_TOTAL = re.compile(
    r"\b(?:mục|phần|nhóm|tiểu mục|nội dung)\s+(?:số\s+)?(?:[IVX]{1,5}|[A-H]|\d{1,2})\b|\b(?:thưởng|trừ)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"tổng\s+cộng\b", re.IGNORECASE)
_PENALTY = re.compile(r"\b(?:điểm trừ|bị trừ|trừ điểm|điểm phạt|các nội dung trừ)\b", re.IGNORECASE)
_BONUS = re.compile(r"\b(?:điểm thưởng|điểm cộng|cộng điểm|cộng thêm|thưởng điểm|thưởng)\b", re.IGNORECASE)
_DETAIL = re.compile(r"^(?:[-–+•*]|[a-zđ]\)|\d+\.\d)")
_PRINTED_TOTAL = re.compile(
    r"(?:thang điểm|tổng (?:số )?điểm|tối đa)[^\d.;]{0,30}(?P<a>\d{2,4})(?:\s*điểm)?"
    r"|(?P<b>\d{2,4})\s*điểm\b[^.;]{0,20}(?:chuẩn|tối đa)",
    re.IGNORECASE,
)


def read_scoring(sheet: Sheet, tables: list[Table], body: list[Paragraph]) -> Scoring | None:
    """The criteria of all tables of points, in printed order; the total is printed in a row or in a sentence."""
    criteria: list[Criterion] = []
    totals: list[tuple[int, Decimal]] = []
    for table in tables:
        rows = [(row, _name(table, row), _points(table, row)) for row in table.rows]
        state: Kind = "base"
        for at, (row, name, points) in enumerate(rows):
            words = name.text or " ".join(cell.text for cell in row.cells if cell)
            if points is None:
                state = _state(words, state, top=bool(TOP_LABEL.match(_label(table, row) or "")))
                continue
            if len(words) < 3:
                continue
            if _TOTAL.match(words):
                totals.append((_strength(words), points))
                continue
            if TOP_LABEL.match(_label(table, row) or ""):
                state = _state(words, "base", top=True)
            kind = _kind(table, rows, at, state)
            label, text = _label(table, row), name
            if bullet := re.match(r"[-–+•*]\s*", name.text):
                label, text = label or "-", name.cut(bullet.end())
            if len(text.text) < 3:
                continue
            criteria.append(
                {"label": label, "text": text.text, "points": points, "kind": kind, "source": sheet.source(*row.cells)}
            )
    return {"total": _total(totals, body), "criteria": criteria} if criteria else None


def _strength(words: str) -> int:
    """How surely a row of sums holds the total of the whole: "Tổng cộng", "Tổng điểm", "Cộng", "Cộng mục I"."""
    if _PART_TOTAL.search(words):
        return 0
    return 3 if _WHOLE.match(words) else 2 if words[:4].lower() == "tổng" else 1


def _total(totals: list[tuple[int, Decimal]], body: list[Paragraph]) -> Decimal | None:
    """The points of the surest row of sums, of equal ones the last; sums of parts only count if there is but one."""
    best = max((strength for strength, _ in totals), default=0)
    if best:
        return [points for strength, points in totals if strength == best][-1]
    said = _total_in_words(body)
    return said if said is not None or len(totals) != 1 else totals[0][1]


def _label(table: Table, row: Paragraph) -> str | None:
    return cell_of(table, row, "label").text.strip(". )") or None


def _name(table: Table, row: Paragraph) -> Passage:
    return next(
        (cell for kind in ("criterion", "task", "target") if (cell := cell_of(table, row, kind))), Passage("", ())
    )


def _points(table: Table, row: Paragraph) -> Decimal | None:
    """The points of a row, always positive; None for headings and for cells that hold no figure."""
    found = _POINTS.search(cell_of(table, row, "points").text)
    return paper_number(found["n"]) if found else None


def _state(words: str, before: Kind, *, top: bool) -> Kind:
    """What the rows under a heading of the table are."""
    if _PENALTY.search(words):
        return "penalty"
    return "bonus" if _BONUS.search(words) else "base" if top else before


def _kind(table: Table, rows: list[tuple[Paragraph, Passage, Decimal | None]], at: int, state: Kind) -> Kind:
    row, name, _ = rows[at]
    printed = _POINTS.search(cell_of(table, row, "points").text)
    if _sums_below(table, rows, at):
        return "group"
    if (
        (printed and printed["s"] in ("-", "–", "−"))
        or _PENALTY.search(name.text)
        or re.match(r"trừ\b", name.text, re.I)
    ):
        return "penalty"
    if (printed and printed["s"] == "+") or _BONUS.search(name.text):
        return "bonus"
    return state


def _sums_below(table: Table, rows: list[tuple[Paragraph, Passage, Decimal | None]], at: int) -> bool:
    """Whether the points of a row are the sum of the rows below it, by their labels and their figures."""
    own, name = _label(table, rows[at][0]) or "", rows[at][1].text
    below: list[Decimal] = []
    for row, words, points in rows[at + 1 :]:
        label = _label(table, row) or ""
        if TOP_LABEL.match(own):
            detail = not TOP_LABEL.match(label) and not _TOTAL.match(words.text)
        else:
            detail = bool(own) and (
                label.startswith(f"{own}.")
                or (not label and bool(_DETAIL.match(words.text)))
                or (bool(_DETAIL.match(f"{label}) ")) and own.isdigit())
            )
            detail = detail and not _DETAIL.match(name)
        if not detail:
            break
        if points is not None:
            below.append(points)
    if TOP_LABEL.match(own):
        return bool(below)
    return bool(below) and (
        sum(below) == rows[at][2] or (bool(re.match(r"\d+$", own)) and "." in (_label(table, rows[at + 1][0]) or ""))
    )


def _total_in_words(body: list[Paragraph]) -> Decimal | None:
    for paragraph in body:
        if not paragraph.cells and (found := _PRINTED_TOTAL.search(paragraph.text)):
            return paper_number(found["a"] or found["b"])
    return None
