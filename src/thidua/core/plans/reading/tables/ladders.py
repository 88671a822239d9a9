"""Tables of awards and of phases, by their headers: which form goes to how many, when a phase begins and ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.text import fold

_AWARD_HEADS = {
    "form": re.compile(r"(?:hinh thuc|danh hieu|phan thuong|khen thuong)\b(?!.*\b(?:tien|muc)\b)"),
    "stage": re.compile(r"(?:thoi diem|dip|giai doan|dot|ky|khi nao)\b"),
    "collectives": re.compile(r"(?:so luong |so )?(?:tap the|don vi)\b"),
    "individuals": re.compile(r"(?:so luong |so )?ca nhan\b"),
    "authority": re.compile(
        r"(?:tham quyen|cap khen|cap (?:co tham quyen|quyet dinh|tang)|nguoi (?:ky|tang|quyet dinh))\b"
    ),
}
_PHASE_HEADS = {
    "label": re.compile(r"(?:(?:cac )?(?:dot|giai doan|buoc|chang|vong|hoc ky|ky)\b)(?! (?:thi dua )?(?:ten|chu de))"),
    "name": re.compile(r"(?:ten|chu de|noi dung)\b"),
    "from": re.compile(r"(?:bat dau|tu ngay|tu thang|tu$|ngay bat dau|thoi gian bat dau)"),
    "to": re.compile(r"(?:ket thuc|den ngay|den het|den thang|den$|ngay ket thuc|thoi gian ket thuc)"),
    "span": re.compile(r"thoi gian\b(?! (?:bat dau|ket thuc))"),
}

QUOTAS: tuple[Literal["collectives"], Literal["individuals"]] = ("collectives", "individuals")


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the kinds of its columns; `paragraph` is the row as it stands in the paper."""

    paragraph: Paragraph
    cells: dict[str, Passage]

    def text(self, kind: str) -> str:
        """The words of a cell, empty where there is none."""
        return self.cells[kind].text.strip() if kind in self.cells else ""


def _rows(
    body: list[Paragraph], heads: dict[str, re.Pattern[str]], wanted: Callable[[set[str]], bool]
) -> Iterator[Row]:
    columns: list[str] = []
    for paragraph in body:
        if not paragraph.cells:
            columns = []
        elif wanted(set(named := _columns(paragraph, heads))):
            columns = named
        elif columns:
            pairs = zip(columns, paragraph.cells, strict=False)
            yield Row(paragraph, {kind: cell for kind, cell in pairs if kind and cell})


def _columns(row: Paragraph, heads: dict[str, re.Pattern[str]]) -> list[str]:
    """The kind of each column by its header; each kind once."""
    columns: list[str] = []
    for cell in row.cells:
        words = re.sub(r"[^\w ]+", " ", fold(cell.text)).strip()
        kind = next((kind for kind, form in heads.items() if form.match(words) and len(words) < 50), "")
        columns.append("" if kind in columns else kind)
    return columns


def award_rows(body: list[Paragraph]) -> list[Row]:
    """The rows of tables that say how many of each form are given."""
    return list(_rows(body, _AWARD_HEADS, lambda kinds: "form" in kinds and not kinds.isdisjoint(QUOTAS)))


def phase_rows(body: list[Paragraph]) -> list[Row]:
    """The rows of tables that say when each phase runs."""
    return list(
        _rows(body, _PHASE_HEADS, lambda kinds: "label" in kinds and ({"from", "to"} <= kinds or "span" in kinds))
    )
