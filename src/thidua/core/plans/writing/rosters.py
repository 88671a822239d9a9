"""The block with its members, and the table of points."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.core.papers.model import Align, Block, Column, Paragraph, Row
from thidua.core.plans.model import Criterion, Member, Plan
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.tables import table
from thidua.core.plans.writing.words import printed_figure

_ROLES = {"head": " (Trưởng khối)", "deputy": " (Phó Trưởng khối)", "member": ""}


def block_section(plan: Plan) -> Iterator[Section]:
    """Who belongs to the block and who leads it, in one sentence."""
    if block := plan.get("block"):
        members = "; ".join(_member(member, block["name"]) for member in block["members"])
        yield Section("Thành viên", [Paragraph(f"{block['name']} gồm {len(block['members']):02d} đơn vị: {members}.")])


def _member(member: Member, block: str) -> str:
    role = _ROLES[member["role"]]
    return member["unit"] + (role.replace("khối", "cụm") if block.lower().startswith("cụm") else role)


def scoring_annexes(plan: Plan) -> Iterator[tuple[str, list[Block]]]:
    """The table of points with its total."""
    if scoring := plan.get("scoring"):
        columns = (Column("TT", 8, Align.CENTRE), Column("Tiêu chí", 90), Column("Điểm tối đa", 16, Align.CENTRE))
        rows = [Row((one.get("label") or "", one["text"], _points(one))) for one in scoring["criteria"]]
        if scoring["total"] is not None:
            rows.append(Row(("", "Tổng cộng", printed_figure(scoring["total"]))))
        yield "Bảng chấm điểm thi đua", [table(columns, rows)]


def _points(criterion: Criterion) -> str:
    sign = {"bonus": "+", "penalty": "-"}.get(criterion["kind"], "")
    return sign + printed_figure(criterion["points"])
