"""The draft as a paper: on the page, as Word and PDF, against the year before."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.test import Client

from thidua.apps.plans.models import Plan
from thidua.formats.child import read_paper_limited


def test_the_paper_is_shown_as_it_will_be_printed(desk: Client, draft: Plan) -> None:
    page = unescape(desk.get(f"/ke-hoach/{draft.pk}/soan/ban-in/").content.decode())
    assert "DỰ THẢO" in page
    assert "Tỷ lệ hộ dùng nước sạch đạt từ 95% trở lên" in page.replace("\xa0", " ")
    assert "style=" not in page


def test_word_and_pdf_hold_the_plan_marked_as_a_draft_without_number(desk: Client, draft: Plan, said: Any) -> None:
    for ending in ("docx", "pdf"):
        answer = desk.get(f"/ke-hoach/{draft.pk}/soan/ban-in.{ending}")
        assert f"du-thao-phat-dong-phong-trao-thi-dua-nam-2027.{ending}" in answer["Content-Disposition"]
        document, plan = read_paper_limited(answer.content, f"k.{ending}")
        assert "DỰ THẢO" in document.text
        assert plan["document"]["number"] is None
        assert [row["text"] for row in plan["targets"]] == [row["text"] for row in said(draft)["targets"]]


def test_a_filed_plan_has_its_own_file_and_no_printed_draft(desk: Client, last: Plan) -> None:
    for page in ("ban-in/", "ban-in.docx", "ban-in.pdf"):
        assert desk.get(f"/ke-hoach/{last.pk}/soan/{page}").status_code == 404
    assert desk.get(f"/ke-hoach/{last.pk}/khac-nam-truoc/").status_code == 404


def test_what_changed_since_last_year_is_told_by_item_with_both_values(desk: Client, draft: Plan, said: Any) -> None:
    target = said(draft)["targets"][0]["id"]
    desk.post(f"/ke-hoach/{draft.pk}/soan/muc/{target}/", {"text": "Tỷ lệ hộ dùng nước sạch đạt từ 97% trở lên."})
    desk.post(f"/ke-hoach/{draft.pk}/soan/muc/{said(draft)['targets'][1]['id']}/", {"act": "remove"})
    desk.post(f"/ke-hoach/{draft.pk}/soan/them/", {"kind": "tasks", "text": "Mở lớp dạy bơi."})
    page = unescape(desk.get(f"/ke-hoach/{draft.pk}/khac-nam-truoc/").content.decode()).replace("\xa0", " ")
    assert "<del>95%</del> <ins>97%</ins>" in page
    assert "Nâng cao nền nếp công sở." in page
    assert "Mở lớp dạy bơi." in page


def test_signs_of_markup_are_words_on_the_page_and_in_the_paper(desk: Client, draft: Plan, said: Any) -> None:
    typed = "Có 5 tổ <script>alert(1)</script> & “sạch” #let x = 1."
    desk.post(f"/ke-hoach/{draft.pk}/soan/them/", {"kind": "targets", "text": typed})
    assert said(draft)["targets"][-1]["text"] == typed
    for page in ("soan/?muc=chi-tieu", "soan/ban-in/", "kiem-tra/", "khac-nam-truoc/"):
        html = desk.get(f"/ke-hoach/{draft.pk}/{page}").content.decode()
        assert "<script>alert" not in html, page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html, page
    document, _ = read_paper_limited(desk.get(f"/ke-hoach/{draft.pk}/soan/ban-in.pdf").content, "k.pdf")
    assert "<script>alert(1)</script>" in document.text
