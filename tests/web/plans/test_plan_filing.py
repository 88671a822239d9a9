"""Filing a document: what is kept, and that a refused one leaves nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from plan_papers import PAPERS, SMALL, upload

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import once
from thidua.apps.plans.models import Plan, PlanVersion

KEY = "khoa-cua-trang"


def counts() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Plan, PlanVersion, StoredFile, Entry))


def send(client: Client, data: bytes = SMALL.encode(), name: str = "ke-hoach.txt", **more: Any) -> Any:
    return client.post("/ke-hoach/nap/", {"file": upload(data, name), "once": KEY} | more)


def test_the_page_names_what_it_takes(desk: Client) -> None:
    page = desk.get("/ke-hoach/nap/").content.decode()
    assert ".docx" in page and "dưới 25\N{NO-BREAK SPACE}MB" in page
    assert "Đang đọc kế hoạch, khoảng 10 giây" in page
    assert "Vẫn nạp thành kế hoạch mới" not in page


@pytest.mark.parametrize("name", ["ke-hoach.txt", "ke-hoach.md"])
def test_words_become_a_draft(desk: Client, name: str) -> None:
    answer = send(desk, name=name)
    plan = Plan.objects.get()
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/kiem-tra/"
    assert (plan.state, plan.number, plan.versions.count()) == ("draft", "15", 1)


def test_a_word_document_becomes_a_draft(desk: Client) -> None:
    paper = PAPERS / "ke-hoach-2026.docx"
    assert send(desk, paper.read_bytes(), paper.name).status_code == 302
    assert Plan.objects.get().title.startswith("Phát động phong trào")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "ke-hoach.docx", "Tệp rỗng (0 byte)"),
        (b"  \n ", "ke-hoach.txt", "không có chữ nào đọc được"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ke-hoach.doc", "chọn Lưu thành .docx"),
        (b"%PDF-1.4 x", "ke-hoach.docx", "nội dung là PDF"),
        (b"MZ" + b"\0" * 40, "ke-hoach.pdf", "Đây không phải PDF"),
        (b"PK\x03\x04 nothing", "ke-hoach.docm", "Tệp có macro"),
        ("MẬT\nKẾ HOẠCH\nNội dung".encode(), "ke-hoach.txt", "dấu độ mật"),
    ],
)
def test_a_refused_file_leaves_nothing(desk: Client, data: bytes, name: str, words: str) -> None:
    before = counts()
    answer = send(desk, data, name)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page and 'id="id_file-loi"' in page and "<title>Lỗi:" in page
    assert counts() == before


def test_no_file_says_so_at_the_field(desk: Client) -> None:
    answer = desk.post("/ke-hoach/nap/", {"once": KEY})
    assert "Chọn văn bản kế hoạch" in answer.content.decode()


def test_a_second_press_opens_the_first_plan(desk: Client) -> None:
    first, second = send(desk), send(desk)
    assert first["Location"] == second["Location"]
    assert Plan.objects.count() == 1


def test_the_same_bytes_lead_to_the_plan_that_is_there(desk: Client) -> None:
    send(desk)
    plan, before = Plan.objects.get(), counts()
    answer = send(desk, once="khoa-khac", name="ten-khac.txt")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tệp này đã nạp ngày" in page and f"/ke-hoach/{plan.pk}/kiem-tra/" in page
    assert "Vẫn nạp thành kế hoạch mới" in page
    assert counts() == before


def test_the_same_bytes_may_be_filed_again_when_asked(desk: Client) -> None:
    send(desk)
    assert send(desk, once="khoa-khac", again="on").status_code == 302
    assert Plan.objects.count() == 2


def test_a_higher_plan_is_linked(desk: Client, filed: Any) -> None:
    above = filed("KẾ HOẠCH\nPhát động thi đua toàn thành phố năm 2026\n(1) Trồng 100 cây.")
    send(desk, higher=str(above.pk), from_above="")
    assert Plan.objects.exclude(pk=above.pk).get().higher_id == above.pk


def test_a_plan_of_another_ward_cannot_be_linked(desk: Client, cast: Any, now: Any) -> None:
    from thidua.apps.plans.services import file_plan

    other = file_plan(SMALL.encode(), "a.txt", unit=cast.other_ward, by=cast.stranger.actor, now=now).plan
    assert "trong danh sách" in send(desk, higher=str(other.pk)).content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "chair", "admin"])
def test_only_clerks_file(enter: Any, who: str) -> None:
    assert enter(who).get("/ke-hoach/nap/").status_code == 403
    assert send(enter(who)).status_code == 403
    assert Plan.objects.count() == 0


def test_a_new_version_keeps_the_paper(desk: Client, filed: Any) -> None:
    plan = filed()
    changed = SMALL.replace("1.784,4", "1.800").encode()
    answer = desk.post(
        f"/ke-hoach/{plan.pk}/ban-moi/", {"file": upload(changed, "ban-2.txt"), "reason": "Điều chỉnh chỉ tiêu 1"}
    )
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/kiem-tra/"
    assert list(plan.versions.values_list("ordinal", "reason")) == [(2, "Điều chỉnh chỉ tiêu 1"), (1, "")]


def test_a_second_press_makes_no_second_version(desk: Client, filed: Any) -> None:
    plan = filed()
    for _ in range(2):
        sent = {"file": upload(SMALL.replace("1.784,4", "1.800").encode(), "ban-2.txt"), "reason": "Sửa", "once": KEY}
        assert desk.post(f"/ke-hoach/{plan.pk}/ban-moi/", sent).status_code == 302
    assert plan.versions.count() == 2


@pytest.mark.parametrize(("words", "reason", "told"), [(SMALL, "Sửa", "giống hệt"), ("khác", "", "Nhập lý do sửa đổi")])
def test_a_new_version_needs_something_new_and_a_reason(
    desk: Client, filed: Any, words: str, reason: str, told: str
) -> None:
    plan = filed()
    before = counts()
    answer = desk.post(f"/ke-hoach/{plan.pk}/ban-moi/", {"file": upload(words.encode(), "ban-2.txt"), "reason": reason})
    assert told in answer.content.decode()
    assert counts() == before


def test_a_discarded_draft_leaves_the_library(desk: Client, filed: Any) -> None:
    plan = filed()
    assert desk.post(f"/ke-hoach/{plan.pk}/bo/").status_code == 302
    assert desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/").status_code == 404
    assert PlanVersion.objects.filter(plan=plan).exists()


def test_a_key_that_another_form_used_files_nothing(desk: Client, cast: Any, now: Any) -> None:
    once("k" * 20, {"act": "recall"}, lambda: {"done": True}, by=cast.clerk.actor, now=now)
    answer = desk.post("/ke-hoach/nap/", {"file": upload(SMALL.encode(), "a.txt"), "once": "k" * 20})
    assert answer.status_code == 409 and not Plan.objects.exists()
