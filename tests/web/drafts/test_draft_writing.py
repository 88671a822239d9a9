"""The sections of a draft as forms: saved by themselves, refused with reasons, moved, brought from elsewhere."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from thidua.apps.plans.models import Plan, SavedText


def page_of(desk: Client, plan: Plan, slug: str) -> str:
    return desk.get(f"/ke-hoach/{plan.pk}/soan/?muc={slug}").content.decode()


def block_url(plan: Plan, item: str) -> str:
    return f"/ke-hoach/{plan.pk}/soan/muc/{item}/"


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("the-thuc", "Ký thế nào"),
        ("chu-de", "Thêm chủ đề"),
        ("can-cu", "98/2023/NĐ-CP"),
        ("muc-dich", "Làm cho phố phường sạch hơn."),
        ("yeu-cau", "Việc nào giao tên người ấy."),
        ("muc-tieu", "Ghi mục tiêu chung"),
        ("chi-tieu", "từ 95% trở lên"),
        ("nhiem-vu", "Thêm nhiệm vụ"),
        ("thoi-gian", "20/01/2027"),
        ("khen-thuong", "Thêm hình thức khen"),
        ("to-chuc", "Thêm việc"),
        ("bao-cao", "trước ngày 05/12/2027"),
        ("noi-nhan", "Các tổ dân phố"),
        ("khong-co", "Ký thế nào"),
    ],
)
def test_every_section_opens_with_its_own_words(desk: Client, draft: Plan, slug: str, words: str) -> None:
    page = page_of(desk, draft, slug)
    assert words in unescape(page)
    assert page.count('aria-current="true"') == 1
    assert "style=" not in page and "onclick" not in page


def test_what_the_machine_reads_stands_under_the_sentence(desk: Client, draft: Plan) -> None:
    page = unescape(page_of(desk, draft, "chi-tieu")).replace("\xa0", " ")
    assert "Máy đọc: Tỷ lệ hộ dùng nước sạch: từ 95% trở lên (năm trước 95%)" in page
    assert "Mức chép từ năm 2026" in page
    limits = unescape(page_of(desk, draft, "bao-cao")).replace("\xa0", " ")
    assert "cơ quan nghỉ; ngày làm việc trước đó là thứ Sáu 03/12" in limits
    ended = unescape(page_of(desk, draft, "can-cu")).replace("\xa0", " ")
    assert "thay bằng 152/2025/NĐ-CP" in ended


def test_a_saved_field_answers_with_the_parts_that_changed(desk: Client, draft: Plan, said: Any) -> None:
    vague = said(draft)["targets"][1]
    before = page_of(desk, draft, "chi-tieu")
    assert "không có con số" in before
    sent = {"text": "Nền nếp công sở đạt ít nhất 90% hài lòng.", "base-text": vague["text"]}
    answer = desk.post(block_url(draft, vague["id"]), sent, headers={"X-Autosave": "text"})
    parts = unescape(answer.content.decode()).replace("\xa0", " ")
    assert answer.status_code == 200
    assert "<html" not in parts
    for part in (f"u-{vague['id'][:8]}-text", f"e-{vague['id'][:8]}", "can-xem", "muc-luc"):
        assert f'id="{part}"' in parts
    assert "từ 90% trở lên" in parts
    assert "Chỉ tiêu (2) không có con số" not in parts
    assert said(draft)["targets"][1]["measures"][0]["operator"] == "at_least"


def test_two_writers_are_shown_each_other(desk: Client, enter: Any, draft: Plan, said: Any) -> None:
    purpose = said(draft)["purposes"][0]
    base = {"base-text": purpose["text"]}
    enter("second_clerk").post(block_url(draft, purpose["id"]), base | {"text": "Phố đẹp."})
    answer = desk.post(block_url(draft, purpose["id"]), base | {"text": "Phố xanh."})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Người khác vừa ghi “Phố đẹp.”" in page and "Phố xanh." in page
    desk.post(block_url(draft, purpose["id"]), {"base-text": "Phố đẹp.", "text": "Phố xanh.", "keep": "text"})
    assert said(draft)["purposes"][0]["text"] == "Phố xanh."


@pytest.mark.parametrize(
    ("part", "sent", "words"),
    [
        ("deadlines", {"when": "trước ngày 31/02/2027"}, "Ngày 31/02/2027 không tồn tại"),
        ("deadlines", {"when": "bao giờ cũng được"}, "Chưa nhận ra hạn"),
        ("purposes", {"text": "a"}, "Nhập ít nhất 3 ký tự"),
        ("purposes", {"text": "x" * 5001}, "Dài 5.001 ký tự, tối đa 5.000"),
        ("purposes", {"text": "TỐI MẬT"}, "dấu độ mật"),
        ("recipients", {"name": "Tổ\u202edân phố"}, "ký tự không nhìn thấy"),
        ("legal_bases", {"date": "13/13/2024"}, "không tồn tại"),
    ],
)
def test_words_that_cannot_be_used_come_back_with_the_reason(  # noqa: PLR0917
    desk: Client, draft: Plan, said: Any, part: str, sent: dict[str, str], words: str
) -> None:
    item, before = said(draft)[part][0]["id"], said(draft)[part]
    answer = desk.post(block_url(draft, item), sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in page
    assert "<title>Lỗi:" in page
    assert said(draft)[part] == before


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"kind": "targets", "text": ""}, "Nhập chỉ tiêu thành một câu."),
        ({"kind": "legal_bases", "text": "văn bản nào đó"}, "Chưa nhận ra văn bản nào."),
        ({"kind": "deadlines", "text": "Báo cáo quý", "when": ""}, "Chưa nhận ra hạn."),
        ({"kind": "purposes", "text": "TUYỆT MẬT"}, "dấu độ mật"),
    ],
)
def test_a_form_that_adds_keeps_what_was_typed(desk: Client, draft: Plan, sent: dict[str, str], words: str) -> None:
    answer = desk.post(f"/ke-hoach/{draft.pk}/soan/them/", sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in page
    assert sent["text"] in page


def test_blocks_are_added_moved_and_taken_out(desk: Client, draft: Plan, said: Any) -> None:
    url = f"/ke-hoach/{draft.pk}/soan/them/"
    assert desk.post(url, {"kind": "tasks", "text": "Mở lớp dạy bơi."}).status_code == 302
    desk.post(url, {"kind": "tasks", "text": "Trồng cây ven kênh."})
    first, second = (row["id"] for row in said(draft)["tasks"])
    desk.post(block_url(draft, second), {"act": "up"})
    assert [row["id"] for row in said(draft)["tasks"]] == [second, first]
    desk.post(block_url(draft, first), {"act": "remove"})
    assert [row["id"] for row in said(draft)["tasks"]] == [second]
    unit = said(draft)["assignments"][0]["id"]
    desk.post(url, {"kind": "duties", "within": unit, "text": "Phối hợp kiểm tra."})
    assert said(draft)["assignments"][0]["duties"][-1]["role"] == "coordinate"
    refused = desk.post(url, {"kind": "duties", "within": unit, "text": " "})
    assert f"them-duties-{unit}-text" in refused.content.decode()


def test_a_second_press_of_the_same_form_adds_nothing(desk: Client, draft: Plan, said: Any) -> None:
    key = re.search(r'id="them-tasks".*?name="once" value="([^"]+)"', page_of(desk, draft, "nhiem-vu"), re.S)
    sent = {"kind": "tasks", "text": "Mở lớp dạy bơi.", "once": key[1] if key else ""}
    first, second = (desk.post(f"/ke-hoach/{draft.pk}/soan/them/", sent) for _ in range(2))
    assert key and first["Location"] == second["Location"]
    assert len(said(draft)["tasks"]) == 1


def test_a_text_is_kept_from_an_item_found_without_marks_and_used(desk: Client, draft: Plan, said: Any) -> None:
    purpose = said(draft)["purposes"][0]["id"]
    desk.post(block_url(draft, purpose), {"act": "keep"})
    text = SavedText.objects.get()
    desk.post(block_url(draft, purpose), {"act": "remove"})
    page = desk.get(f"/ke-hoach/{draft.pk}/soan/?muc=muc-dich&tim=pho+phuong").content.decode()
    assert str(text.pk) in page
    assert str(text.pk) not in desk.get(f"/ke-hoach/{draft.pk}/soan/?muc=muc-dich&tim=khong").content.decode()
    desk.post(f"/ke-hoach/{draft.pk}/soan/lay/", {"text": str(text.pk), "muc": "muc-dich"})
    assert [row["text"] for row in said(draft)["purposes"]] == [text.text]
    assert SavedText.objects.get().used == 1
    assert desk.post(f"/ke-hoach/{draft.pk}/soan/lay/", {"text": "none"}).status_code == 404


def test_last_year_stands_beside_and_gives_back_what_was_taken_out(desk: Client, draft: Plan, said: Any) -> None:
    purpose = said(draft)["purposes"][0]["id"]
    assert "đang dùng" in page_of(desk, draft, "muc-dich")
    desk.post(block_url(draft, purpose), {"act": "remove"})
    page = page_of(desk, draft, "muc-dich")
    old = re.search(r'name="old" value="([^"]+)"', page)
    assert old and "đang dùng" not in page
    desk.post(f"/ke-hoach/{draft.pk}/soan/lay/", {"old": old[1], "muc": "muc-dich"})
    assert [row["id"] for row in said(draft)["purposes"]] == [purpose]


def test_a_document_is_chosen_from_the_register_with_its_parts(desk: Client, draft: Plan, said: Any) -> None:
    page = unescape(desk.get(f"/ke-hoach/{draft.pk}/soan/?muc=can-cu&tim=152/2025").content.decode())
    assert "152/2025/NĐ-CP" in page
    sent = {"kind": "legal_bases", "type": "decree", "number": "152/2025/NĐ-CP", "date": "2025-06-14"}
    desk.post(f"/ke-hoach/{draft.pk}/soan/them/", sent | {"issuer": "Chính phủ", "text": "Nghị định về thi đua"})
    basis = said(draft)["legal_bases"][-1]
    assert (basis["type"], basis["number"], basis["date"]) == ("decree", "152/2025/NĐ-CP", "2025-06-14")


def test_the_matrix_takes_a_missing_line_with_one_press(desk: Client, draft: Plan, said: Any) -> None:
    url = f"/ke-hoach/{draft.pk}/doi-chieu/"
    page = unescape(desk.get(url).content.decode())
    for heading in ("Chỉ tiêu", "Nhiệm vụ, việc giao cho xã, phường", "Thời hạn"):
        assert f"<h2>{heading}</h2>" in page
    assert 'value="targets/1"' in page
    answer = desk.post(f"/ke-hoach/{draft.pk}/soan/nhan/", {"path": ["targets/1", "tasks/0"]}, follow=True)
    assert "Đã đưa 2 nội dung của cấp trên vào dự thảo." in answer.content.decode()
    assert said(draft)["targets"][-1]["text"] == "Trồng 5.000 cây xanh trên địa bàn phường."
    assert 'value="targets/1"' not in desk.get(url).content.decode()


def test_a_note_is_confirmed_with_one_press(desk: Client, draft: Plan, said: Any) -> None:
    page = page_of(desk, draft, "chi-tieu")
    note = re.search(r'name="note" value="([^"]+)"', page)
    before = len(said(draft)["x_notes"])
    desk.post(f"/ke-hoach/{draft.pk}/soan/da-xem/", {"note": note[1] if note else "", "muc": "chi-tieu"})
    assert len(said(draft)["x_notes"]) == before - 1


def test_others_are_sent_to_the_check_page_and_change_nothing(enter: Any, draft: Plan, last: Plan, said: Any) -> None:
    answer = enter("chair").get(f"/ke-hoach/{draft.pk}/soan/")
    assert answer["Location"] == f"/ke-hoach/{draft.pk}/kiem-tra/"
    assert enter("clerk").get(f"/ke-hoach/{last.pk}/soan/")["Location"] == f"/ke-hoach/{last.pk}/kiem-tra/"
    before = said(draft)
    assert enter("chair").post(f"/ke-hoach/{draft.pk}/soan/them/", {"kind": "tasks", "text": "Abc"}).status_code == 403
    assert said(draft) == before


def test_pages_that_expected_a_file_open_without_one(desk: Client, draft: Plan) -> None:
    for page in ("kiem-tra/", "", "viec/", "doi-chieu/", "khac-nam-truoc/"):
        assert desk.get(f"/ke-hoach/{draft.pk}/{page}").status_code == 200, page
    check = desk.get(f"/ke-hoach/{draft.pk}/kiem-tra/").content.decode()
    assert "Tải bản soạn (Word)" in check and "Soạn tiếp" in check
    assert desk.post(f"/ke-hoach/{draft.pk}/xong/").status_code == 302
    assert "Phát động phong trào thi đua năm 2027" in desk.get("/ke-hoach/").content.decode()


def test_words_of_a_draft_are_changed_where_they_are_written(desk: Client, draft: Plan) -> None:
    assert "Sửa lời văn" not in desk.get(f"/ke-hoach/{draft.pk}/kiem-tra/").content.decode()
    answer = desk.get(f"/ke-hoach/{draft.pk}/sua-loi-van/")
    assert answer["Location"] == f"/ke-hoach/{draft.pk}/soan/"
    assert desk.post(f"/ke-hoach/{draft.pk}/sua-loi-van/tao/", {"reason": "Sửa"}).status_code in {404, 409, 422}
    for page in ("phieu/", "ban-sach.docx", "ban-dau-sua.docx"):
        assert desk.get(f"/ke-hoach/{draft.pk}/sua-loi-van/{page}").status_code < 500


def test_the_count_of_queries_does_not_grow_with_the_blocks(desk: Client, draft: Plan) -> None:
    from django.db import connection

    def cost(slug: str) -> int:
        page_of(desk, draft, slug)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page_of(desk, draft, slug)
        return len(asked)

    slugs = ("chi-tieu", "can-cu", "muc-dich")
    before = [cost(slug) for slug in slugs]
    for number in range(8):
        for kind, text in (("targets", "Có {} mô hình mới."), ("purposes", "Mục đích thứ {}.")):
            desk.post(f"/ke-hoach/{draft.pk}/soan/them/", {"kind": kind, "text": text.format(number + 2)})
    assert [cost(slug) for slug in slugs] == before
