"""What one unit has to do in a movement, in five parts, and the papers made of it.

The sheet of a unit has no number of its own: it is no kind of paper of decree 30/2020, and goes out with the plan whose
number it names. The table of all assignments is an annex to that plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.core.papers.model import Align, Block, Column, Head, Heading, Paper, PaperKind, Paragraph, Row, Table, Tone
from thidua.core.papers.wording import long_date
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold


class Part(StrEnum):
    """The parts of a sheet, in their order."""

    LEADS = "lead"
    COOPERATES = "coordinate"
    ADVISES = "advise"
    PERFORMS = "perform"
    REPORTS = "reports"


PART_LABELS = {
    Part.LEADS: "Chủ trì",
    Part.COOPERATES: "Phối hợp",
    Part.ADVISES: "Tham mưu",
    Part.PERFORMS: "Thực hiện",
    Part.REPORTS: "Báo cáo, hồ sơ",
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One thing to do. `due` are the words of the time limit, `due_on` its last good day, `working_day` the last
    working day before it where that is another; `owner` who leads where this unit only helps; `place`
    where the plan says it; `number` that of a target."""

    text: str
    number: int | None = None
    goal: str = ""
    due: str = ""
    due_on: date | None = None
    working_day: date | None = None
    officer: str = ""
    owner: str = ""
    product: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class SheetShare:
    """What the unit is given of a common target; `was` what it was given before a change."""

    number: int
    name: str
    words: str
    common: str
    note: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class PlanNamed:
    """The plan that a sheet goes with, as papers name it: no number while it is a draft."""

    title: str
    number: str = ""
    symbol: str = ""
    signed_on: date | None = None

    @property
    def words(self) -> str:
        """ "Kế hoạch số 15/KH-UBND ngày 20 tháng 01 năm 2026", the title while there is no number."""
        if not self.number:
            return f"dự thảo kế hoạch “{self.title}”"
        day = f" {long_date(self.signed_on)}" if self.signed_on else ""
        return f"Kế hoạch số {self.number}/{self.symbol}{day}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that one unit has to do in one movement."""

    unit: str
    place: str
    movement: str
    plan: PlanNamed
    parts: dict[Part, tuple[SheetLine, ...]]
    shares: tuple[SheetShare, ...] = ()


def sheet_paper(sheet: Sheet) -> Paper:
    """PHIẾU GIAO NHIỆM VỤ of one unit."""
    body: list[Block] = [
        Paragraph(f"(Kèm theo {sheet.plan.words})", Tone.NOTE),
        Paragraph(f"{sheet.unit} có các phần việc sau trong phong trào “{sheet.movement}”."),
    ]
    found = [(PART_LABELS[part], _part_table(lines)) for part in Part if (lines := sheet.parts.get(part, ()))]
    if sheet.shares:
        found.insert(0, ("Số giao cho đơn vị", _share_table(sheet.shares)))
    for at, (label, table) in enumerate(found, 1):
        body += [Heading(1, f"{_ROMAN[at]}.", label.upper()), table]
    if not found:
        body.append(Paragraph("Đơn vị không có phần việc trong phong trào này."))
    head = Head(issuer=issuer_lines(sheet.place), name="PHIẾU GIAO NHIỆM VỤ", title=sheet.unit)
    return Paper(PaperKind.OTHER, head, tuple(body))


_ROMAN = ("", "I", "II", "III", "IV", "V", "VI")


def issuer_lines(place: str) -> tuple[str, ...]:
    """ "Phường Bến Ngọc" as the issuing body of its papers."""
    return ("ỦY BAN NHÂN DÂN", place.upper())


def _part_table(lines: Sequence[SheetLine]) -> Table:
    columns = (
        Column("TT", 6, Align.CENTRE), Column("Nội dung", 50), Column("Hạn", 20), Column("Cán bộ", 16),
        Column("Trong kế hoạch", 13, Align.CENTRE),
    )  # fmt: skip
    rows = [
        (str(at), content_words(line), due_words(line), line.officer, line.place) for at, line in enumerate(lines, 1)
    ]
    return _filled(columns, rows)


def _filled(columns: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> Table:
    """The table without the columns in which no row has anything: the others get their room."""
    kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return Table(tuple(columns[at] for at in kept), tuple(Row(tuple(row[at] for at in kept)) for row in rows))


def content_words(line: SheetLine) -> str:
    """What has to be done with its goal and its product."""
    named = f"Chỉ tiêu {line.number}: {line.text}" if line.number else line.text[:1].upper() + line.text[1:]
    more = [
        f"Đích: {line.goal}." if line.goal else "",
        f"Sản phẩm: {line.product}." if line.product else "",
        f"Chủ trì: {line.owner}." if line.owner else "",
    ]
    return " ".join([named.rstrip(" .;") + ".", *filter(None, more)])


def due_words(line: SheetLine) -> str:
    """The printed words, the last good day that follows from them, and the last working day when it is another."""
    if not line.due_on:
        return line.due
    told = f"{line.due} (hết ngày {short_date(line.due_on)})" if line.due else f"hết ngày {short_date(line.due_on)}"
    return f"{told}; ngày làm việc cuối {short_date(line.working_day)}" if line.working_day else told


def _share_table(shares: Sequence[SheetShare]) -> Table:
    columns = (
        Column("TT", 6, Align.CENTRE), Column("Chỉ tiêu", 44), Column("Số giao", 20), Column("Mức chung", 20),
        Column("Ghi chú", 15),
    )  # fmt: skip
    rows = []
    for at, share in enumerate(shares, 1):
        note = "; ".join(part for part in (share.note, share.was and f"trước: {share.was}") if part)
        rows.append((str(at), f"Chỉ tiêu {share.number}: {share.name}", share.words, share.common, note))
    return _filled(columns, rows)


@dataclass(frozen=True, slots=True)
class AssignedLine:
    """One line of the table of all assignments: a target or a task."""

    text: str
    goal: str
    owner: str
    officer: str
    supporters: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class AssignedTable:
    """The assignments of a whole movement."""

    place: str
    movement: str
    plan: PlanNamed
    targets: tuple[AssignedLine, ...]
    tasks: tuple[AssignedLine, ...]


ASSIGNED_COLUMNS = ("TT", "Nội dung", "Đích, sản phẩm", "Chủ trì", "Cán bộ", "Phối hợp", "Hạn")
NOBODY = "Chưa giao"


def assigned_rows(table: AssignedTable) -> list[tuple[str, ...]]:
    """The rows under `ASSIGNED_COLUMNS`; a row of one cell begins targets or tasks."""
    rows: list[tuple[str, ...]] = []
    for label, lines in (("Chỉ tiêu", table.targets), ("Nhiệm vụ", table.tasks)):
        if lines:
            rows.append((label,))
        rows += [
            (str(at), line.text, line.goal, line.owner or NOBODY, line.officer, line.supporters, line.due)
            for at, line in enumerate(lines, 1)
        ]
    return rows


def assigned_paper(table: AssignedTable) -> Paper:
    """Phụ lục phân công chỉ tiêu, nhiệm vụ, as a paper of its own that names its plan."""
    widths = (6, 34, 20, 17, 14, 20, 13)
    columns = tuple(
        Column(title, width, Align.CENTRE if title == "TT" else Align.LEFT)
        for title, width in zip(ASSIGNED_COLUMNS, widths, strict=True)
    )
    rows = tuple(Row(cells, group=len(cells) == 1) for cells in assigned_rows(table))
    head = Head(issuer=issuer_lines(table.place), name="PHỤ LỤC", title="Phân công chỉ tiêu, nhiệm vụ")
    body = (Paragraph(f"(Kèm theo {table.plan.words})", Tone.NOTE), Table(columns, rows))
    return Paper(PaperKind.OTHER, head, body, landscape=True)


def file_name(*words: str) -> str:
    """ "phieu-giao-nhiem-vu-phong-van-hoa-xa-hoi" for a file: small Latin letters, at most 80 of them."""
    letters = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(" ".join(words)))
    return "-".join(letters.split())[:80].rstrip("-")
