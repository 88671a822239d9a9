"""Tables of awards, phases and time limits, by their headers: which form goes to how many, what runs or is due when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.text import fold

_AWARD_HEADS = {
    "form": re.compile(r"(?:hinh thuc|danh hieu|phan thuong|khen thuong)\b(?!.*\b(?:tien|muc)\b)"),
    "stage": re.compile(r"(?:thoi diem|dip|giai doan|dot|ky|khi nao)\b"),
    "collectives": re.compile(r"(?:so luong |so )?(?:tap the|don vi)\b"),
    "individuals": re.compile(r"(?:so luong |so )?ca nhan\b"),
    "quota": re.compile(r"(?:so luong|so suat|suat)\b"),
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

_LIMIT_HEADS = {
    "what": re.compile(
        r"(?:ten |loai |cac |noi dung )*(?:bao cao|ho so|van ban|tai lieu|dang ky|noi dung|(?:cong )?viec)\b"
    ),
    "due": re.compile(r"(?:thoi (?:han|gian|diem)|han|ky han|moc)\b"),
    "to": re.compile(r"(?:noi (?:nhan|gui|nop)|gui ve|nop ve|(?:co quan|don vi) nhan)\b"),
    "who": re.compile(r"(?:(?:don vi|co quan|ben|nguoi) (?:thuc hien|gui|bao cao|nop|lam)|trach nhiem)\b"),
}
# What somebody has to hand in or to hold; a table of other work is one of tasks.
_DUE_THING = re.compile(
    r"\W*(?:báo cáo|đăng ký|bản|hồ sơ|danh sách|gửi|nộp|số liệu|biểu|phiếu|tờ trình|sơ kết|tổng kết|chấm điểm|bình xét"
    r"|hội nghị|kế hoạch)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_OF_TASKS = re.compile(r"(?:san pham|phoi hop|ket qua|dau ra|chu tri)\b")
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
    table: list[Paragraph], heads: dict[str, re.Pattern[str]], wanted: Callable[[set[str]], bool]
) -> Iterator[Row]:
    """The rows under a header; tables that follow one another have headers of their own."""
    columns: list[str] = []
    for row in table:
        # A header counts nothing; most rows do and need no closer look.
        if not _FIGURE.search(row.text) and wanted(set(named := _columns(row, heads))):
            columns = named
        elif columns:
            pairs = zip(columns, row.cells, strict=False)
            yield Row(row, {kind: cell for kind, cell in pairs if kind and cell})


def _columns(row: Paragraph, heads: dict[str, re.Pattern[str]]) -> list[str]:
    """The kind of each column by its header; each kind once."""
    columns: list[str] = []
    for cell in row.cells:
        words = re.sub(r"[^\w ]+", " ", fold(cell.text)).strip()
        kind = next((kind for kind, form in heads.items() if form.match(words) and len(words) < 50), "")
        columns.append("" if kind in columns else kind)
    return columns


def _each(
    body: list[Paragraph], heads: dict[str, re.Pattern[str]], wanted: Callable[[set[str]], bool]
) -> Iterator[Row]:
    for table in _tables(body):
        yield from _rows(table, heads, wanted)


def award_rows(body: list[Paragraph]) -> list[Row]:
    """The rows of tables that say how many of each form are given."""
    return list(_each(body, _AWARD_HEADS, lambda kinds: "form" in kinds and not kinds.isdisjoint({*QUOTAS, "quota"})))


def phase_rows(body: list[Paragraph]) -> list[Row]:
    """The rows of tables that say when each phase runs."""
    return list(
        _rows(body, _PHASE_HEADS, lambda kinds: "label" in kinds and ({"from", "to"} <= kinds or "span" in kinds))
    )


def limit_rows(body: list[Paragraph]) -> list[Row]:
    """The rows of tables that say what has to be handed in by when; the times of a table of tasks stay in the task."""
    found: list[Row] = []
    for table in _tables(body):
        rows = list(_rows(table, _LIMIT_HEADS, lambda kinds: {"what", "due"} <= kinds))
        tasks = any(_OF_TASKS.match(fold(cell.text)) for cell in table[0].cells)
        things = sum(bool(_DUE_THING.match(row.text("what"))) for row in rows)
        if rows and not tasks and things * 2 > len(rows):
            found += rows
    return found


def _tables(body: list[Paragraph]) -> Iterator[list[Paragraph]]:
    for cells, group in groupby(body, key=lambda paragraph: bool(paragraph.cells)):
        if cells:
            yield list(group)
