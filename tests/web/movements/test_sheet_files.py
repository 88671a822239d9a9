"""Sheets and the table of assignments as files: whose they are, what stands in them, what they are called."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from movement_builders import a_draft, a_launched
from thidua.apps.movements.models import Assignment
from thidua.core.movements.sheets import ASSIGNED_COLUMNS
from thidua.formats.reading import linearise


@pytest.fixture
def launched(cast, now):
    draft = a_draft(cast, now)
    Assignment.objects.filter(movement=draft).first().supporters.add(cast.school)
    return a_launched(cast, now, plan=draft.plan)


def words(answer, name: str) -> str:
    return linearise(answer.content, name).text


@pytest.mark.parametrize("form", ["word", "pdf"])
def test_a_sheet_says_what_the_unit_has_to_do(cast, launched, signed_in, form):
    answer = signed_in("officer").get(reverse(f"desk:duty_sheet_{form}", args=[launched.id, cast.economy.id]))
    ending = {"word": "docx", "pdf": "pdf"}[form]
    assert answer.status_code == 200
    assert f"phieu-giao-nhiem-vu-phong-kinh-te-ha-tang-va-do-thi.{ending}" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    told = words(answer, f"x.{ending}")
    assert "PHIẾU GIAO NHIỆM VỤ" in told
    assert "Kế hoạch số 15/KH-UBND" in told
    assert "CHỦ TRÌ" in told
    assert "Chỉ tiêu 1:" in told


def test_a_unit_opens_its_own_sheet_alone(cast, launched, signed_in):
    url = reverse("desk:duty_sheet_pdf", args=[launched.id, cast.economy.id])
    assert signed_in("school_officer").get(url).status_code == 403
    assert signed_in("chair").get(url).status_code == 200
    assert signed_in("stranger").get(url).status_code == 404


def test_all_sheets_are_those_that_the_actor_may_read(cast, launched, signed_in):
    url = reverse("desk:duty_sheets_zip", args=[launched.id])
    every = zipfile.ZipFile(io.BytesIO(signed_in("clerk").get(url).content)).namelist()
    own = zipfile.ZipFile(io.BytesIO(signed_in("officer").get(url).content)).namelist()
    assert len(every) == 4
    assert own == ["01-phong-kinh-te-ha-tang-va-do-thi.docx"]
    assert every[0].startswith("01-")
    answer = signed_in("clerk").get(reverse("desk:duty_sheets_pdf", args=[launched.id]))
    told = words(answer, "x.pdf")
    assert told.count("PHIẾU GIAO NHIỆM VỤ") == 4


def test_the_table_of_assignments_in_three_forms(cast, launched, signed_in):
    client = signed_in("head")
    for form, ending in (("word", "docx"), ("pdf", "pdf")):
        told = words(client.get(reverse(f"desk:assigned_{form}", args=[launched.id])), f"x.{ending}")
        assert "Phân công chỉ tiêu, nhiệm vụ" in told
        assert "Phòng KT-HT-ĐT" in told
    answer = client.get(reverse("desk:assigned_sheet", args=[launched.id]))
    assert ".xlsx" in answer["Content-Disposition"]
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    told = book.read("xl/sharedStrings.xml").decode()
    assert all(f">{cell}<" in told for cell in (*ASSIGNED_COLUMNS, "Phòng KT-HT-ĐT"))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_before_the_launch_the_clerk_sees_the_sheets_and_the_units_do_not(cast, now, signed_in):
    draft = a_draft(cast, now)
    page = reverse("desk:duties", args=[draft.id, cast.economy.id])
    text = signed_in("clerk").get(page).content.decode()
    assert "Xem trước: phong trào chưa phát động" in text
    assert "Đã nhận nhiệm vụ</button>" not in text
    assert signed_in("officer").get(page).status_code == 404
    pdf = signed_in("chair").get(reverse("desk:duty_sheet_pdf", args=[draft.id, cast.economy.id]))
    assert pdf.content.startswith(b"%PDF")
    assert signed_in("officer").get(reverse("desk:duty_sheets_pdf", args=[draft.id])).status_code == 404


def test_the_page_has_five_parts_by_role(cast, launched, signed_in):
    text = signed_in("clerk").get(reverse("desk:duties", args=[launched.id, cast.economy.id])).content.decode()
    assert 'id="phan-lead"' in text
    school = signed_in("clerk").get(reverse("desk:duties", args=[launched.id, cast.school.id])).content.decode()
    assert 'id="phan-coordinate"' in school
    assert 'id="phan-lead"' not in school
