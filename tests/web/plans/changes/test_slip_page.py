"""The slip for the drafter: to print, as a Word file and as a PDF, with the same lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from plan_papers import SMALL

from thidua.apps.plans.models import Plan, PlanVersion
from thidua.apps.plans.queries import current_version
from thidua.apps.plans.services import WantedChange, change_wording
from thidua.formats.docx import linearise_docx
from thidua.formats.pdf import linearise_pdf

SLIPS = SMALL.replace("(2) Giữ vững", "(2) Phần đầu giữ vững")


@pytest.fixture
def plan(filed: Callable[..., Any], cast: Any, now: Any) -> Plan:
    made = filed(SLIPS)
    version = current_version(made)
    start = version.text.index("Phần đầu")
    wanted = [
        WantedChange(start, start + 8, "Phần đầu", "Phấn đấu", "sai chính tả"),
        WantedChange(start + 18, start + 25, version.text[start + 18 : start + 25], ""),
    ]
    assert len(change_wording(made, wanted, version=version.pk, base=1, by=cast.clerk.actor, now=now).made) == 2
    return made


def slip(plan: Plan, kind: str = "/", **asked: str) -> str:
    return f"/ke-hoach/{plan.pk}/sua-loi-van/phieu{kind}" + ("?kem=1" if asked else "")


def test_the_page_lists_every_change(desk: Client, plan: Plan) -> None:
    page = desk.get(slip(plan)).content.decode()
    assert "<td>Phần đầu</td><td>Phấn đấu</td><td>sai chính tả</td>" in page
    assert "<td>an ninh</td><td>(bỏ)</td>" in page and "Dòng " in page
    assert "Nội dung đề nghị xem lại" not in page and "Vũ Thị Hương" in page


def test_open_findings_go_along_when_asked(desk: Client, plan: Plan) -> None:
    page = desk.get(slip(plan, kem="1")).content.decode()
    assert "2. Nội dung đề nghị xem lại" in page and "chưa ghi đơn vị chủ trì" in page
    assert "Có thể sai chính tả" not in page, "what has a change is not told twice"


def test_the_page_of_a_pdf_is_told(desk: Client, plan: Plan) -> None:
    text = current_version(plan).text
    line = text.count("\n", 0, text.index("Phần đầu")) + 1
    PlanVersion.objects.filter(plan=plan).update(page_lines=[1, line])
    assert f"Trang 2, dòng {line}" in desk.get(slip(plan)).content.decode()


@pytest.mark.parametrize(("kind", "read"), [(".docx", linearise_docx), (".pdf", linearise_pdf)])
def test_the_files_say_the_same(desk: Client, plan: Plan, kind: str, read: Any) -> None:
    answer = desk.get(slip(plan, kind, kem="1"))
    assert "attachment" in answer["Content-Disposition"] and f"chinh-sua{kind}" in answer["Content-Disposition"]
    text = read(answer.content).text
    assert "PHIẾU ĐỀ NGHỊ CHỈNH SỬA" in text
    assert "Phần đầu\tPhấn đấu\tsai chính tả" in text and "an ninh\t(bỏ)" in text
    assert "đề nghị xem lại" in text
