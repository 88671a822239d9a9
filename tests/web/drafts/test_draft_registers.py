"""The ward's own registers: documents with their days, saved texts, themes of the year."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from thidua.apps.plans.models import Plan, SavedText, WardInstrument, YearTheme

GOOD = {
    "type": "resolution",
    "number": "45/NQ-HĐND",
    "dated": "10/12/2024",
    "title": "Nhiệm vụ năm 2025",
    "until": "01/01/2026",
    "replaced_by": "51/NQ-HĐND",
}


def test_a_document_is_entered_shown_with_its_standing_and_told_where_it_is_cited(
    desk: Client, draft: Plan, said: Any
) -> None:
    assert desk.post("/can-cu/so/them/", GOOD)["Location"] == "/can-cu/so/"
    page = unescape(desk.get("/can-cu/so/").content.decode())
    assert "45/NQ-HĐND" in page and "Đã thay thế" in page and "01/01/2026" in page
    cited = "Nghị quyết số 45/NQ-HĐND ngày 10/12/2024 của Hội đồng nhân dân phường"
    desk.post(f"/ke-hoach/{draft.pk}/soan/them/", {"kind": "legal_bases", "text": cited})
    writing = unescape(desk.get(f"/ke-hoach/{draft.pk}/soan/?muc=can-cu").content.decode()).replace("\xa0", " ")
    assert "Hết hiệu lực từ 01/01/2026, thay bằng 51/NQ-HĐND" in writing
    assert "45/NQ-HĐND hết hiệu lực từ 01/01/2026; thay bằng 51/NQ-HĐND." in writing
    register = unescape(desk.get("/can-cu/?tim=45/NQ").content.decode())
    assert "thay bằng 51/NQ-HĐND" in register


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "abc"}, "Nhập số, ký hiệu"),
        ({"title": ""}, "Nhập trích yếu"),
        ({"until": "31/02/2026"}, "không tồn tại"),
        ({"since": "01/06/2026"}, "Ngày hết hiệu lực phải sau ngày có hiệu lực."),
        ({"until": ""}, "ghi ngày văn bản này hết hiệu lực"),
        ({"note": "TỐI MẬT"}, "dấu độ mật"),
        ({"type": "poem"}, "Chọn loại trong danh sách"),
    ],
)
def test_a_wrong_entry_comes_back_with_the_reason(desk: Client, change: dict[str, str], words: str) -> None:
    answer = desk.post("/can-cu/so/them/", GOOD | change)
    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert not WardInstrument.objects.exists()


def test_an_entry_is_changed_not_over_somebody_else_and_withdrawn(desk: Client, enter: Any) -> None:
    desk.post("/can-cu/so/them/", GOOD)
    row = WardInstrument.objects.get()
    url = f"/can-cu/so/{row.pk}/"
    enter("second_clerk").post(url, GOOD | {"title": "Nhiệm vụ", "revision": "1"})
    late = desk.post(url, GOOD | {"title": "Khác", "revision": "1"})
    assert late.status_code == 422 and "Người khác vừa sửa" in unescape(late.content.decode())
    assert WardInstrument.objects.get().title == "Nhiệm vụ"
    assert enter("stranger").get(url).status_code == 404
    desk.post(f"{url}rut/")
    desk.get("/can-cu/so/")
    assert "45/NQ-HĐND" not in desk.get("/can-cu/so/").content.decode()
    assert desk.get(url).status_code == 404


def test_saved_texts_are_listed_by_kind_searched_and_withdrawn(desk: Client, enter: Any) -> None:
    url = "/ke-hoach/doan-van/luu/"
    for kind, text in (("purposes", "Phố phường sạch hơn."), ("tasks", "Mở lớp dạy bơi.")):
        assert desk.post(url, {"kind": kind, "text": text}).status_code == 302
    page = unescape(desk.get(f"{url}?tim=pho phuong").content.decode())
    assert "Phố phường sạch hơn." in page and "dạy bơi" not in page
    assert "dạy bơi" not in unescape(desk.get(f"{url}?loai=purposes").content.decode())
    bad = desk.post(url, {"kind": "purposes", "text": "MẬT"})
    assert bad.status_code == 422 and "dấu độ mật" in unescape(bad.content.decode())
    row = SavedText.objects.get(kind="tasks")
    assert enter("chair").post(f"{url}{row.pk}/rut/").status_code == 403
    desk.post(f"{url}{row.pk}/rut/")
    assert "dạy bơi" not in unescape(desk.get(url).content.decode())


@pytest.mark.parametrize(
    ("change", "words"),
    [({"year": "27"}, "Năm ghi đủ 4 chữ số"), ({"text": ""}, "Nhập chủ đề."), ({"of": "moon"}, "Chọn chủ đề của ai.")],
)
def test_a_wrong_theme_comes_back(desk: Client, change: dict[str, str], words: str) -> None:
    answer = desk.post("/chu-de/", {"year": "2027", "of": "commune", "text": "Phố sạch"} | change)
    assert answer.status_code == 422 and words in unescape(answer.content.decode())
    assert not YearTheme.objects.exists()


def test_a_theme_is_entered_and_offered_while_writing(desk: Client, draft: Plan, said: Any) -> None:
    desk.post("/chu-de/", {"year": "2027", "of": "province", "text": "Cảng xanh"})
    assert "Cảng xanh" in desk.get("/chu-de/").content.decode()
    page = unescape(desk.get(f"/ke-hoach/{draft.pk}/soan/?muc=chu-de").content.decode())
    assert "“Cảng xanh”" in page
    sent = {"kind": "themes", "of": "province", "year": "2027", "text": "Cảng xanh"}
    desk.post(f"/ke-hoach/{draft.pk}/soan/them/", sent)
    assert [(one["of"], one["text"]) for one in said(draft)["themes"]] == [("province", "Cảng xanh")]


@pytest.mark.parametrize("page", ["/can-cu/so/", "/ke-hoach/doan-van/luu/", "/chu-de/"])
def test_the_count_of_queries_does_not_grow_with_rows(desk: Client, page: str) -> None:
    def cost() -> int:
        desk.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(page).status_code == 200
        return len(asked)

    def fill(number: int) -> None:
        desk.post("/can-cu/so/them/", GOOD | {"number": f"{number}/NQ-HĐND"})
        desk.post("/ke-hoach/doan-van/luu/", {"kind": "tasks", "text": f"Việc số {number}."})
        desk.post("/chu-de/", {"year": str(2020 + number), "of": "commune", "text": "Phố sạch"})

    fill(1)
    before = cost()
    for number in range(2, 9):
        fill(number)
    assert cost() == before
