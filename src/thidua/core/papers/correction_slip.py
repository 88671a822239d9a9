"""The slip that asks a drafter for corrections (phiếu đề nghị chỉnh sửa): what stands where, what to put, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.core.papers.model import (
    Align,
    Block,
    Column,
    Head,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    Tone,
)

TAKEN_OUT = "(bỏ)"
"""Stands in the place of new words where there are none."""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of the slip: where in the paper, the words as printed ("" for what is missing), the words to put or
    what to think of, and why."""

    where: str
    printed: str
    proposed: str
    why: str


@dataclass(frozen=True, slots=True)
class SlipHead:
    """Whose slip it is: the office that checked, its place, the paper it speaks of, who checked and when."""

    issuer: tuple[str, ...]
    place: str
    about: str
    file: str
    checker: str
    day: date


def correction_slip(head: SlipHead, changes: Sequence[SlipLine], remarks: Sequence[SlipLine] = ()) -> Paper:
    """The slip as a paper: a table of words to put, then one of what the drafter should look at again."""
    body: list[Block] = [
        Paragraph(f"Kính gửi: Người soạn thảo {head.about}.", Tone.ADDRESS),
        Paragraph(
            f"Qua kiểm tra văn bản trong tệp “{head.file}”, đề nghị người soạn thảo chỉnh sửa các nội dung dưới đây."
        ),
    ]
    if changes:
        body += [Heading(2, "1.", f"Chữ cần sửa ({len(changes)} chỗ)"), _table(_CHANGES, changes, TAKEN_OUT)]
    if remarks:
        label = "2." if changes else "1."
        body += [Heading(2, label, f"Nội dung đề nghị xem lại ({len(remarks)} điểm)"), _table(_REMARKS, remarks, "")]
    paper_head = Head(
        issuer=head.issuer,
        name="PHIẾU ĐỀ NGHỊ CHỈNH SỬA",
        title=f"Đối với {head.about}",
        place=head.place,
        date=head.day,
    )
    signed = (Signature(("NGƯỜI KIỂM TRA",), head.checker),)
    return Paper(PaperKind.OTHER, paper_head, tuple(body), signed, Recipients(("Người soạn thảo",), "VT"))


_CHANGES = (
    Column("TT", 5, Align.CENTRE),
    Column("Vị trí", 14),
    Column("Chữ trong văn bản", 28),
    Column("Đề nghị sửa thành", 28),
    Column("Lý do", 25),
)
_REMARKS = (
    Column("TT", 5, Align.CENTRE),
    Column("Vị trí", 14),
    Column("Chữ trong văn bản", 28),
    Column("Gợi ý", 20),
    Column("Nội dung đề nghị xem lại", 33),
)


def _table(columns: tuple[Column, ...], lines: Sequence[SlipLine], nothing: str) -> Table:
    rows = [
        Row((str(at), line.where, line.printed, line.proposed or nothing, line.why)) for at, line in enumerate(lines, 1)
    ]
    return Table(columns, tuple(rows))


def place_words(line: int, page_lines: Sequence[int] = ()) -> str:
    """ "Trang 3, dòng 41", or "Dòng 41" where the pages are not known; lines are those of the text, from 1."""
    page = sum(first <= line for first in page_lines)
    return f"Trang {page}, dòng {line}" if page else f"Dòng {line}"
